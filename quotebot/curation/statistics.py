"""What a library holds: so many quotes on each topic, by each author, of each century."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import median_low
from typing import Final

from quotebot.core.quotes import Quote, Status, Topic
from quotebot.curation.centuries import century_of, name_of

STEP: Final = 50  # characters of a text in one row of lengths
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Row:
    """So many quotes of one kind."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Table:
    """The quotes by one of their properties; there may be `many` rows, the most frequent first.

    A quote counts in several rows when `several`.
    """

    title: str
    head: str
    rows: tuple[Row, ...]
    many: bool = False
    several: bool = False


@dataclass(frozen=True, slots=True)
class Statistics:
    """A library in numbers; lengths are in characters."""

    quotes: int
    works: int
    authors: int
    topics: int
    median_length: int
    longest: int
    tables: tuple[Table, ...]


def statistics(quotes: Iterable[Quote], topics: Iterable[Topic] = ()) -> Statistics:
    """`topics` are the declared ones, which count even where no quote is on them."""
    quotes = list(quotes)
    lengths = [len(quote.text) for quote in quotes]
    by_topic = Counter(dict.fromkeys((topic.id for topic in topics), 0))
    by_topic.update(topic for quote in quotes for topic in quote.topics)
    by_author = Counter(quote.author for quote in quotes)
    return Statistics(
        quotes=len(quotes),
        works=len({quote.source.slug for quote in quotes}),
        authors=len(by_author),
        topics=len(by_topic),
        median_length=median_low(lengths or [0]),
        longest=max(lengths, default=0),
        tables=(
            Table("Topics", "topic", _from_the_top(by_topic), many=True, several=True),
            Table("Authors", "author", _from_the_top(by_author), many=True),
            Table("Centuries of the works", "century", _centuries(quotes)),
            Table("Lengths", "characters", _lengths(lengths)),
            Table("Languages", "language", _from_the_top(Counter(each.lang for each in quotes))),
            Table("Status", "status", _statuses(quotes)),
        ),
    )


def _from_the_top(counts: Mapping[str, int]) -> tuple[Row, ...]:
    return tuple(
        Row(*item) for item in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _centuries(quotes: Iterable[Quote]) -> tuple[Row, ...]:
    """The oldest first, and what is not known at the end."""
    centuries = [century_of(quote.source.year) for quote in quotes]
    counts = Counter(century for century in centuries if century is not None)
    rows = [Row(name_of(century), count) for century, count in sorted(counts.items())]
    if unknown := centuries.count(None):
        rows.append(Row(UNKNOWN, unknown))
    return tuple(rows)


def _lengths(lengths: Iterable[int]) -> tuple[Row, ...]:
    """Each step up to the longest, also those in which there is none."""
    counts = Counter(length // STEP for length in lengths)
    return tuple(
        Row(f"{step * STEP}-{(step + 1) * STEP - 1}", counts[step])
        for step in range(max(counts, default=-1) + 1)
    )


def _statuses(quotes: Iterable[Quote]) -> tuple[Row, ...]:
    counts = Counter(quote.status for quote in quotes)
    return tuple(Row(str(status), counts[status]) for status in Status)
