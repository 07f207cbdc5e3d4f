"""Lists, ten rows a page; what a page shows is computed anew each time it is turned to."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from quotebot.core import asking_wording, wording
from quotebot.core.buttons import MAX_TYPED
from quotebot.core.errors import PersonError
from quotebot.core.found import MOST_FOUND
from quotebot.core.library import Library
from quotebot.core.messages import (
    Ask,
    AskQuote,
    Choice,
    ListAuthors,
    ListFound,
    Listing,
    ListTopics,
    Notice,
)
from quotebot.core.suggesting import topics_for_words

ROWS: Final = 10

Item = TypeVar("Item")


def topics(library: Library, page: int) -> Listing:
    anthology = library.anthology
    title = wording.topics_title(len(anthology.topics))
    return _page(
        title,
        list(anthology.topics.values()),
        lambda topic: wording.topic_row(topic.name, len(anthology.deck(topic.id))),
        page,
        ListTopics,
    )


def authors(library: Library, page: int) -> Listing:
    anthology = library.anthology
    title = asking_wording.authors_title(len(anthology.authors))
    return _page(
        title,
        list(anthology.authors.values()),
        lambda author: asking_wording.author_row(author, len(anthology.deck_by(author.name))),
        page,
        ListAuthors,
    )


def found(library: Library, ask: ListFound) -> Listing | Notice:
    """The quotes with these words, best first.

    Raises PersonError when there are no words, or more than a button can carry from page to page.
    """
    if not ask.words.strip():
        raise PersonError(asking_wording.SEARCH_FOR_WHAT)
    if len(ask.words) > MAX_TYPED:
        raise PersonError(wording.too_long(ask.words, MAX_TYPED))
    quotes = library.search.find(ask.words, MOST_FOUND)
    if not quotes:
        return topics_for_words(library, AskQuote(private=True), ask.words)
    more = len(quotes) == MOST_FOUND
    title = asking_wording.found_title(len(quotes), ask.words, more=more)
    return _page(
        title, quotes, asking_wording.found_row, ask.page, lambda to: ListFound(ask.words, to)
    )


def _page(
    title: str,
    items: Sequence[Item],
    row: Callable[[Item], str],
    page: int,
    ask: Callable[[int], Ask],
) -> Listing:
    """The page, or the last one where there are not so many any more."""
    pages = max(1, -(-len(items) // ROWS))
    page = min(page, pages)
    turns = ((wording.PREVIOUS_PAGE, page - 1), (wording.NEXT_PAGE, page + 1))
    return Listing(
        title=title,
        rows=tuple(row(item) for item in items[(page - 1) * ROWS : page * ROWS]),
        footer=wording.page_footer(page, pages),
        choices=tuple(Choice(name, ask(to)) for name, to in turns if 1 <= to <= pages),
    )
