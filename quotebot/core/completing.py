"""What is offered while somebody types: authors by any of their names, quotes by id and words."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import Final

from quotebot.core import asking_wording
from quotebot.core.buttons import MAX_TYPED
from quotebot.core.library import Library
from quotebot.core.narrowing import MAX_NAME

COMPLETIONS: Final = 25  # Discord's limit for an autocompletion


@dataclass(frozen=True, slots=True)
class Completion:
    """What is shown, and the value that is sent when it is chosen."""

    shown: str
    value: str


def topics(library: Library, typed: str) -> list[str]:
    """Topic ids for a word half typed, best first."""
    return library.topics.complete(typed[:MAX_TYPED], COMPLETIONS)


def authors(library: Library, typed: str) -> list[Completion]:
    """Authors and characters for a name half typed, best first; the most quoted for none."""
    found = library.authors.complete(typed[:MAX_NAME], COMPLETIONS)
    return [
        Completion(asking_wording.also_called(voice.name, name), voice.name)
        for name, voice in found
        if len(voice.name) <= MAX_NAME
    ]


def quotes(library: Library, typed: str) -> list[Completion]:
    """Quotes whose ids begin with what was typed, then those with its words."""
    typed = typed.removeprefix("#")[:MAX_TYPED]
    start = "-".join(typed.casefold().split())
    first = bisect_left(library.ids, start)
    starting = takewhile(lambda id_: id_.startswith(start), islice(library.ids, first, None))
    known = library.anthology.quotes
    found = {id_: known[id_] for id_ in islice(starting, COMPLETIONS)}
    for quote in library.search.find(typed.replace("-", " "), COMPLETIONS):
        found.setdefault(quote.id, quote)
    return [
        Completion(asking_wording.completed(quote), id_)
        for id_, quote in islice(found.items(), COMPLETIONS)
    ]
