"""Words that are written much like what was typed: a slip or two of the finger away."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

_MOST_FOUND: Final = 5
_LAST_CHARACTER: Final = "\U0010ffff"


def slips(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or swapped with the next."""
    return 0 if len(word) < 4 else 1 if len(word) < 7 else 2


class Spellings:
    """Finds the nearest of many words, looking only at those that start or end like the typed one.

    One slip leaves a half of the word as it is, at its start or at its end; two mostly a third.
    """

    def __init__(self, words: Iterable[str]) -> None:
        by_length: dict[int, set[str]] = {}
        for word in words:
            by_length.setdefault(len(word), set()).add(word)
        self._forwards = {length: sorted(alike) for length, alike in by_length.items()}
        self._by_end = {
            length: sorted(alike, key=_backwards) for length, alike in by_length.items()
        }
        self._backwards = {
            length: [_backwards(word) for word in alike] for length, alike in self._by_end.items()
        }

    def near(self, typed: str) -> Sequence[str]:
        """The words that are the fewest slips away, at most five, in the order of the alphabet."""
        allowed, length = slips(typed), len(typed)
        if allowed and (found := self._within(1, typed, (length - 1) // 2, length // 2)):
            return found
        return self._within(2, typed, length // 3, length // 3) if allowed > 1 else []

    def _within(self, allowed: int, typed: str, start: int, end: int) -> list[str]:
        """Of the words that share so many letters with the typed one at their start or end."""
        alike: list[str] = []
        for length in range(len(typed) - allowed, len(typed) + allowed + 1):
            words = self._forwards.get(length, [])
            alike += words[_starting(typed[:start], words)]
            ended = _starting(_backwards(typed[-end:]), self._backwards.get(length, []))
            alike += self._by_end.get(length, [])[ended]
        found = process.extract(typed, alike, scorer=OSA.distance, score_cutoff=allowed, limit=None)
        nearest = {word for word, distance, _ in found if distance == found[0][1]}
        return sorted(nearest)[:_MOST_FOUND]


def starting(start: str, words: Sequence[str]) -> Sequence[str]:
    """Which of these sorted words start so."""
    return words[_starting(start, words)]


def _starting(start: str, words: Sequence[str]) -> slice:
    return slice(bisect_left(words, start), bisect_left(words, start + _LAST_CHARACTER))


def _backwards(word: str) -> str:
    return word[::-1]
