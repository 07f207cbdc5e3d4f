"""From what was typed to quotes, by back-off: topic, alias, spelling, phrase, words in quotes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import takewhile
from math import sqrt
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from quotebot.core.light_words import is_light
from quotebot.core.ports import Search
from quotebot.core.quotes import Anthology, Deck
from quotebot.core.topic_names import Name, TopicNames
from quotebot.core.topic_words import Guess, TopicWords
from quotebot.core.words import fold, is_silent, telling_words, words_of

_MOST_FOUND: Final = 1000  # quotes with the words typed; chance need not reach further
_MUCH_ALIKE: Final = 0.8  # Jaro-Winkler similarity, from 0 to 1
_LITTLE_ALIKE: Final = 0.7
_ENOUGH_WORDS: Final = 3  # with so many of its words typed, a quote is what is looked for
_VOTERS: Final = 200  # quotes that are asked about one word
_MOST_VOTES: Final = 0.4  # what they count, where the name of a topic counts 1


class Step(StrEnum):
    """The step of the back-off at which the quotes were found."""

    TOPIC = "topic"
    ALIAS = "alias"
    SPELLING = "spelling"
    PHRASE = "phrase"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Match:
    """Quotes for what was typed: all on `topic`, or (topic None) all with the words of `heard`.

    For a spelling or a phrase `heard` is the name of the topic that was recognized in it. Words
    that are typed again as `heard` are matched in the same way.
    """

    step: Step
    heard: str
    topic: str | None
    deck: Deck


class TopicIndex:
    """Finds topics of one anthology; built once, then only read."""

    def __init__(self, anthology: Anthology, search: Search) -> None:
        self._anthology = anthology
        self._search = search
        topics = tuple(anthology.topics.values())
        self._names = TopicNames(topics)
        self._words = TopicWords(topics, self._names)
        self._ids = {fold(topic.name): topic.id for topic in topics}
        self._by_size = sorted(
            anthology.topics, key=lambda topic_id: (-len(anthology.deck(topic_id)), topic_id)
        )

    def match(self, typed: str) -> Match | None:
        """The first step of the back-off that finds something."""
        heard = fold(typed)
        if topic_id := self._ids.get(heard):
            return self._on_topic(Step.TOPIC, heard, topic_id)
        if names := self._names.called(heard):
            return self._on_topic(Step.ALIAS, heard, names[0].topic)
        if names := self._near_spelling(heard):
            return self._on_topic(Step.SPELLING, names[0].text, names[0].topic)
        if literally := self._with_phrase(typed):
            return literally
        quotes = self._with_words(heard)
        if quotes and sum(not is_light(word) for word in words_of(heard)) >= _ENOUGH_WORDS:
            return quotes
        guess = next(iter(self._guesses(heard)), None)
        if guess and guess.sure:
            return self._on_topic(Step.PHRASE, guess.heard, guess.topic)
        return quotes

    def nearest(self, typed: str, limit: int) -> list[str]:
        """Topic ids that what was typed may be about, best first; maybe none."""
        return _distinct(self._likely(fold(typed)), limit)

    def largest(self, limit: int) -> list[str]:
        """Topic ids with the most quotes, most first."""
        return self._by_size[:limit]

    def complete(self, typed: str, limit: int) -> list[str]:
        """Topic ids for a word half typed, best first; the largest topics for an empty one."""
        heard = fold(typed)
        return _distinct(self._completions(heard), limit) if heard else self.largest(limit)

    def _completions(self, heard: str) -> Iterator[str]:
        yield from (id_ for name, id_ in self._ids.items() if name.startswith(heard))
        yield from (id_ for name, id_ in self._ids.items() if f" {heard}" in name)
        named = [name.topic for name in self._names.starting_with(heard)]
        yield from named or self._alike(heard, self._names.texts, _LITTLE_ALIKE)
        yield from self._alike(heard, list(self._ids), 0)

    def _likely(self, heard: str) -> Iterator[str]:
        yield from (name.topic for name in self._names.called(heard))
        yield from (name.topic for name in self._near_spelling(heard))
        yield from (guess.topic for guess in self._guesses(heard))
        yield from self._alike(heard, self._names.texts, _MUCH_ALIKE)

    def _guesses(self, heard: str) -> list[Guess]:
        """By the words of a sentence; a word that no topic knows is put to the vote of quotes."""
        guesses = {guess.topic: guess for guess in self._words.guesses(heard, self._in_a_quote)}
        votes = self._votes(word for word in telling_words(heard) if not self._words.know(word))
        for topic, vote in votes.items():
            guess = guesses.get(topic, Guess(topic, topic, 0, sure=False))
            guesses[topic] = replace(guess, score=guess.score + vote)
        return sorted(guesses.values(), key=lambda guess: (-guess.score, guess.topic))

    def _votes(self, words: Iterable[str]) -> dict[str, float]:
        """What the quotes that hold the words are about; large topics have to have more of them."""
        votes: dict[str, float] = defaultdict(float)
        for word in words:
            for quote in self._search.holding(word, _VOTERS):
                for topic in quote.topics:
                    size = len(self._anthology.deck(topic))
                    votes[topic] += 1 / len(quote.topics) / sqrt(size)
        most = max(votes.values(), default=0.0)
        return {topic: _MOST_VOTES * vote / most for topic, vote in votes.items()}

    def _in_a_quote(self, word: str) -> bool:
        return bool(self._search.holding(word, 1))

    def _is_word(self, word: str) -> bool:
        return is_silent(word) or self._words.know(word) or self._in_a_quote(word)

    def _alike(self, heard: str, names: Sequence[str], least: float) -> Iterator[str]:
        ranked = process.extract(
            heard, names, scorer=JaroWinkler.similarity, limit=None, score_cutoff=least
        )
        return (name.topic for text, *_ in ranked for name in self._names.by_text[text])

    def _on_topic(self, step: Step, heard: str, topic_id: str) -> Match:
        return Match(step, heard, topic_id, self._anthology.deck(topic_id))

    def _near_spelling(self, heard: str) -> Sequence[Name]:
        """Names within a slip or two, unless all the words are right as they are."""
        return () if all(map(self._is_word, words_of(heard))) else self._names.spelt_like(heard)

    def _with_phrase(self, typed: str) -> Match | None:
        """The quotes in which all that was typed stands as it is."""
        heard = fold(typed)
        if heard.count(" ") + 1 < _ENOUGH_WORDS:
            return None
        quotes = self._search.holding(heard, _MOST_FOUND)
        deck = Deck(takewhile(lambda quote: f" {heard} " in f" {fold(quote.text)} ", quotes))
        return Match(Step.WORDS, " ".join(typed.split()), None, deck) if deck else None

    def _with_words(self, heard: str) -> Match | None:
        """The quotes that hold all the words typed, small words left aside."""
        words = words_of(heard)
        if len(words) > 1 and all(map(is_light, words)):
            return None
        deck = Deck(self._search.holding(heard, _MOST_FOUND))
        return Match(Step.WORDS, " ".join(telling_words(heard)), None, deck) if deck else None


def _distinct(topic_ids: Iterable[str], limit: int) -> list[str]:
    found: dict[str, None] = {}
    for topic_id in topic_ids:
        found[topic_id] = None
        if len(found) == limit:
            break
    return list(found)
