"""From a name as it is typed to whoever is quoted under it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from quotebot.core.quotes import Anthology
from quotebot.core.voices import Voice, plain_name, voices_of

_MUCH_ALIKE: Final = 0.8  # Jaro-Winkler similarity, from 0 to 1
_PARTICLES: Final = frozenset({
    "a", "al", "an", "and", "da", "de", "del", "der", "di", "du", "ibn", "la", "le", "of", "the",
    "van", "von",
})  # fmt: skip


class NameStep(StrEnum):
    """How a typed name was understood."""

    NAME = "name"
    OTHER_NAME = "other name"
    PART = "part of a name"
    SPELLING = "spelling"


@dataclass(frozen=True, slots=True)
class Heard:
    """Who may be meant by a typed name, the most quoted first: all of them fit it alike."""

    step: NameStep
    voices: tuple[Voice, ...]


class AuthorIndex:
    """Finds the authors and characters of one anthology; built once, then only read."""

    def __init__(self, anthology: Anthology) -> None:
        voices = voices_of(anthology)
        self._by_tag = {voice.tag: voice for voice in voices.values()}
        self._by_size = sorted(voices.values(), key=_by_size)
        self._shown: dict[str, list[Voice]] = {}
        self._other: dict[str, list[Voice]] = {}
        self._names: dict[str, list[tuple[str, Voice]]] = {}
        self._words: dict[str, dict[str, None]] = {}
        for voice in voices.values():
            self._add(voice.name, voice, self._shown)
        for person in anthology.authors.values():
            for name in person.also:
                self._add(name, voices[plain_name(person.name)], self._other)

    def match(self, typed: str) -> Heard | None:
        """Who is meant by a name, whole or in part, or by the tag of one."""
        if voice := self._by_tag.get(typed):
            return Heard(NameStep.NAME, (voice,))
        words = plain_name(typed).split()
        if heard := self._whole(words):
            return heard
        if not any(len(word) > 1 and word not in _PARTICLES for word in words):
            return None
        return self._part(words) or self._near(words)

    def named(self, typed: str) -> Heard | None:
        """The one who is surely meant, though nobody said that this is a name.

        A given name is not enough.
        """
        words = plain_name(typed).split()
        heard = self._whole(words) or self._part(words)
        if heard is None or len(heard.voices) > 1:
            return None
        if heard.step is NameStep.PART:
            family_names = {name.split()[-1] for name in self._with_all(words)}
            if words[-1] not in family_names or words[-1] in _PARTICLES or len(words[-1]) < 3:
                return None
        return heard

    def nearest(self, typed: str, limit: int) -> list[Voice]:
        """Whose names look much like what was typed, best first; maybe nobody's."""
        heard = plain_name(typed)
        scored = {name: _likeness(heard, name) for name in self._names}
        alike = sorted(scored, key=lambda name: (-scored[name], name))
        return _distinct(self._bearers(n for n in alike if scored[n] >= _MUCH_ALIKE), limit)

    def most_quoted(self, limit: int) -> list[Voice]:
        return self._by_size[:limit]

    def complete(self, typed: str, limit: int) -> list[tuple[str, Voice]]:
        """Names for one that is half typed, best first, each with whose it is, who comes once."""
        heard = plain_name(typed)
        if not heard:
            return [(voice.name, voice) for voice in self.most_quoted(limit)]
        starting = (name for name in self._names if name.startswith(heard))
        inside = (name for name in self._names if f" {heard}" in name)
        found: dict[str, tuple[str, Voice]] = {}
        for name in (*starting, *inside):
            for shown, voice in self._names[name]:
                found.setdefault(voice.name, (shown, voice))
        for voice in self.nearest(typed, limit) if len(found) < limit else ():
            found.setdefault(voice.name, (voice.name, voice))
        return list(found.values())[:limit]

    def _add(self, name: str, voice: Voice, whole: dict[str, list[Voice]]) -> None:
        plain = plain_name(name)
        whole.setdefault(plain.replace(" ", ""), []).append(voice)
        self._names.setdefault(plain, []).append((name, voice))
        for word in plain.split():
            self._words.setdefault(word, {})[plain] = None

    def _whole(self, words: list[str]) -> Heard | None:
        """Gaps make no difference: "HG Wells" is "H. G. Wells"."""
        compact = "".join(words)
        for step, names in ((NameStep.NAME, self._shown), (NameStep.OTHER_NAME, self._other)):
            if voices := names.get(compact):
                return _heard(step, voices)
        return None

    def _part(self, words: list[str]) -> Heard | None:
        return _heard(NameStep.PART, self._bearers(self._with_all(words)))

    def _with_all(self, words: list[str]) -> list[str]:
        """The names that hold every word; a single letter may be an initial."""
        found: set[str] | None = None
        for word in words:
            known = (w for w in self._words if w[0] == word) if len(word) == 1 else (word,)
            holding = {name for each in known for name in self._words.get(each, ())}
            found = holding if found is None else found & holding
        return sorted(found or ())

    def _near(self, words: list[str]) -> Heard | None:
        """The names that hold every word but for slips of the pen, with the fewest slips."""
        by_word = [self._slips(word) for word in words]
        names = set(by_word[0]).intersection(*by_word[1:]) if by_word else set()
        if not names:
            return None
        slips = {name: sum(found[name] for found in by_word) for name in names}
        fewest = min(slips.values())
        best = sorted(name for name, count in slips.items() if count == fewest)
        return _heard(NameStep.SPELLING, self._bearers(best))

    def _slips(self, word: str) -> dict[str, float]:
        """The names with a word that is nearly this one, and how many slips make the difference."""
        most = 0 if len(word) < 4 else 1 if len(word) < 7 else 2
        near = process.extract(
            word, self._words.keys(), scorer=OSA.distance, score_cutoff=most, limit=None
        )
        found: dict[str, float] = {}
        for known, slips, _ in near:
            for name in self._words[known]:
                found[name] = min(slips, found.get(name, slips))
        return found

    def _bearers(self, plain_names: Iterable[str]) -> Iterator[Voice]:
        for name in plain_names:
            yield from (voice for _, voice in self._names[name])


def _likeness(heard: str, name: str) -> float:
    """Of the whole name, or of one word in it."""
    return max(JaroWinkler.similarity(heard, part) for part in (name, *name.split()))


def _heard(step: NameStep, voices: Iterable[Voice]) -> Heard | None:
    distinct = sorted({voice.name: voice for voice in voices}.values(), key=_by_size)
    return Heard(step, tuple(distinct)) if distinct else None


def _by_size(voice: Voice) -> tuple[int, str]:
    return -len(voice.deck), voice.name


def _distinct(voices: Iterable[Voice], limit: int) -> list[Voice]:
    return list({voice.name: voice for voice in voices}.values())[:limit]
