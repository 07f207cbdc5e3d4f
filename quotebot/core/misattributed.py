"""From typed words to a famous saying that goes about under a wrong name.

Whole sayings and telling pieces of them are known again, also with slips of the pen; words that
anybody may type are not. A quote in the library that holds just these words is the better answer.
"""

from dataclasses import dataclass
from typing import Final

from quotebot.core.pieces import (
    Words,
    has_weight,
    is_in_order,
    is_nearly,
    is_piece,
    place_in,
    same,
    same_name,
    without_silent,
    words_of,
)
from quotebot.core.ports import Search
from quotebot.core.quotes import Anthology, Misattribution, Quote

_LOOKED_THROUGH: Final = 50  # quotes with the words: whatever holds them all is among these


@dataclass(frozen=True, slots=True)
class _Saying:
    words: Words
    names: tuple[Words, ...]
    about: Misattribution


@dataclass(frozen=True, slots=True)
class _Hit:
    """A saying that was meant: by these words, and by a name that was typed for it."""

    saying: _Saying
    words: Words
    name: Words
    in_a_row: bool

    @property
    def surety(self) -> tuple[bool, int]:
        return self.in_a_row, len(self.words)


class MisattributionIndex:
    """Knows the misattributions of one anthology again; built once, then only read."""

    def __init__(self, anthology: Anthology, search: Search) -> None:
        self._search = search
        self._sayings = [
            _Saying(words_of(saying), tuple(map(words_of, about.said_by)), about)
            for about in anthology.misattributions
            if about.nearest in anthology.quotes
            for saying in about.sayings
        ]

    def match(self, typed: str, said_by: str = "") -> Misattribution | None:
        """What was surely meant; `said_by` is the name that was typed for it, if any."""
        words, name = words_of(typed), words_of(said_by)
        hits = [hit for saying in self._sayings if (hit := _hit(words, name, saying))]
        if not hits:
            return None
        best = max(hits, key=lambda hit: hit.surety)
        return None if self._is_in_the_library(best) else best.saying.about

    def under(self, name: str) -> list[Misattribution]:
        """What goes about under a name, in the order in which it was declared."""
        typed = words_of(name)
        found = (each.about for each in self._sayings if _is_under(typed, each))
        return list({about.id: about for about in found}.values())

    def _is_in_the_library(self, hit: _Hit) -> bool:
        """Whether a true quote holds the words, other than the one that comes nearest."""
        found = self._search.find(" ".join(hit.words), _LOOKED_THROUGH)
        nearest = hit.saying.about.nearest
        return any(quote.id != nearest and _holds(quote, hit) for quote in found)


def _hit(words: Words, name: Words, saying: _Saying) -> _Hit | None:
    if name:
        return _named_hit(words, name, saying) if _is_under(name, saying) else None
    if is_piece(words, saying.words) or is_nearly(words, saying.words):
        return _Hit(saying, words, (), in_a_row=True)
    if is_in_order(words, saying.words):
        return _Hit(saying, words, (), in_a_row=False)
    for known in saying.names:
        if known and any(same_name(word, known[-1]) for word in words):
            rest = tuple(word for word in words if not any(same_name(word, n) for n in known))
            if hit := _named_hit(rest, known, saying):
                return hit
    return None


def _named_hit(words: Words, name: Words, saying: _Saying) -> _Hit | None:
    """With the wrong name, one word of weight is enough, and they may stand in any order."""
    telling = without_silent(words)
    if not any(map(has_weight, telling)):
        return None
    if not all(any(same(word, each) for each in saying.words) for word in telling):
        return None
    return _Hit(saying, words, name, in_a_row=place_in(words, saying.words) is not None)


def _holds(quote: Quote, hit: _Hit) -> bool:
    text = words_of(quote.text)
    if hit.name:
        said = _is_named(hit.name, words_of(quote.author))
        return said and set(without_silent(hit.words)) <= set(text)
    if hit.in_a_row:
        length = len(hit.words)
        return any(text[at : at + length] == hit.words for at in range(len(text) - length + 1))
    return set(without_silent(hit.words)) <= set(text)


def _is_under(name: Words, saying: _Saying) -> bool:
    return any(_is_named(name, known) for known in saying.names)


def _is_named(typed: Words, known: Words) -> bool:
    """Whether one name is the other, or a part of it."""
    fewer, more = sorted((typed, known), key=len)
    return bool(fewer) and all(any(same_name(word, each) for each in more) for word in fewer)
