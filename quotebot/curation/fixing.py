"""Puts right what is mechanical in a quote file, and leaves everything else as it stands.

Only values are changed, and white space at the ends of lines outside comments. What comes out is
read again and held against what went in; a change that would alter more than it should is not made.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

import yaml
from yaml.events import (
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quotebot.curation import characters, scalar_fixes
from quotebot.curation.parsers import parser_of
from quotebot.curation.problems import Spot, quoted, spot

_LINE_END: Final = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_SPACES: Final = re.compile(r"[ \t]+")
_STEPS: Final = (
    (scalar_fixes.joined_accents, "joined accents with their letters in {}"),
    (scalar_fixes.without_space_at_line_ends, "removed white space at the ends of lines in {}"),
    (scalar_fixes.without_space_at_its_ends, "removed white space around {}"),
)


class Change(NamedTuple):
    """What was put right, and where it stood in the text as it was."""

    place: Spot
    message: str


class _Edit(NamedTuple):
    start: int
    end: int
    written: str
    messages: tuple[str, ...]


class _Written(NamedTuple):
    """A scalar, and where it is written."""

    event: ScalarEvent
    start: int
    end: int
    is_key: bool


def fixed(text: str) -> tuple[str, list[Change]]:
    """The text as it should be, and what was changed; a text that is no YAML stays as it is."""
    try:
        events = list(_events(text))
    except yaml.YAMLError:
        return text, []
    scalars = list(_scalars(events))
    wanted = sorted([*_of_values(text, scalars), *_of_line_ends(text, scalars)])
    edits = _sound(text, events, wanted)
    if not edits or not _is_sound(text, events, edits):
        return text, []
    changes = [
        Change(spot(text, edit.start), message) for edit in edits for message in edit.messages
    ]
    return _applied(text, edits), changes


def _events(text: str) -> Iterator[Event]:
    """May raise yaml.YAMLError."""
    parser = parser_of(text)
    while not isinstance(event := parser.get_event(), StreamEndEvent):
        yield event


def _scalars(events: Sequence[Event]) -> Iterator[_Written]:
    """All of them in the order of the text, names of fields included."""
    key_is_next: list[bool | None] = []  # for each mapping around; None for each list
    for event in events:
        if isinstance(event, MappingEndEvent | SequenceEndEvent):
            key_is_next.pop()
        elif isinstance(event, NodeEvent):
            is_key = bool(key_is_next and key_is_next[-1])
            if key_is_next and key_is_next[-1] is not None:
                key_is_next[-1] = not is_key
            if isinstance(event, MappingStartEvent):
                key_is_next.append(True)
            elif isinstance(event, SequenceStartEvent):
                key_is_next.append(None)
            elif isinstance(event, ScalarEvent) and event.start_mark and event.end_mark:
                yield _Written(event, event.start_mark.index, event.end_mark.index, is_key)


def _of_values(text: str, scalars: Sequence[_Written]) -> Iterator[_Edit]:
    for event, start, end, is_key in scalars:
        if is_key or event.tag is not None or event.anchor is not None:
            continue
        before = written = text[start:end]
        messages = []
        for step, message in _STEPS:
            if (better := step(written)) != written:
                written = better
                messages.append(message.format(quoted(event.value.strip())))
        if event.implicit[0] and (better := scalar_fixes.in_quotation_marks(written)) != written:
            written = better
            messages.append(f"put {quoted(event.value)} in quotation marks")
        if written != before:
            yield _Edit(start, end, written, tuple(messages))


def _of_line_ends(text: str, scalars: Sequence[_Written]) -> Iterator[_Edit]:
    """Those outside values and comments."""
    starts = [scalar.start for scalar in scalars]
    for found in _LINE_END.finditer(text):
        before = bisect_right(starts, found.start()) - 1
        value_end = scalars[before].end if before >= 0 else 0
        line_start = text.rfind("\n", 0, found.start()) + 1
        if (
            found.start() >= value_end
            and "#" not in text[max(line_start, value_end) : found.start()]
        ):
            yield _Edit(*found.span(), "", ("removed white space at the end of the line",))


def _sound(text: str, events: Sequence[Event], edits: Sequence[_Edit]) -> Sequence[_Edit]:
    """The edits that change nothing but what they are for; few parsings when few are not so."""
    if not edits or _is_sound(text, events, edits):
        return edits
    if len(edits) == 1:
        return []
    half = len(edits) // 2
    return [*_sound(text, events, edits[:half]), *_sound(text, events, edits[half:])]


def _is_sound(text: str, events: Sequence[Event], edits: Sequence[_Edit]) -> bool:
    try:
        after = list(_events(_applied(text, edits)))
    except yaml.YAMLError:
        return False
    if len(after) != len(events):
        return False
    keys = [scalar.event for scalar in _scalars(events) if scalar.is_key]
    keys_after = [scalar.event for scalar in _scalars(after) if scalar.is_key]
    return [key.value for key in keys] == [key.value for key in keys_after] and all(
        _says_the_same(one, other) for one, other in zip(events, after, strict=True)
    )


def _says_the_same(one: Event, other: Event) -> bool:
    if type(one) is not type(other):
        return False
    if isinstance(one, NodeEvent) and isinstance(other, NodeEvent):
        if (one.anchor, getattr(one, "tag", None)) != (other.anchor, getattr(other, "tag", None)):
            return False
        if isinstance(one, ScalarEvent) and isinstance(other, ScalarEvent):
            return _words(one.value) == _words(other.value)
    return True


def _words(value: str) -> str:
    """What is left of a value when everything that is put right here makes no difference."""
    lines = characters.normal(value).strip().split("\n")
    return _SPACES.sub(" ", "\n".join(line.rstrip() for line in lines))


def _applied(text: str, edits: Sequence[_Edit]) -> str:
    """The edits are in order and do not overlap."""
    parts, end = [], 0
    for edit in edits:
        parts += [text[end : edit.start], edit.written]
        end = edit.end
    return "".join([*parts, text[end:]])
