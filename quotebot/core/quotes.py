"""Quotes, their sources and topics, and the immutable collection of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import blake2b
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A published work; every field is shown as the curator wrote it, years included ("c. 175")."""

    slug: str
    title: str
    year: str
    author: str | None = None
    translator: str | None = None
    edition: str | None = None
    url: str | None = None
    quoted_in: str | None = None
    rights: str | None = None


class Status(StrEnum):
    """How sure it is that the author said the words."""

    VERIFIED = "verified"
    ATTRIBUTED = "attributed"
    DISPUTED = "disputed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words that stand in a source, and where they stand there.

    `author` wrote or said them; `speaker` is the character who says them in a work of fiction.
    `variant_of` is the id of a quote with nearly the same words, when both are wanted.
    """

    id: str
    text: str
    author: str
    topics: tuple[str, ...]
    source: Source
    where: str
    speaker: str | None = None
    lang: str = "en"
    note: str | None = None
    status: Status = Status.VERIFIED
    variant_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that people ask for; aliases are the other words that they type for it.

    `related` are the ids of topics that lie near.
    """

    id: str
    about: str = ""
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.id.replace("-", " ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who is quoted; `name` is shown, `also` are the other names that people type.

    The years are shown as the curator wrote them ("c. 55", "551 BC").
    """

    name: str
    also: tuple[str, ...] = ()
    born: str | None = None
    died: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Misattribution:
    """A famous saying that goes about under a wrong name, and what is known of it.

    `said_by` are the names under which it goes about, `sayings` the wordings, the best known first;
    `known` tells what was found and `shown` where that can be read. `nearest` is the id of the true
    quote that comes nearest.
    """

    id: str
    sayings: tuple[str, ...]
    said_by: tuple[str, ...]
    known: str
    shown: str
    nearest: str


FINGERPRINT_BITS = 64


def fingerprint(quote_id: str) -> int:
    """A number of 64 bits that stays with the id for ever, on every machine."""
    return int.from_bytes(blake2b(quote_id.encode(), digest_size=FINGERPRINT_BITS // 8).digest())


class Deck:
    """The quotes of one topic in the order of their fingerprints, each once."""

    __slots__ = ("fingerprints", "quotes")

    def __init__(self, quotes: Iterable[Quote]) -> None:
        keyed = sorted({fingerprint(quote.id): quote for quote in quotes}.items())
        # Side by side in memory: a search in a large deck looks at many.
        self.fingerprints: Sequence[int] = array("Q", [mark for mark, _ in keyed])
        self.quotes = tuple(quote for _, quote in keyed)

    def __len__(self) -> int:
        return len(self.quotes)

    def __iter__(self) -> Iterator[Quote]:
        return iter(self.quotes)

    def find(self, quote_id: str) -> Quote | None:
        """The quote with this id, if it is one of the topic's."""
        index = bisect_left(self.fingerprints, fingerprint(quote_id))
        found = self.quotes[index : index + 1]
        return found[0] if found and found[0].id == quote_id else None


class Anthology:
    """All quotes that the bot can show, indexed by id, topic and author; it never changes."""

    def __init__(
        self,
        quotes: Iterable[Quote],
        topics: Iterable[Topic] = (),
        people: Iterable[Person] = (),
        misattributions: Iterable[Misattribution] = (),
    ) -> None:
        by_id = {quote.id: quote for quote in quotes}
        by_topic: dict[str, list[Quote]] = {}
        by_author: dict[str, list[Quote]] = {}
        for quote in by_id.values():
            by_author.setdefault(quote.author, []).append(quote)
            for topic_id in quote.topics:
                by_topic.setdefault(topic_id, []).append(quote)
        described = {topic.id: topic for topic in topics}
        self.quotes: Mapping[str, Quote] = MappingProxyType(by_id)
        self.topics: Mapping[str, Topic] = MappingProxyType(
            {name: described.get(name, Topic(id=name)) for name in sorted(by_topic)}
        )
        known = {person.name: person for person in people}
        self.authors: Mapping[str, Person] = MappingProxyType(
            {name: known.get(name, Person(name=name)) for name in sorted(by_author)}
        )
        self.misattributions = tuple(misattributions)
        self.everything = Deck(by_id.values())
        self._decks = {name: Deck(members) for name, members in by_topic.items()}
        self._decks_by_author = {name: Deck(members) for name, members in by_author.items()}

    def deck(self, topic_id: str) -> Deck:
        """The quotes on a topic; raises KeyError when no quote is on it."""
        return self._decks[topic_id]

    def deck_by(self, author: str) -> Deck:
        """The quotes of an author, by the name as shown; raises KeyError when there is none."""
        return self._decks_by_author[author]
