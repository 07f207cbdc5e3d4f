"""What the words of a sentence say of the topics, by the topics' names and descriptions."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import Final

from quotebot.core.light_words import is_light
from quotebot.core.quotes import Topic
from quotebot.core.spelling import Spellings
from quotebot.core.topic_names import Name, TopicNames, term
from quotebot.core.words import is_silent, telling_words, words_of

# What a word counts that is all of a topic's name is 1; all else is measured by that.
_PHRASE: Final = 1.2  # a name of several words
_PART: Final = 0.4  # one word of such a name
_DESCRIPTION: Final = 0.3
_LIGHT: Final = 0.35
_LIGHT_PHRASE: Final = 0.6
_OTHER_PHRASE: Final = 0.9  # a phrase with its words in other forms
_FORM: Final = 0.95  # another form of a word
_OTHER_FORM: Final = 0.6  # the same, where the very word is all of a name
_IN_OTHER_PHRASE: Final = 0.5  # a word of what is a phrase of another topic
_MISSPELT: Final = 0.8
_LONG: Final = 9  # letters; a shorter word is a slip away from too many others
_SURE: Final = 0.5


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic that a sentence may be about; `heard` is the name of it that counts most.

    It is `sure` when that name, and not only a part of it, stands in the sentence.
    """

    topic: str
    heard: str
    score: float
    sure: bool


@dataclass(frozen=True, slots=True)
class _Clue:
    """What a word says of a topic, and by which name; `whole` if it is all of the name."""

    weight: float
    name: str
    whole: bool

    def times(self, share: float, *, certain: bool = True) -> "_Clue":
        return _Clue(self.weight * share, self.name, self.whole and certain)


_Clues = dict[str, _Clue]
"""For each topic the best clue."""


class TopicWords:
    """Built once from the topics, then only read."""

    def __init__(self, topics: Sequence[Topic], names: TopicNames) -> None:
        self._names = names
        self._all = 1 + len(topics)
        self._by_word: dict[str, _Clues] = {}
        self._by_term: dict[str, _Clues] = {}
        for name in names:
            for word, clue in _clues_of(name):
                self._hint(word, name.topic, clue)
        for topic in topics:
            for word in telling_words(topic.about):
                self._hint(word, topic.id, _Clue(_DESCRIPTION, topic.name, whole=False))
        self._spellings = Spellings(
            word for name in names for word in name.words if not is_silent(word)
        )

    def know(self, word: str) -> bool:
        return term(word) in self._by_term

    def guesses(self, heard: str, is_word: Callable[[str], bool]) -> list[Guess]:
        """The topics that the words of a sentence speak of, the likeliest first.

        A word that names nothing is taken for a misspelt one unless it `is_word` of the language.
        """
        found: dict[str, list[_Clue]] = defaultdict(list)
        for topic, clue in self._evidence(words_of(heard), is_word):
            found[topic].append(clue)
        guesses = [_guess(topic, clues) for topic, clues in found.items()]
        return sorted(guesses, key=lambda guess: (-guess.score, guess.topic))

    def _evidence(
        self, words: Sequence[str], is_word: Callable[[str], bool]
    ) -> Iterator[tuple[str, _Clue]]:
        inside: dict[str, set[str]] = {}
        for terms, name in self._names.phrases_in(words):
            yield name.topic, self._clue_of_phrase(name, words)
            for each in terms:
                inside.setdefault(each, set()).add(name.topic)
        for word, weight, certain in self._spoken(words, is_word):
            phrases = inside.get(term(word))
            clues = self._clues(word)
            rarity = self._rarity(sum(clue.weight for clue in clues.values()))
            for topic, clue in clues.items():
                other = _IN_OTHER_PHRASE if phrases and topic not in phrases else 1.0
                yield topic, clue.times(weight * rarity * other, certain=certain)

    def _clue_of_phrase(self, name: Name, words: Sequence[str]) -> _Clue:
        weight = _PHRASE * name.weight * self._rarity(len(self._names.by_text[name.text]))
        if all(map(is_light, name.words)):
            weight *= _LIGHT_PHRASE
        if f" {name.text} " not in f" {' '.join(words)} ":
            weight *= _OTHER_PHRASE
        return _Clue(weight, name.text, whole=True)

    def _clues(self, word: str) -> _Clues:
        exact = self._by_word.get(word, {})
        alike = self._by_term.get(term(word), {})
        named = any(clue.whole for clue in exact.values())
        clues = {
            topic: clue.times(_OTHER_FORM if named else _FORM) for topic, clue in alike.items()
        }
        for topic, clue in exact.items():
            clues[topic] = max(clue, clues[topic], key=lambda each: each.weight)
        return clues

    def _hint(self, word: str, topic: str, clue: _Clue) -> None:
        for clues in (self._by_word.setdefault(word, {}), self._by_term.setdefault(term(word), {})):
            known = clues.get(topic)
            if known is None or clue.weight > known.weight:
                clues[topic] = clue

    def _rarity(self, topics: float) -> float:
        """From 1 for what speaks of one topic down to 0 for what speaks of all."""
        return min(1.0, log(self._all / max(topics, 1.0)) / log(self._all))

    def _spoken(
        self, words: Sequence[str], is_word: Callable[[str], bool]
    ) -> Iterator[tuple[str, float, bool]]:
        """Each telling word and what it weighs; whether it is certain that this word was meant."""
        for word in dict.fromkeys(word for word in words if not is_silent(word)):
            if self.know(word) or is_word(word):
                yield word, _LIGHT if is_light(word) else 1.0, True
            else:
                for near in self._spellings.near(word)[:1]:
                    yield near, _MISSPELT, len(word) >= _LONG
        for first, second in pairwise(words):  # "stand up" for "standup"
            if len(self._names.called(joined := first + second)):
                yield joined, 1.0, True


def _clues_of(name: Name) -> Iterable[tuple[str, _Clue]]:
    if len(name.words) == 1:
        yield name.text, _Clue(name.weight, name.text, whole=True)
        return
    for word in name.words:
        if not is_silent(word):
            yield word, _Clue(_PART, name.text, whole=False)
    if len(name.words) == 2:  # "standup" for "stand up"
        yield "".join(name.words), _Clue(name.weight, name.text, whole=True)


def _guess(topic: str, clues: Sequence[_Clue]) -> Guess:
    best = max(clues, key=lambda clue: clue.weight)
    sure = any(clue.whole and clue.weight >= _SURE for clue in clues)
    return Guess(topic, best.name, sum(clue.weight for clue in clues), sure)
