"""Finds texts that are nearly the same among very many, without comparing each with each.

Texts are compared only if they have the same words in a row somewhere, or are short and differ by
a word; docs/decisions/0012-near-duplicates.md has the figures.
"""

import re
from collections.abc import Collection, Iterable
from itertools import combinations
from typing import Final, NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

NEARLY_SAME: Final = 85.0  # of 100: less than one letter in six is different
PART: Final = 95.0  # of 100, for a text that stands inside another
_SHORTEST_PART: Final = 25  # characters; less is a turn of phrase

_ROW: Final = 6  # words in a row
_ROWS: Final = 6  # kept for each text: those with the lowest hashes, which are the same everywhere
_SHORT: Final = 15  # words; a change in the middle may leave no row of a shorter text whole
_SHORT_ROW: Final = 3
_CROWD: Final = 8  # more texts than these with a row in common: it is a common phrase

_WITHOUT_MARKS: Final = bytes(b if chr(b).isalnum() or b > 127 else ord(" ") for b in range(256))
_TYPOGRAPHIC: Final = "‘’“”–—…"
_UNSPACED: Final = (  # Thai to Khmer, kana, Han: scripts without spaces, a letter counts as a word
    r"\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_WORD: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")


class Alike(NamedTuple):
    """Two texts by their numbers, the earlier first; `score` is of 100.

    `part` if one of them stands, nearly word for word, inside the other.
    """

    earlier: int
    later: int
    score: float
    part: bool


class Likenesses:
    """The texts that were added, numbered from 0."""

    def __init__(self) -> None:
        self._spelt: list[str] = []
        self._numbers = _Numbers()
        self._first: dict[int, int] = {}
        self._with_key: dict[int, list[int]] = {}

    def add(self, text: str, *, rows: int = _ROWS) -> None:
        """The more `rows` of it are kept, the surer it is found; few texts may have many."""
        words = words_of(text)
        number = len(self._spelt)
        self._spelt.append(" ".join(words))
        first, with_key = self._first, self._with_key
        for key in _keys(tuple(map(self._numbers.__getitem__, words)), rows):
            earlier = first.setdefault(key, number)
            if earlier != number:
                others = with_key.get(key)
                if others is None:
                    with_key[key] = [earlier, number]
                elif len(others) <= _CROWD:
                    others.append(number)

    @property
    def words(self) -> Collection[str]:
        """Every word of every text, once."""
        return self._numbers.keys()

    def find(self) -> list[Alike]:
        """Every two texts that were found to be alike, in their order."""
        pairs = {
            pair
            for numbers in self._with_key.values()
            if len(numbers) <= _CROWD
            for pair in combinations(numbers, 2)
        }
        spelt = self._spelt
        compared = ((pair, _compared(spelt[pair[0]], spelt[pair[1]])) for pair in pairs)
        return sorted(Alike(*pair, *found) for pair, found in compared if found is not None)


class _Numbers(dict[str, int]):
    """Words by the order in which they came, so that their hashes are the same in every run."""

    def __missing__(self, word: str) -> int:
        number = self[word] = len(self)
        return number


def words_of(text: str) -> list[str]:
    """The words in lower case, without the marks between and inside them."""
    text = text.lower()
    if not text.isascii():
        for mark in _TYPOGRAPHIC:
            text = text.replace(mark, " ")
        if not text.isascii():
            return _WORD.findall(text)
    return text.encode().translate(_WITHOUT_MARKS).decode().split()


def _keys(words: tuple[int, ...], most: int) -> Iterable[int]:
    """Hashes, each once, of which texts that are nearly the same have at least one in common."""
    length = len(words)
    lowest = sorted(set(_rows(words, _ROW)))[:most]
    if length > _SHORT:
        return lowest
    keys = {*lowest, *sorted(set(_rows(words, _SHORT_ROW)))[:most]}
    if length > 1:
        keys.add(hash(words))
        keys.update(hash(words[:left] + words[left + 1 :]) for left in range(length))
    return keys


def _rows(words: tuple[int, ...], length: int) -> Iterable[int]:
    return map(hash, zip(*[words[start:] for start in range(length)], strict=False))


def _compared(one: str, other: str) -> tuple[float, bool] | None:
    """The score, and whether one is a part of the other; None when they are not alike."""
    shorter, both = min(len(one), len(other)), len(one) + len(other)
    most = 2 * shorter / both  # that two texts of such lengths can have in common
    if most * 100 >= NEARLY_SAME and (score := fuzz.ratio(one, other, score_cutoff=NEARLY_SAME)):
        return score, False
    if shorter < _SHORTEST_PART or most * PART >= NEARLY_SAME:  # a part would be nearly the same
        return None
    # Much quicker than the search for the best place, and no place can be better.
    if not LCSseq.similarity(one, other, score_cutoff=int(shorter * PART / 100)):
        return None
    score = fuzz.partial_ratio(one, other, score_cutoff=PART)
    return (score, True) if score else None
