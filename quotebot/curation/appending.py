"""Adds quotes at the end of a file's list, and leaves every byte that was there as it was."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from yaml.events import CollectionEndEvent, CollectionStartEvent, Event, ScalarEvent

from quotebot.core.quotes import Quote
from quotebot.curation.house_form import quote_block
from quotebot.curation.parsers import mark_of, parser_of
from quotebot.curation.problems import START, Mark

_BYTE_ORDER_MARK: Final = "\ufeff"
_BLANK_LINES: Final = re.compile(r"(?:(?<=\n)[ \t]*\r?\n)+\Z")
_COMMENT: Final = re.compile(r"(?:[ \t]*\r?\n)*( +)#[^\n]*(?:\n|\Z)")


class CannotAppend(Exception):  # noqa: N818 - it names what happened
    """The list is written in a way to which nothing can be added; the message says what to do."""


def appended(text: str, quotes: Sequence[Quote]) -> str:
    """The text of a quote file without errors, with these quotes after those that it has.

    Comments stay where they are; those that are indented as the quotes are belong to the last one.
    Raises CannotAppend.
    """
    mark = _BYTE_ORDER_MARK if text.startswith(_BYTE_ORDER_MARK) else ""
    text = text.removeprefix(mark)
    found = _list_of_quotes(text)
    if text.startswith("[", found.start.index):
        raise CannotAppend(
            "its quotes stand in [ ]: write each as an item of its own, from `- id: ...` on"
        )
    dash = found.start.column
    place = _after(text, found.end, dash)
    between = "\n" if _is_spaced(text, found.items) else ""
    added = "".join(between + quote_block(quote, dash=dash) for quote in quotes)
    if not text.endswith("\n", 0, place):
        added = f"\n{added}"
    if "\r\n" in text:
        added = added.replace("\n", "\r\n")
    return mark + text[:place] + added + text[place:]


class _List(NamedTuple):
    """The list of quotes: where it and each item starts, and where the last value ends."""

    start: Mark
    items: Sequence[Mark]
    end: int


def _list_of_quotes(text: str) -> _List:
    events = _events(text)
    depth = 0
    for event in events:
        if depth == 1 and isinstance(event, ScalarEvent) and event.value == "quotes":
            break
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
    start = mark_of(next(events))
    items, end, depth = list[Mark](), start.index, 0
    for event in events:
        if depth == 0:
            if isinstance(event, CollectionEndEvent):
                break
            items.append(mark_of(event))
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        event_end = (event.end_mark or START).index
        if event_end > mark_of(event).index:  # a block's end is where the next thing starts
            end = event_end
    return _List(start, items, end)


def _events(text: str) -> Iterator[Event]:
    parser = parser_of(text)
    while True:
        yield parser.get_event()


def _after(text: str, end: int, dash: int) -> int:
    """The start of the line after the value that ends there, and after its comments."""
    if text.endswith("\n", 0, end):  # as after lines that stay lines, and blank ones
        blank = _BLANK_LINES.search(text, 0, end)
        place = blank.start() if blank else end
    else:
        place = text.find("\n", end) + 1 or len(text)
    while (comment := _COMMENT.match(text, place)) and len(comment[1]) >= dash:
        place = comment.end()
    return place


def _is_spaced(text: str, items: Sequence[Mark]) -> bool:
    """Whether a blank line stands before the last of several quotes."""
    line = text.rfind("\n", 0, items[-1].index) + 1
    return len(items) > 1 and _BLANK_LINES.search(text, 0, line) is not None
