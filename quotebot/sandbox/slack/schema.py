"""A small language for what a JSON value may look like; its complaints are worded as Slack's."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]
"""Takes a value and its JSON pointer, yields a problem for everything that is wrong with it."""

_URL = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def at(problem: str, pointer: str) -> str:
    return f"{problem} [json-pointer:{pointer}]"


def text(at_least: int = 1, at_most: int | None = None) -> Check:
    """A string of so many characters."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield at("must be a string", pointer)
        elif len(value) < at_least:
            yield at(f"must be more than {at_least - 1} characters", pointer)
        elif at_most is not None and len(value) > at_most:
            yield at(f"must be less than {at_most + 1} characters", pointer)

    return check


def url(at_most: int) -> Check:
    """An address with a scheme."""
    length = text(1, at_most)

    def check(value: Any, pointer: str) -> Iterator[str]:
        problems = list(length(value, pointer))
        yield from problems
        if not problems and not _URL.fullmatch(value):
            yield at("must be a valid URL", pointer)

    return check


def boolean(value: Any, pointer: str) -> Iterator[str]:
    if not isinstance(value, bool):
        yield at("must be a boolean", pointer)


def integer(at_least: int, at_most: int | None = None) -> Check:
    """A whole number between two bounds, both allowed."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield at("must be an integer", pointer)
        elif value < at_least or (at_most is not None and value > at_most):
            yield at("must be within the allowed range", pointer)

    return check


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if value not in allowed:
            yield at(f"must be one of: {', '.join(allowed)}", pointer)

    return check


def items(each: Check, at_least: int, at_most: int | None = None) -> Check:
    """A list of so many items, each checked."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield at("must be an array", pointer)
            return
        if len(value) < at_least:
            yield at(f"no less than {at_least} items allowed", pointer)
        if at_most is not None and len(value) > at_most:
            yield at(f"no more than {at_most} items allowed", pointer)
        for index, item in enumerate(value):
            yield from each(item, f"{pointer}/{index}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others; `type` may always be there."""
    known = {**required, **(optional or {})}

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must provide an object", pointer)
            return
        for key in sorted(required.keys() - value.keys()):
            yield at(f"missing required field: {key}", pointer)
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{pointer}/{key}")
            elif key != "type":
                yield at(f"invalid additional property: {key}", pointer)

    return check


def by_type(**shapes: Check) -> Check:
    """An object whose `type` says which shape it must have."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield at("must provide an object", pointer)
        elif "type" not in value:
            yield at("missing required field: type", pointer)
        elif not isinstance(value["type"], str) or value["type"] not in shapes:
            yield at(f"unsupported type: {value['type']}", f"{pointer}/type")
        else:
            yield from shapes[value["type"]](value, pointer)

    return check


def either(*keys: str, of: Check) -> Check:
    """The check, and at least one of these keys."""

    def check(value: Any, pointer: str) -> Iterator[str]:
        if isinstance(value, dict) and not any(key in value for key in keys):
            yield at(f"must define either {' or '.join(keys)}", pointer)
        yield from of(value, pointer)

    return check
