"""The rules for a whole library, and for what one of its files says of another."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from quotebot.core.quotes import Misattribution, Person, Topic
from quotebot.curation import (
    author_names,
    checking,
    content,
    misattributions,
    people,
    sources,
    vocabulary,
)
from quotebot.curation.declarations import Declarations
from quotebot.curation.near_duplicates import AllTexts
from quotebot.curation.problems import Problem
from quotebot.curation.quote_file import Entry


class Everything(NamedTuple):
    """All that was read, in the order of its places; `paths` are those of the files of quotes."""

    paths: Sequence[Path]
    entries: Sequence[Entry]
    topics: Declarations[Topic]
    people: Declarations[Person]
    misattributions: Declarations[Misattribution]


def of_any_part(library: Everything, reserved: frozenset[str]) -> Iterator[Problem]:
    """What no item alone can have wrong with it, but a part of the library can."""
    yield from vocabulary.problems(library.topics, reserved)
    yield from people.problems(library.people.items)
    yield from misattributions.problems(library.misattributions.items)
    yield from checking.same_names(library.paths)
    yield from checking.same_ids(library.entries)
    yield from checking.same_texts(library.entries)


def for_curators(library: Everything) -> Iterator[Problem]:
    """What takes longer to find than the bot may take to start, or needs a person to decide."""
    texts = AllTexts(library.misattributions.items, library.entries)
    yield from texts.problems(people.Names(people.merged(library.people.items)))
    yield from content.problems(library.entries, texts.words)
    yield from sources.problems(library.entries)
    if not library.people.given:
        yield from author_names.spelt_in_two_ways(library.entries)


def of_the_whole(library: Everything) -> Iterator[Problem]:
    """What one file says of another; only worth looking at when all was read."""
    quotes = [entry.quote for entry in library.entries if entry.quote is not None]
    used = {topic for quote in quotes for topic in quote.topics}
    yield from vocabulary.unused(library.topics.items, used)
    if library.people.given:
        known = people.merged(library.people.items)
        yield from people.unknown_authors(library.entries, known)
    ids = {quote.id for quote in quotes}
    yield from checking.without_variant(library.entries, ids)
    yield from misattributions.without_nearest(library.misattributions.items, ids)
