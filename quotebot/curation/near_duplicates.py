"""Quotes whose words are nearly those of another quote, or of a known misattribution."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from quotebot.core.quotes import Misattribution, Quote
from quotebot.curation import misattributions
from quotebot.curation.checking import are_variants, place_of, same_words
from quotebot.curation.codes import Code
from quotebot.curation.declarations import Declared
from quotebot.curation.likeness import Alike, Likenesses
from quotebot.curation.people import Names
from quotebot.curation.problems import Problem, problem_at, quoted
from quotebot.curation.quote_file import Entry


class _Saying(NamedTuple):
    words: str
    of: Declared[Misattribution]


class _Quoted(NamedTuple):
    entry: Entry
    quote: Quote


class AllTexts:
    """The sayings and the quotes, and what there is to say of those that are alike."""

    def __init__(
        self, sayings: Sequence[Declared[Misattribution]], entries: Sequence[Entry]
    ) -> None:
        # The sayings come first, so that no crowd of quotes can keep one out.
        self._texts: list[_Saying | _Quoted] = []
        self._likenesses = Likenesses()
        for each in sayings:
            for words in each.item.sayings:
                self._texts.append(_Saying(words, each))
                self._likenesses.add(words, rows=len(words))
        for entry in entries:
            if entry.quote is not None:
                self._texts.append(_Quoted(entry, entry.quote))
                self._likenesses.add(entry.quote.text)

    @property
    def words(self) -> frozenset[str]:
        """Every word of every text."""
        return frozenset(self._likenesses.words)

    def problems(self, names: Names) -> Iterator[Problem]:
        """An error for each misattribution, a warning for each quote that is there already.

        Quotes with the very same words are left to the rules of `checking`.
        """
        nearest: dict[int, tuple[Alike, Problem]] = {}
        for alike in self._likenesses.find():
            match self._texts[alike.earlier], self._texts[alike.later]:
                case _Saying(words, of), _Quoted(entry, quote):
                    same = same_words(words, quote.text)
                    yield from misattributions.found(of, entry, quote, names, same=same)
                case _Quoted() as earlier, _Quoted() as later:
                    problem = _near(earlier, later, alike)
                    known = nearest.get(alike.later)
                    if problem and (known is None or known[0].score < alike.score):
                        nearest[alike.later] = alike, problem
                case _:
                    pass
        yield from (problem for _, problem in nearest.values())


def _near(earlier: _Quoted, later: _Quoted, alike: Alike) -> Problem | None:
    """The later quote's problem; none if a curator wants both, or has heard of it otherwise."""
    one, other = earlier.quote, later.quote
    if are_variants(one, other) or same_words(one.text, other.text):
        return None
    place = place_of(earlier.entry, earlier.entry.text_mark)
    if alike.part:
        shorter = len(other.text) < len(one.text)
        words = "these words are a part of" if shorter else "these words hold those of"
        likeness = ""
    else:
        words, likeness = "these are nearly the words of", f" ({int(alike.score)} % alike)"
    said = f"{words} the quote {one.id} at {place}{likeness}"
    if one.author == other.author:
        message = f"{said}: keep one, or write `variant_of: {one.id}` if both are wanted"
        code = Code.NEAR_DUPLICATE
    else:
        message = (
            f"{said}, which are given to {quoted(one.author)}: check who said them, "
            f"or write `variant_of: {one.id}` if both are right"
        )
        code = Code.OTHER_AUTHOR
    return problem_at(later.entry.path, later.entry.text_mark, code, message)
