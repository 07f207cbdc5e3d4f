"""Searches the quotes for words that somebody typed, the best first."""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from operator import is_not
from typing import Final

from quotebot.core.postings import NONE, Postings, bits_of, count, either, every, in_order
from quotebot.core.quotes import Anthology, Quote
from quotebot.core.spelling import Spellings
from quotebot.core.word_index import WordIndex
from quotebot.core.words import is_silent, telling, words_of

_MOST_CHARACTERS: Final = 1000
_MOST_WORDS: Final = 32  # of those typed; who types more has pasted a text
_LOOKED_INTO: Final = 128  # quotes that are read for a phrase, for each two words that it has

_Quotes = Callable[[str], Postings]
"""The numbers of the quotes that have a word, in one way or another."""


class QuoteSearch:
    """Finds quotes of one anthology; the port `Search` tells in which order."""

    def __init__(self, anthology: Anthology) -> None:
        self._index = WordIndex(anthology)
        self._limit = len(anthology.quotes)
        self._spellings = Spellings(self._index.words)

    def find(self, typed: str, most: int) -> Sequence[Quote]:
        words = _words(typed)
        with_all = self._with_all(words, [self._in_text, self._anywhere, self._in_some_form])
        return self._quotes(with_all, most) or self._quotes(self._with_most(words), most)

    def holding(self, typed: str, most: int) -> Sequence[Quote]:
        words = _words(typed)
        ways = [self._in_text, self._in_some_form_in_text]
        if all(map(is_silent, words)):
            return self._quotes(self._phrase(words), most)
        return self._quotes(self._with_all(words, ways), most)

    def _quotes(self, numbers: Iterator[int], most: int) -> list[Quote]:
        return [self._index.quotes[number] for number in islice(numbers, most)]

    def _with_all(self, words: Sequence[str], ways: Sequence[_Quotes]) -> Iterator[int]:
        """The quotes that hold the words as a phrase, then those with all telling words."""
        seen: set[int] = set()
        needed = telling(words)
        for found in self._levels(words, needed, ways):
            for number in found:
                if number not in seen:
                    seen.add(number)
                    yield number

    def _levels(
        self, words: Sequence[str], needed: Sequence[str], ways: Sequence[_Quotes]
    ) -> Iterator[Iterator[int]]:
        yield self._phrase(words)
        before: list[Postings] = []
        for way in ways if needed else ():
            sets = [way(word) for word in needed]
            if len(before) != len(sets) or any(map(is_not, sets, before)):
                yield in_order(every(sets))
            before = sets

    def _phrase(self, words: Sequence[str]) -> Iterator[int]:
        together = every([self._in_text(word) for word in words]) if len(words) > 1 else NONE
        if not together:
            return iter(())
        first = islice(in_order(together), _LOOKED_INTO * (len(words) - 1))
        return self._index.phrase(words, first)

    def _with_most(self, words: Sequence[str]) -> Iterator[int]:
        """The quotes with most of the telling words, at least half, the rarer words first."""
        needed = telling(words)
        if not needed:
            return
        everywhere = [self._in_some_form(word) for word in needed]
        known = sorted((postings for postings in everywhere if postings), key=count)
        if len(needed) < 3:  # no quote has both
            yield from chain.from_iterable(map(in_order, known))
            return
        sets = [bits_of(postings) for postings in known]
        # At each place k, the quotes with at least k of the words.
        at_least = [(1 << self._limit) - 1, *(0 for _ in sets), 0]
        for each in sets:
            for k in range(len(sets), 0, -1):
                at_least[k] |= at_least[k - 1] & each
        for k in range(len(sets), (len(needed) - 1) // 2, -1):
            yield from _rarest_first(at_least[k] & ~at_least[k + 1], sets)

    def _in_text(self, word: str) -> Postings:
        return self._index.exactly(word).text

    def _anywhere(self, word: str) -> Postings:
        return self._index.exactly(word).anywhere

    def _in_some_form_in_text(self, word: str) -> Postings:
        return self._index.in_any_form(word).text

    def _in_some_form(self, word: str) -> Postings:
        """Anywhere, in any form, or as one of the words that are spelt much like it."""
        found = self._index.in_any_form(word).anywhere
        if found:
            return found
        near = self._spellings.near(word)
        return either([self._index.in_any_form(other).anywhere for other in near], self._limit)


def _words(typed: str) -> list[str]:
    return words_of(typed[:_MOST_CHARACTERS])[:_MOST_WORDS]


def _rarest_first(quotes: int, sets: Sequence[int]) -> Iterator[int]:
    """Those in the first set before the others, and among both by the other sets likewise."""
    if not sets or not quotes & (quotes - 1):
        yield from in_order(quotes)
        return
    first, *others = sets
    yield from _rarest_first(quotes & first, others)
    yield from _rarest_first(quotes & ~first, others)
