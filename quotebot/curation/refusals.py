"""What is said about a part of a file that no schema has a place for, and how it is passed over."""

import difflib
from collections.abc import Callable, Sequence
from typing import Final

from yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event, NodeEvent

from quotebot.curation.codes import Code
from quotebot.curation.parsers import mark_of
from quotebot.curation.problems import FileProblems, quoted

DEEPEST: Final = 16  # lists and mappings in one another; the files need 4


class Refusals:
    """Reports, and reads on to where the rest of the file makes sense again."""

    __slots__ = ("_next", "_problems")

    def __init__(self, next_event: Callable[[], Event], problems: FileProblems) -> None:
        self._next = next_event
        self._problems = problems

    def value(self, event: Event, message: str) -> None:
        """Report a value of the wrong kind and read past it."""
        self.decoration(event)
        if not isinstance(event, AliasEvent):
            self._problems.add(mark_of(event), Code.FIELD_KIND, message)
        self.skip(event)

    def field(self, key: Event, event: Event, code: Code, message: str) -> None:
        """Report a field and read past its value."""
        self._problems.add(mark_of(key), code, message)
        self.decoration(event)
        self.skip(event)

    def decoration(self, event: Event) -> None:
        """Report a tag, an anchor or an alias: nothing in the files has a use for them."""
        if isinstance(event, AliasEvent):
            shown = quoted(f"*{event.anchor}")
            message = f"{shown} is an alias, which is not allowed: write the value itself"
            self._problems.add(mark_of(event), Code.YAML_ANCHOR, message)
        elif isinstance(event, NodeEvent):
            if event.anchor is not None:
                shown = quoted(f"&{event.anchor}")
                message = f"anchor {shown} not allowed: remove it"
                self._problems.add(mark_of(event), Code.YAML_ANCHOR, message)
            if (tag := getattr(event, "tag", None)) is not None:
                message = f"tag {_tag(tag)} not allowed: remove it"
                self._problems.add(mark_of(event), Code.YAML_TAG, message)

    def skip(self, event: Event) -> None:
        """Read the rest of the value that starts here; GaveUp when it is nested too deeply."""
        depth = int(isinstance(event, CollectionStartEvent))
        while depth:
            event = self._next()
            if isinstance(event, CollectionStartEvent):
                depth += 1
                if depth > DEEPEST:
                    raise self._problems.give_up(
                        mark_of(event),
                        Code.YAML_DEPTH,
                        f"more than {DEEPEST} lists and mappings in one another: "
                        "put the words in quotation marks",
                    )
            elif isinstance(event, CollectionEndEvent):
                depth -= 1


def _tag(tag: str) -> str:
    return quoted(tag.replace("tag:yaml.org,2002:", "!!"))


def twice(name: str, first_line: int) -> tuple[Code, str]:
    message = f"`{name}` stands twice here, first in line {first_line + 1}: keep one"
    return Code.FIELD_REPEATED, message


def unknown(name: str, known: Sequence[str]) -> tuple[Code, str]:
    if name == "<<":
        return Code.YAML_MERGE, "merge keys (<<) are not allowed: write the fields themselves"
    near = difflib.get_close_matches(name[:50], known, 1)
    advice = f"did you mean `{near[0]}`?" if near else f"use {', '.join(known)}"
    return Code.FIELD_UNKNOWN, f"unknown field {quoted(name)}: {advice}"
