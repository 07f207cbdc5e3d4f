"""The checks that Discord makes on single fields, with its error codes and wording."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from quotebot.sandbox.discord.refusals import Problem

Path = tuple[str | int, ...]


def required(path: Path) -> Problem:
    return Problem(path, "BASE_TYPE_REQUIRED", "This field is required")


def choices(path: Path, allowed: str) -> Problem:
    return Problem(path, "BASE_TYPE_CHOICES", f"Value must be one of {{{allowed}}}.")


def text(
    body: Mapping[str, Any], key: str, path: Path, *, least: int = 0, most: int
) -> Iterator[Problem]:
    """A string of `least` to `most` characters; may be missing or null unless `least` is set."""
    value = body.get(key)
    place = (*path, key)
    if value is None:
        if least:
            yield required(place)
    elif not isinstance(value, str):
        yield Problem(place, "STRING_TYPE_CONVERT", "Could not interpret value as string.")
    else:
        yield from _length(len(value), place, least, most)


def items(
    body: Mapping[str, Any], key: str, path: Path, *, least: int = 0, most: int
) -> Iterator[Problem]:
    """A list of at most `most` objects; may be missing or null unless `least` is set."""
    value = body.get(key)
    place = (*path, key)
    if value is None:
        if least:
            yield required(place)
    elif not isinstance(value, list):
        yield Problem(place, "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType")
    elif wrong := [*_length(len(value), place, least, most)]:
        yield from wrong
    else:
        for number, item in enumerate(value):
            if not isinstance(item, dict):
                yield not_an_object((*place, number))


def _length(length: int, place: Path, least: int, most: int) -> Iterator[Problem]:
    if least and not least <= length <= most:
        message = f"Must be between {least} and {most} in length."
        yield Problem(place, "BASE_TYPE_BAD_LENGTH", message)
    elif length > most:
        yield Problem(place, "BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


def not_an_object(path: Path) -> Problem:
    return Problem(path, "MODEL_TYPE_CONVERT", "Only dictionaries may be used in a ModelType")


def objects(body: Mapping[str, Any], key: str, path: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The objects of a list with their paths; whatever is malformed is left to `items`."""
    value = body.get(key)
    if isinstance(value, list):
        for number, item in enumerate(value):
            if isinstance(item, dict):
                yield (*path, key, number), item


def whole_number(
    body: Mapping[str, Any], key: str, path: Path, *, least: int, most: int
) -> Iterator[Problem]:
    """A number in the range; may be missing or null."""
    value = body.get(key)
    place = (*path, key)
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool):
        yield Problem(place, "NUMBER_TYPE_COERCE", f'Value "{value}" is not int.')
    elif value < least:
        message = f"int value should be greater than or equal to {least}."
        yield Problem(place, "NUMBER_TYPE_MIN", message)
    elif value > most:
        yield Problem(
            place, "NUMBER_TYPE_MAX", f"int value should be less than or equal to {most}."
        )


def address(
    body: Mapping[str, Any], key: str, path: Path, *, most: int, schemes: tuple[str, ...]
) -> Iterator[Problem]:
    """A URL; may be missing or null."""
    value = body.get(key)
    yield from text(body, key, path, most=most)
    if not isinstance(value, str) or len(value) > most:
        return
    try:
        parts = urlsplit(value)
    except ValueError:
        yield Problem((*path, key), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return
    if parts.scheme.lower() not in schemes:
        listed = ", ".join(f"'{scheme}'" for scheme in schemes)
        message = f'Scheme "{parts.scheme}" is not supported. Scheme must be one of ({listed}).'
        yield Problem((*path, key), "URL_TYPE_INVALID_SCHEME", message)
    elif not parts.netloc or any(character.isspace() for character in value):
        yield Problem((*path, key), "URL_TYPE_INVALID_URL", "Not a well formed URL.")
