"""What registered commands and declared ones differ in, part by part and field by field."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Payload = Mapping[str, Any]

# What Discord adds to a command that it gives back, and what stands for "not given".
_ITS_OWN: Final = frozenset({"id", "application_id", "version", "guild_id", "options"})
_ABSENT: Final[tuple[object, ...]] = (None, False, [], {})
_CHAT_INPUT: Final = 1
_NESTING: Final = frozenset({1, 2})  # a subcommand, and a group of them


@dataclass(frozen=True, slots=True)
class Missing:
    """Declared and not registered; `where` is as people see it: "/daily set", "/quote topic:"."""

    where: str
    summary: str


@dataclass(frozen=True, slots=True)
class Leftover:
    """Registered and not declared."""

    where: str
    summary: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Both there, but not alike; None stands for what is not given."""

    where: str
    field: str
    registered: object
    declared: object


Difference = Missing | Leftover | Changed


def differences(registered: Sequence[Payload], declared: Sequence[Payload]) -> list[Difference]:
    """In the order of the names; within a command, in the order in which it is declared."""
    ours, theirs = (
        {_kind_and_name(one): one for one in sorted(some, key=_kind_and_name)}
        for some in (declared, registered)
    )
    return list(_between("/", theirs, ours))


def _between(
    before: str, registered: Mapping[Any, Payload], declared: Mapping[Any, Payload]
) -> Iterator[Difference]:
    for key, part in declared.items():
        if key in registered:
            yield from _within(_shown(before, part), registered[key], part)
        else:
            yield Missing(_shown(before, part), _summary(part))
    for key, part in registered.items():
        if key not in declared:
            yield Leftover(_shown(before, part), _summary(part))


def _within(where: str, registered: Payload, declared: Payload) -> Iterator[Difference]:
    old, new = _fields(registered), _fields(declared)
    for field in (*new, *(field for field in old if field not in new)):
        if old.get(field) != new.get(field):
            yield Changed(where, field, old.get(field), new.get(field))
    parts, wanted = (
        {str(part["name"]): part for part in one.get("options") or ()}
        for one in (registered, declared)
    )
    yield from _between(f"{where} ", parts, wanted)
    if parts.keys() == wanted.keys() and list(parts) != list(wanted):
        yield Changed(where, "order", list(parts), list(wanted))


def _fields(part: Payload) -> dict[str, Any]:
    """Without what makes no difference between what is sent and what is given back."""
    kept = {key: _plain(value) for key, value in part.items() if key not in _ITS_OWN}
    kept = {key: value for key, value in kept.items() if value not in _ABSENT}
    if kept.get("dm_permission") is True:
        del kept["dm_permission"]
    return kept


def _plain(value: Any) -> Any:
    match value:
        case dict():
            return _fields(value)
        case list() | tuple():
            return [_plain(one) for one in value]
        case bool():
            return value
        case int():
            return str(value)  # permissions are sent as a number and come back as text
        case _:
            return value


def _kind_and_name(command: Payload) -> tuple[int, str]:
    return int(command.get("type") or _CHAT_INPUT), str(command["name"])


def _shown(before: str, part: Payload) -> str:
    """A command, or below one a subcommand, by its name; an option with the colon after it."""
    is_option = before != "/" and part.get("type") not in _NESTING
    return f"{before}{part['name']}{':' if is_option else ''}"


def _summary(part: Payload) -> str:
    return str(part.get("description") or "")
