"""What can be set: each setting's name, default, what it takes and what it is for."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin

from annotated_types import Ge, Gt, Le, Lt
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from quotebot.settings import Settings, secret_fields, variable
from quotebot.settings.secret_files import SUFFIX
from quotebot.settings.tokens import looks_of
from quotebot.settings.values import Accepts, Separated

_BOUNDS: Final = {Ge: "from", Gt: "above", Le: "up to", Lt: "below"}
_TYPES: Final[dict[object, str]] = {
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    Path: "a path",
    str: "text",
    SecretStr: "a secret",
}


class Entry(NamedTuple):
    """A setting for whoever looks it up; `file` is the variable for a file, if it is a secret."""

    field: str
    name: str
    default: str
    accepts: str
    meaning: str
    file: str | None


def entries() -> Iterator[Entry]:
    """All settings, in the order in which they are declared."""
    secrets = secret_fields()
    for field, info in Settings.model_fields.items():
        name = variable(field)
        yield Entry(
            field,
            name,
            written(field, info.default),
            looks_of(name) or _accepted(info),
            info.description or "",
            name + SUFFIX if field in secrets else None,
        )


def written(field: str, value: object) -> str:
    """The value as it would be written in the environment; raises TypeError for a secret."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:g}"
        case tuple():
            _, extras = _type_of(Settings.model_fields[field])
            (separated,) = (each for each in extras if isinstance(each, Separated))
            return separated.sign.join(value)
        case SecretStr():
            raise TypeError(f"{field} is a secret, which is not written out")
        case _:
            return str(value)


def _accepted(info: FieldInfo) -> str:
    type_, extras = _type_of(info)
    for extra in extras:
        if isinstance(extra, Accepts):
            return extra.words
        if isinstance(extra, Separated):
            return f"{extra.plural}, separated by {extra.called}"
    if get_origin(type_) is Literal:
        *most, last = get_args(type_)
        return f"{', '.join(most)} or {last}"
    if type_ not in _TYPES:
        raise TypeError(f"there are no words for what {type_} takes: give it Accepts")
    return " ".join([_TYPES[type_], *_bounds(extras)])


def _bounds(extras: list[Any]) -> Iterator[str]:
    for extra in extras:
        for type_, words in _BOUNDS.items():
            if isinstance(extra, type_):
                yield f"{words} {getattr(extra, type_.__name__.lower())}"


def _type_of(info: FieldInfo) -> tuple[object, list[Any]]:
    """The type without "or None", and what else was said of it."""
    type_, extras = info.annotation, list(info.metadata)
    if type(None) in get_args(type_):
        (type_,) = (each for each in get_args(type_) if each is not type(None))
    if get_origin(type_) is Annotated:
        type_, *more = get_args(type_)
        extras += more
    return type_, extras
