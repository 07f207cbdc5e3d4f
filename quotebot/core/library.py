"""The quotes that the bot answers from, with all that is looked up in them, replaced whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from quotebot.core.authors import AuthorIndex
from quotebot.core.misattributed import MisattributionIndex
from quotebot.core.ports import Search
from quotebot.core.quotes import Anthology
from quotebot.core.searching import QuoteSearch
from quotebot.core.topics import TopicIndex


@dataclass(frozen=True, slots=True)
class Library:
    """An anthology and its indexes; they belong together and never change.

    `ids` are sorted. `collections` tells how many quotes come from where.
    """

    anthology: Anthology
    topics: TopicIndex
    search: Search
    authors: AuthorIndex
    misattributions: MisattributionIndex
    ids: tuple[str, ...]
    collections: Mapping[str, int] = field(default_factory=dict)


def library_of(anthology: Anthology, collections: Mapping[str, int] | None = None) -> Library:
    """Index the anthology; takes long for a large one."""
    search = QuoteSearch(anthology)
    return Library(
        anthology,
        TopicIndex(anthology, search),
        search,
        AuthorIndex(anthology),
        MisattributionIndex(anthology, search),
        tuple(sorted(anthology.quotes)),
        collections or {},
    )


class Shelf:
    """Where the library stands.

    It may be replaced between any two looks: whoever needs it more than once for one answer takes
    it once.
    """

    __slots__ = ("library",)

    def __init__(self, library: Library) -> None:
        self.library = library
