"""From what was typed to quotes, by back-off: topic, alias, spelling near one, words in quotes."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, JaroWinkler

from quotebot.core.ports import Search
from quotebot.core.quotes import Anthology, Deck
from quotebot.core.words import fold, telling_words

_MOST_FOUND: Final = 1000  # quotes with the words typed; chance need not reach further
_MUCH_ALIKE: Final = 0.7  # Jaro-Winkler similarity, from 0 to 1


class Step(StrEnum):
    """The step of the back-off at which the quotes were found."""

    TOPIC = "topic"
    ALIAS = "alias"
    SPELLING = "spelling"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Match:
    """Quotes for what was typed: all on `topic`, or (topic None) all with the words of `heard`."""

    step: Step
    heard: str
    topic: str | None
    deck: Deck


class TopicIndex:
    """Finds topics of one anthology; built once, then only read."""

    def __init__(self, anthology: Anthology, search: Search) -> None:
        self._anthology = anthology
        self._search = search
        self._topics = {fold(topic.id): topic.id for topic in anthology.topics.values()}
        self._aliases: dict[str, str] = {}
        for topic in anthology.topics.values():
            for alias in topic.aliases:
                self._aliases.setdefault(fold(alias), topic.id)
        self._names = self._aliases | self._topics
        self._by_size = sorted(
            anthology.topics, key=lambda topic_id: (-len(anthology.deck(topic_id)), topic_id)
        )

    def match(self, typed: str) -> Match | None:
        """The first step of the back-off that finds something."""
        heard = fold(typed)
        if topic_id := self._topics.get(heard):
            return self._on_topic(Step.TOPIC, heard, topic_id)
        if topic_id := self._aliases.get(heard):
            return self._on_topic(Step.ALIAS, heard, topic_id)
        if near := self._near_spelling(heard):
            return self._on_topic(Step.SPELLING, near, self._names[near])
        return self._with_words(heard)

    def nearest(self, typed: str, limit: int) -> list[str]:
        """Topic ids that look much like what was typed, best first; maybe none."""
        return self._distinct(self._alike(fold(typed), _MUCH_ALIKE), limit)

    def largest(self, limit: int) -> list[str]:
        """Topic ids with the most quotes, most first."""
        return self._by_size[:limit]

    def complete(self, typed: str, limit: int) -> list[str]:
        """Topic ids for a word half typed, best first; the largest topics for an empty one."""
        heard = fold(typed)
        return self._distinct(self._completions(heard), limit) if heard else self.largest(limit)

    def _completions(self, heard: str) -> Iterator[str]:
        yield from (id_ for name, id_ in self._topics.items() if name.startswith(heard))
        yield from (id_ for name, id_ in self._topics.items() if f" {heard}" in name)
        yield from (id_ for name, id_ in self._aliases.items() if name.startswith(heard))
        yield from self._alike(heard, 0)

    def _alike(self, heard: str, least: float) -> Iterator[str]:
        ranked = process.extract(
            heard, self._names.keys(), scorer=JaroWinkler.similarity, limit=None, score_cutoff=least
        )
        return (self._names[name] for name, *_ in ranked)

    @staticmethod
    def _distinct(topic_ids: Iterator[str], limit: int) -> list[str]:
        found: dict[str, None] = {}
        for topic_id in topic_ids:
            found[topic_id] = None
            if len(found) == limit:
                break
        return list(found)

    def _on_topic(self, step: Step, heard: str, topic_id: str) -> Match:
        return Match(step, heard, topic_id, self._anthology.deck(topic_id))

    def _near_spelling(self, heard: str) -> str | None:
        """A topic or alias within one slip of a short word, two of a long one (OSA distance)."""
        slips = 0 if len(heard) < 4 else 1 if len(heard) < 7 else 2
        if not slips:
            return None
        found = process.extractOne(
            heard, self._names.keys(), scorer=OSA.distance, score_cutoff=slips
        )
        return found[0] if found else None

    def _with_words(self, heard: str) -> Match | None:
        """The quotes that hold all the words typed, small words left aside."""
        deck = Deck(self._search.find(heard, _MOST_FOUND))
        return Match(Step.WORDS, " ".join(telling_words(heard)), None, deck) if deck else None
