"""The lines of a text as one string, in which each place is known by its line."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from enum import StrEnum
from typing import Final, NamedTuple

_STICK: Final = ("—", "…")  # no space is left around these
_BROKEN_WORD: Final = re.compile(r"[^\W\d_]-\Z")


class Lines(NamedTuple):
    """From one line to another, the last one included; lines count from 1."""

    first: int
    last: int

    def __str__(self) -> str:
        return str(self.first) if self.first == self.last else f"{self.first}-{self.last}"


class Span(NamedTuple):
    """Characters of a string, from `start` up to but not including `end`."""

    start: int
    end: int


class LineEnd(StrEnum):
    """What a hyphen after a letter at the end of a line means, the most usual first."""

    COMPOUND = "-"  # "smoking-", "room": smoking-room
    DIVIDED = ""  # "adminis-", "tered": administered
    SUSPENDED = "- "  # "cast-", "and wrought-iron": cast- and wrought-iron


class PlainText:
    """Consecutive lines, which must be plain ones."""

    __slots__ = ("_first", "_starts", "words")

    def __init__(
        self, lines: Sequence[str], first: int = 1, line_end: LineEnd = LineEnd.COMPOUND
    ) -> None:
        """`first` is the number of the first line."""
        self._first = first
        self._starts: list[int] = []
        parts: list[str] = []
        length, before = 0, ""
        for line in lines:
            if line and parts:
                if before.endswith("-") and _BROKEN_WORD.search(before):
                    parts[-1] = before[:-1] + line_end
                    length += len(line_end) - 1
                elif not (parts[-1].endswith(_STICK) or line.startswith(_STICK)):
                    parts.append(" ")
                    length += 1
            self._starts.append(length)
            if line:
                parts.append(line)
                length += len(line)
            before = line
        self.words = "".join(parts)

    def lines(self, span: Span) -> Lines:
        """Where the characters stand, of which there must be at least one."""
        return Lines(self._line(span.start), self._line(span.end - 1))

    def _line(self, index: int) -> int:
        return self._first + bisect_right(self._starts, index) - 1


def hyphenated(lines: Sequence[str]) -> bool:
    """Whether any line ends in a hyphen that may mean several things."""
    return any(line.endswith("-") and _BROKEN_WORD.search(line) for line in lines)
