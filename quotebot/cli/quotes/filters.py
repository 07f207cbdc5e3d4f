"""The quotes by somebody or on something, by names as people type them."""

from collections.abc import Iterable, Mapping
from typing import Final

import click
from rapidfuzz import fuzz, process

from quotebot.core import wording
from quotebot.core.quotes import Anthology, Quote
from quotebot.core.words import fold

_SUGGESTIONS: Final = 3


def chosen(
    anthology: Anthology, quotes: Iterable[Quote], author: str | None, topic: str | None
) -> list[Quote]:
    """Those of the quotes by that author and on that topic, in their order; None means any.

    Raises UsageError, with the nearest names, when nobody or nothing is called so.
    """
    if author is not None:
        authors = authors_called(anthology, author)
        quotes = [quote for quote in quotes if quote.author in authors]
    if topic is not None:
        topics = topics_called(anthology, topic)
        quotes = [quote for quote in quotes if topics.intersection(quote.topics)]
    return list(quotes)


def authors_called(anthology: Anthology, typed: str) -> set[str]:
    """The authors who have a name of which all the words typed are a part."""
    words = set(fold(typed).split())
    names = {
        name: person.name
        for person in anthology.authors.values()
        for name in (person.name, *person.also)
    }
    found = {shown for name, shown in names.items() if words <= set(fold(name).split())}
    return found if words and found else _nobody("author", typed, names)


def topics_called(anthology: Anthology, typed: str) -> set[str]:
    """The topics that have the name, be it another word for them."""
    names = {name: topic.id for topic in anthology.topics.values() for name in topic.aliases}
    names |= {topic: topic for topic in anthology.topics}
    found = {
        topic.id
        for topic in anthology.topics.values()
        if fold(typed) in map(fold, (topic.id, *topic.aliases))
    }
    return found or _nobody("topic", typed, names)


def _nobody(what: str, typed: str, names: Mapping[str, str]) -> set[str]:
    """Tell the nearest of the names, each as it is shown."""
    heard = {name: fold(name) for name in names}
    near = process.extract(fold(typed), heard, scorer=fuzz.partial_ratio, limit=_SUGGESTIONS)
    nearest = ", ".join(dict.fromkeys(names[name] for _, _, name in near))
    raise click.UsageError(
        f"no {what} in the library is called {wording.echo(typed)}; the nearest: {nearest}"
    )
