"""The passage of a text that comes nearest to words that do not stand in it, and the difference."""

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from quotebot.curation.verifying.plain_text import Lines, PlainText, Span

LEAST_LIKENESS: Final = 60.0
"""Of 100; below it a passage has no more than a few words in common with the quote."""

_WORTH_A_LOOK: Final = 45.0  # before words that are missing from the quote are counted in
_TOKEN: Final = re.compile(r"\w+(?:[-']\w+)*|[^\w ]| ")


class Change(NamedTuple):
    """What the quote has in place of what stands in the text; either may be empty.

    They are equal where the quote is right.
    """

    quoted: str
    stands: str


@dataclass(frozen=True, slots=True)
class Nearest:
    """A passage, how alike it is to the quote (of 100), and all its words beside the quote's."""

    lines: Lines
    likeness: float
    changes: tuple[Change, ...]


def nearest(words: str, texts: Sequence[PlainText]) -> Nearest | None:
    """The passage most like the words; None when none is much like them."""
    best: tuple[float, PlainText, Span] | None = None
    for text in texts:
        if (span := _aligned(words, text.words)) is not None:
            likeness = fuzz.ratio(words, text.words[span.start : span.end])
            if likeness >= LEAST_LIKENESS and (best is None or likeness > best[0]):
                best = likeness, text, span
    if best is None:
        return None
    likeness, text, span = best
    passage = text.words[span.start : span.end]
    return Nearest(text.lines(span), likeness, tuple(_changes(words, passage)))


def _aligned(words: str, text: str) -> Span | None:
    """What in the text is most like the words, from token to token; None if nothing is.

    The alignment gives as many characters as the words have; whether fewer or more are more like
    them is tried out within as many again on both sides.
    """
    alignment = fuzz.partial_ratio_alignment(words, text, score_cutoff=_WORTH_A_LOOK)
    if alignment is None or alignment.dest_start == alignment.dest_end:
        return None
    first = max(alignment.dest_start - len(words), 0)
    nearby = text[first : alignment.dest_end + len(words)]
    tokens = [found.span() for found in _TOKEN.finditer(nearby) if found[0] != " "]
    best = Span(alignment.dest_start - first, len(nearby))
    for _ in range(2):  # the end for the start, the start for that end, and once more
        best = _best(words, nearby, [(best.start, end) for _, end in tokens if end > best.start])
        best = _best(words, nearby, [(start, best.end) for start, _ in tokens if start < best.end])
    return Span(first + best.start, first + best.end)


def _best(words: str, text: str, spans: Sequence[tuple[int, int]]) -> Span:
    whole = (0, len(text))
    return Span(*max(spans, key=lambda span: fuzz.ratio(words, text[slice(*span)]), default=whole))


def _changes(words: str, passage: str) -> Iterator[Change]:
    quoted, stands = _TOKEN.findall(words), _TOKEN.findall(passage)
    matcher = difflib.SequenceMatcher(None, quoted, stands, autojunk=False)
    for _, first, last, its_first, its_last in matcher.get_opcodes():
        yield Change("".join(quoted[first:last]), "".join(stands[its_first:its_last]))
