"""From typed words to a famous saying that goes about under a wrong name.

Whole sayings and telling pieces of them are known again, also with slips of the pen; words that
anybody may type are not. A quote in the library that holds just these words is the better answer.
"""

import re
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, LCSseq

from quotebot.core.ports import Search
from quotebot.core.quotes import Anthology, Misattribution, Quote
from quotebot.core.voices import plain_name
from quotebot.core.words import telling_words

_LOOKED_THROUGH: Final = (
    50  # quotes with the words; those that hold all of them are among the first
)
_LONG: Final = 5  # words: from here on a few that differ make no difference
_FEW: Final = 3
_MUCH_ALIKE: Final = 85  # of 100, between a long text and the part of another that is nearest to it
_MOST: Final = 0.7  # of the words, in their order
_PART_OF_A_SAYING: Final = 0.3  # so much of it, and even words without weight are enough
_ORDINARY: Final = frozenset({
    "all", "around", "ask", "asked", "come", "day", "days", "doing", "done", "else", "every",
    "find", "first", "found", "get", "go", "good", "got", "had", "has", "have", "he", "her",
    "his", "how", "if", "just", "know", "knows", "like", "make", "more", "most", "need",
    "never", "no", "not", "now", "others", "our", "over", "people", "said", "same", "says",
    "see", "she", "so", "take", "taken", "than", "their", "them", "then", "there", "they",
    "thing", "things", "think", "time", "times", "too", "until", "want", "wanted", "wants",
    "way", "well", "were", "when", "where", "who", "will", "without", "would", "your",
})  # fmt: skip
_WITHIN_A_NUMBER: Final = re.compile(r"(?<=\d)[,.](?=\d)")
_APOSTROPHES: Final = str.maketrans("", "", "'’")

Words = tuple[str, ...]


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
            _Saying(_words(saying), tuple(map(_words, about.said_by)), about)
            for about in anthology.misattributions
            if about.nearest in anthology.quotes
            for saying in about.sayings
        ]

    def match(self, typed: str, said_by: str = "") -> Misattribution | None:
        """What was surely meant; `said_by` is the name that was typed for it, if any."""
        words, name = _words(typed), _words(said_by)
        hits = [hit for saying in self._sayings if (hit := _hit(words, name, saying))]
        if not hits:
            return None
        best = max(hits, key=lambda hit: hit.surety)
        return None if self._is_in_the_library(best) else best.saying.about

    def under(self, name: str) -> list[Misattribution]:
        """What goes about under a name, in the order in which it was declared."""
        typed = _words(name)
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
    if _is_piece(words, saying.words) or _is_nearly(words, saying.words):
        return _Hit(saying, words, (), in_a_row=True)
    if _is_in_order(words, saying.words):
        return _Hit(saying, words, (), in_a_row=False)
    for known in saying.names:
        if known and any(_same_name(word, known[-1]) for word in words):
            rest = tuple(word for word in words if not any(_same_name(word, n) for n in known))
            return _named_hit(rest, known, saying)
    return None


def _named_hit(words: Words, name: Words, saying: _Saying) -> _Hit | None:
    """With the wrong name, one word of weight is enough, and they may stand in any order."""
    telling = _telling(words)
    if not any(map(_has_weight, telling)):
        return None
    if not all(any(_same(word, each) for each in saying.words) for word in telling):
        return None
    return _Hit(saying, words, name, in_a_row=_place_in(words, saying.words) is not None)


def _is_piece(words: Words, saying: Words) -> bool:
    """Whether they stand in it in a row, and say enough to know it by."""
    place = _place_in(words, saying) if len(words) > 1 else None
    if place is None:
        return False
    weight = sum(map(_has_weight, words))
    opens = place == 0 and len(words) >= _FEW
    large = len(words) > _FEW and len(words) >= _PART_OF_A_SAYING * len(saying)
    return weight > 1 or (opens and weight > 0) or large


def _is_nearly(words: Words, saying: Words) -> bool:
    """Whether they are most of it or a long piece of it, with some words put in another way."""
    if not _LONG <= len(words) <= len(saying) + _LONG or not any(map(_has_weight, words)):
        return False
    typed, known = " ".join(words), " ".join(saying)
    return fuzz.partial_ratio(typed, known, score_cutoff=_MUCH_ALIKE) > 0


def _is_in_order(words: Words, saying: Words) -> bool:
    """Whether its telling words stand there in this order, whatever stands between them."""
    telling = _telling(words)
    if len(telling) < _FEW or not any(map(_has_weight, telling)):
        return False
    in_common = LCSseq.similarity(telling, _telling(saying))
    if in_common >= max(_LONG, _MOST * len(telling)):
        return True
    left = iter(saying)
    return all(any(_same(word, each) for each in left) for word in telling)


def _holds(quote: Quote, hit: _Hit) -> bool:
    text = _words(quote.text)
    if hit.name:
        said = _is_named(hit.name, _words(quote.author))
        return said and set(_telling(hit.words)) <= set(text)
    if hit.in_a_row:
        length = len(hit.words)
        return any(text[at : at + length] == hit.words for at in range(len(text) - length + 1))
    return set(_telling(hit.words)) <= set(text)


def _is_under(name: Words, saying: _Saying) -> bool:
    return any(_is_named(name, known) for known in saying.names)


def _is_named(typed: Words, known: Words) -> bool:
    """Whether one name is the other, or a part of it."""
    fewer, more = sorted((typed, known), key=len)
    return bool(fewer) and all(any(_same_name(word, each) for each in more) for word in fewer)


def _place_in(words: Words, saying: Words) -> int | None:
    """Where in the saying the words stand in a row."""
    for at in range(len(saying) - len(words) + 1):
        if all(map(_same, words, saying[at:])):
            return at
    return None


def _same(word: str, other: str) -> bool:
    """Whether it is the same word, in another form or with a slip of the pen."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3:
        return True
    slips = 0 if len(shorter) < 5 else 1 if len(shorter) < 8 else 2
    return slips > 0 and OSA.distance(word, other, score_cutoff=slips) <= slips


def _same_name(word: str, other: str) -> bool:
    slips = 0 if len(other) < 4 else 1 if len(other) < 6 else 2
    return word == other or (slips > 0 and OSA.distance(word, other, score_cutoff=slips) <= slips)


def _has_weight(word: str) -> bool:
    return len(word) > 1 and word not in _ORDINARY and bool(telling_words(word))


def _telling(words: Words) -> list[str]:
    return telling_words(" ".join(words))


def _words(text: str) -> Words:
    """Words as they are compared here: "10,000" is one, and so is "don't"."""
    return tuple(plain_name(_WITHIN_A_NUMBER.sub("", text).translate(_APOSTROPHES)).split())
