"""Finds the words of a quote in a text: all of them, in their order, as whole words."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from quotebot.curation.verifying.plain_text import Span
from quotebot.curation.verifying.plain_words import ELLIPSIS, quoted_words, split_at_ellipses

LONGEST_OMISSION: Final = 1000
"""Characters that an ellipsis may stand for before its two parts no longer belong together."""

# A hyphen or an apostrophe between letters joins them to one word.
_IN_A_WORD_BEFORE: Final = re.compile(r"\w[-']?\Z")
_IN_A_WORD_AFTER: Final = re.compile(r"[-']?\w")
_WORD: Final = re.compile(r"\w")


class Omission(NamedTuple):
    """An ellipsis in a quote.

    `head` is the full stop before it, `tail` the one after it; both are empty where there is none.
    """

    head: str
    tail: str


@dataclass(frozen=True, slots=True)
class Quoted:
    """The words of a quote: at least one part, and an omission between any two."""

    parts: tuple[str, ...]
    omissions: tuple[Omission, ...] = ()

    @property
    def words(self) -> str:
        """All of them, as if nothing had been left out."""
        return " ".join(self.parts)


def quoted(text: str) -> Quoted:
    """The words of the text; an ellipsis at its start or end says nothing of what is between."""
    turns = split_at_ellipses(quoted_words(text))
    parts, ellipses = turns[::2], turns[1::2]
    if len(parts) > 1 and not parts[0]:
        parts, ellipses = parts[1:], ellipses[1:]
    if len(parts) > 1 and not parts[-1]:
        parts, ellipses = parts[:-1], ellipses[:-1]
    return Quoted(tuple(parts), tuple(map(_omission, ellipses)))


def _omission(written: str) -> Omission:
    dots = "".join(written.split())
    before, ellipsis, after = dots.partition(ELLIPSIS)
    if ellipsis:
        return Omission(before[:1].strip(ELLIPSIS), after[-1:].strip(ELLIPSIS))
    return Omission("." if len(dots) > len("...") else "", "")


def occurrences(quote: Quoted, text: str) -> Iterator[Span]:
    """Where the quote stands in the plain text, from front to back; no two places overlap."""
    if not quote.words:
        return
    starts = {span.end: span.start for span in _stands(quote.parts[0], text, 0, len(text))}
    for omission, part in zip(quote.omissions, quote.parts[1:], strict=True):
        starts = _continued(starts, omission, part, text)
    last = 0
    for end, start in sorted(starts.items()):
        if start >= last and _starts_a_word(text, start) and _ends_a_word(text, end):
            yield Span(start, end)
            last = end


def _continued(
    starts: Mapping[int, int], omission: Omission, part: str, text: str
) -> dict[int, int]:
    """From where the words so far end, and start, to where they end with the next part.

    To one end there is one start, the last of all: whatever follows can be reached from it, too.
    """
    following = {
        end + len(ELLIPSIS + part): start
        for end, start in starts.items()
        if text.startswith(ELLIPSIS + part, end)
    }
    ends = sorted(
        end for end in starts if text.startswith(omission.head, end) and _ends_a_word(text, end)
    )
    furthest = ends[-1] + LONGEST_OMISSION + len(part) + 1 if ends else 0
    for span in _stands(part, text, ends[0] if ends else 0, furthest):
        if (end := _left_from(ends, span.start, omission, text)) is not None:
            following[span.end] = max(starts[end], following.get(span.end, 0))
    return following


def _left_from(ends: Sequence[int], index: int, omission: Omission, text: str) -> int | None:
    """The last of the ends between which and the index a word is left out and not too much."""
    before = index - text.endswith(" ", 0, index)
    if not text.endswith(omission.tail, 0, before) or not _starts_a_word(text, index):
        return None
    for nth in range(bisect_left(ends, index) - 1, -1, -1):
        end = ends[nth]
        left_out = Span(end + len(omission.head), index)
        if index - left_out.start > LONGEST_OMISSION:
            return None
        if _WORD.search(text, *left_out):
            return end
    return None


def _stands(part: str, text: str, start: int, end: int) -> Iterator[Span]:
    """Where the characters of the part stand between two indices, overlapping places too."""
    while (start := text.find(part, start, end)) >= 0:
        yield Span(start, start + len(part))
        start += 1


def _starts_a_word(text: str, start: int) -> bool:
    return _IN_A_WORD_AFTER.match(text, start) is None or not _IN_A_WORD_BEFORE.search(
        text[max(start - 2, 0) : start]
    )


def _ends_a_word(text: str, end: int) -> bool:
    return _IN_A_WORD_AFTER.match(text, end) is None or not _IN_A_WORD_BEFORE.search(
        text[max(end - 2, 0) : end]
    )
