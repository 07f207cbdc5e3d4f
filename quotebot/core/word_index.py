"""The words of the quotes, of their authors and of their works, and the quotes that have them."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, TypeAlias

from quotebot.core.postings import NONE, Postings, either, packed
from quotebot.core.quotes import Anthology, Quote
from quotebot.core.stems import stem
from quotebot.core.words import words_of

_WIDTH: Final = array("I").itemsize

_Named: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where a word stands: in the texts of quotes, and in these or in what is said of them."""

    text: Postings = NONE
    anywhere: Postings = NONE


class WordIndex:
    """Built once from an anthology, then only read.

    Quotes are numbered from the shortest to the longest: of two that hold what is looked for, more
    of the shorter is about it.
    """

    def __init__(self, anthology: Anthology) -> None:
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        texts = sorted(
            ((_numbered(quote.text, numbers), quote) for quote in anthology.quotes.values()),
            key=lambda each: (len(each[0]), each[1].id),
        )
        self.quotes: Sequence[Quote] = tuple(quote for _, quote in texts)
        self._starts = array("I", accumulate((len(words) for words, _ in texts), initial=0))
        # The words of all texts, one after the other.
        self._texts = b"".join(words.tobytes() for words, _ in texts)
        about = {named: _numbered(" ".join(named), numbers) for named in self._named(anthology)}
        numbers.default_factory = None  # or they would hold each other, and be kept for ever
        self._numbers: dict[str, int] = numbers
        self._places = self._looked_up(
            [words for words, _ in texts], [about[named] for named in self._named(anthology)]
        )
        self._by_stem = self._stems()

    @property
    def words(self) -> Iterable[str]:
        return self._numbers.keys()

    def exactly(self, word: str) -> Places:
        """The quotes that have this very word."""
        number = self._numbers.get(word)
        return Places() if number is None else self._places[number]

    def in_any_form(self, word: str) -> Places:
        """The quotes that have a form of the word."""
        return self._by_stem.get(stem(word), Places())

    def phrase(self, words: Sequence[str], among: Iterable[int]) -> Iterator[int]:
        """Which of these quotes hold the words, all of which stand in a text, one after another."""
        sought = array("I", (self._numbers[word] for word in words)).tobytes()
        texts, starts = self._texts, self._starts
        for number in among:
            end = starts[number + 1] * _WIDTH
            at = texts.find(sought, starts[number] * _WIDTH, end)
            while at >= 0 and at % _WIDTH:
                at = texts.find(sought, at + 1, end)
            if at >= 0:
                yield number

    def _named(self, anthology: Anthology) -> Iterator[_Named]:
        """For each quote who says it and where: the author's names, the character, the work."""
        for quote in self.quotes:
            person = anthology.authors[quote.author]
            yield (person.name, *person.also, quote.speaker or "", quote.source.title)

    def _looked_up(self, texts: Iterable[array[int]], about: Iterable[array[int]]) -> list[Places]:
        """For the number of each word its places."""
        limit = len(self.quotes)
        words = len(self._numbers)
        found: list[Places] = []
        for in_texts, said in zip(_listed(texts, words), _listed(about, words), strict=True):
            text = packed(in_texts, limit)
            anywhere = either([text, packed(said, limit)], limit) if said else text
            found.append(Places(text, anywhere))
        return found

    def _stems(self) -> dict[str, Places]:
        forms: dict[str, list[Places]] = {}
        for word, places in zip(self._numbers, self._places, strict=True):
            forms.setdefault(stem(word), []).append(places)
        limit = len(self.quotes)
        return {
            root: places[0]
            if len(places) == 1
            else Places(
                either([each.text for each in places], limit),
                either([each.anywhere for each in places], limit),
            )
            for root, places in forms.items()
        }


def _listed(texts: Iterable[array[int]], words: int) -> list[array[int]]:
    """For each word the numbers of the texts that hold it."""
    found = [array("I") for _ in range(words)]
    for number, text in enumerate(texts):
        for word in set(text):
            found[word].append(number)
    return found


def _numbered(text: str, numbers: defaultdict[str, int]) -> array[int]:
    """The numbers of the words; a word that has none gets the next."""
    return array("I", map(numbers.__getitem__, words_of(text)))
