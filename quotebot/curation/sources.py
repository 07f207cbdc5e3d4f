"""Sources in which nobody could look the words up, and words that stand for none."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from quotebot.core.quotes import Source
from quotebot.curation.codes import Code
from quotebot.curation.problems import START, Problem, problem_at, quoted
from quotebot.curation.quote_file import Entry

_COLLECTIONS: Final = frozenset({
    "allauthor.com", "azquotes.com", "brainyquote.com", "goodreads.com", "goodquotes.com",
    "inspiringquotes.com", "libquotes.com", "notable-quotes.com", "passiton.com", "quotefancy.com",
    "quotepark.com", "quotes.net", "quotetab.com", "quotery.com", "thequotablecoach.com",
    "wisdomquotes.com", "zitate.net",
})  # fmt: skip
_PLACEHOLDERS: Final = frozenset({
    "", "fixme", "n a", "none", "no source", "source", "somewhere", "tba", "tbd", "title", "todo",
    "unknown", "unknown author", "various", "various authors", "xxx",
})  # fmt: skip
_NO_WORDS: Final = re.compile(r"[\W_]+")


_LONGEST_PLACEHOLDER: Final = 20


def problems(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Warnings; those on a source itself stand at the start of its file."""
    looked_at: set[Path] = set()
    sound: set[str] = set()  # names and places, which come again and again
    for entry in entries:
        if (quote := entry.quote) is None:
            continue
        if entry.path not in looked_at:
            looked_at.add(entry.path)
            for code, message in _of_source(quote.source):
                yield problem_at(entry.path, START, code, message)
        for name, value, advice in (
            ("where", quote.where, "is no place: write where the words stand"),
            ("author", quote.author, "is no name: find out who said it"),
        ):
            if value in sound:
                continue
            if _is_placeholder(value):
                message = f"`{name}`: {quoted(value)} {advice}"
                yield problem_at(entry.path, entry.id_mark, Code.PLACEHOLDER, message)
            else:
                sound.add(value)


def _of_source(source: Source) -> Iterator[tuple[Code, str]]:
    if not (source.url or source.edition or source.quoted_in):
        message = "nobody can look the words up: add the `url` or the `edition` of the source"
        yield Code.SOURCE_UNNAMED, message
    host = (urlsplit(source.url or "").hostname or "").lower().removeprefix("www.")
    if host in _COLLECTIONS or host.endswith("wikiquote.org"):
        message = f"`url`: {host} is a collection of quotes, not a source: find the work itself"
        yield Code.SOURCE_COLLECTION, message
    if _is_placeholder(source.title):
        message = f"`title`: {quoted(source.title)} is no work: write which one it is"
        yield Code.PLACEHOLDER, message


def _is_placeholder(value: str) -> bool:
    if len(value) > _LONGEST_PLACEHOLDER:
        return False
    return _NO_WORDS.sub(" ", value).strip().casefold() in _PLACEHOLDERS
