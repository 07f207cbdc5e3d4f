"""One new quote in the making: what is answered so far, and what the library says to an answer."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from quotebot.core.quotes import Quote, Source
from quotebot.curation.changing import Addition, OpenLibrary, addition
from quotebot.curation.checking import wording
from quotebot.curation.fields import (
    FILE,
    REQUIRED_OF_QUOTE,
    REQUIRED_OF_SOURCE,
    SOURCE_AUTHOR,
    FieldRules,
    Objection,
    quote_in,
    source_in,
)
from quotebot.curation.suggesting import suggest_file, suggest_id, suggest_topics

_SUGGESTED_TOPICS: Final = 5
_MARKS: Final = ('""', "“”", "„“", "«»", "‘’")


class Draft:
    """Answers are kept in `row` as they are given, tidy and without an objection that stops them.

    `file` is the name of the work's file without .yaml, and `folder` where it is made if it is new.
    """

    def __init__(self, library: OpenLibrary, folder: Path) -> None:
        self.row: dict[str, str] = {}
        self._library = library
        self._folder = folder
        self._rules = FieldRules(library.reading.topics)
        self._sources = library.sources
        self._ids = {quote.id for quote in library.reading.quotes}
        self._same: dict[str, list[Quote]] = {}
        for quote in library.reading.quotes:
            self._same.setdefault(wording(quote.text), []).append(quote)
        self._misattributed = library.misattributed

    @property
    def known_source(self) -> Source | None:
        """The source of the file, if it is there already."""
        return self._sources.get(self.row.get(FILE, ""))

    @property
    def path(self) -> Path:
        name = self.row[FILE]
        return self._library.files.get(name, self._folder / f"{name}.yaml")

    @property
    def source_author(self) -> str | None:
        known = self.known_source
        return known.author if known else self.row.get(SOURCE_AUTHOR)

    def missing(self) -> list[str]:
        """The fields without which there is no quote, and that nobody answered."""
        required = [*REQUIRED_OF_QUOTE]
        if not self.known_source:
            required += [FILE, *REQUIRED_OF_SOURCE]
        if self.source_author is None:
            required.append("author")
        return [name for name in required if name not in self.row]

    def suggestion(self, name: str) -> str:
        """What the answer may well be; empty when nobody can know."""
        match name:
            case "id":
                author = self.row.get("author") or self.source_author or ""
                return suggest_id(self.row["text"], author, self._ids)
            case "author":
                return self.source_author or ""
            case "file":
                return suggest_file(
                    self.row["title"], self.source_author, self._library.files.keys()
                )
            case _:
                return ""

    def suggested_topics(self) -> list[str]:
        """Topics that the words themselves name."""
        topics = self._library.reading.topics
        return suggest_topics(self.row.get("text", ""), topics, _SUGGESTED_TOPICS)

    def objections(self, name: str, value: str) -> Iterator[Objection]:
        """Everything wrong with a tidy value, by itself and in this library."""
        yield from self._rules.objections(name, value)
        match name:
            case "id" if value in self._ids:
                yield Objection(f"the id {value} is taken by another quote: choose another")
            case "text":
                yield from self._about_words(value, self.row.get("author") or self.source_author)
                yield from _about_marks(value)
            case "author" if "text" in self.row:
                yield from self._about_words(self.row["text"], value)
            case "title":
                yield from self._about_title(value)
            case _:
                pass

    def quote(self) -> Quote:
        """The quote of the answers, of which none may be missing."""
        row = {"author": self.source_author or "", "id": self.suggestion("id"), **self.row}
        return quote_in(row, self.known_source or source_in(row), self._rules)

    def addition(self) -> Addition:
        """Raises LibraryError with all that would be wrong."""
        return addition(self._library, [self.quote()], self._folder)

    def _about_words(self, text: str, author: str | None) -> Iterator[Objection]:
        for quote in self._same.get(wording(text), ()):
            if author == quote.author:
                message = f"these words are the quote {quote.id} already: there is no need for more"
                yield Objection(message)
            else:
                message = f"these words are the quote {quote.id} by {quote.author}: who said them?"
                yield Objection(message, stops=False)
        if known := self._misattributed.get(wording(text)):
            yield Objection(f"a saying under a wrong name ({known.id}): {known.known}")

    def _about_title(self, title: str) -> Iterator[Objection]:
        for source in self._sources.values():
            if source.title.casefold() == title.casefold():
                yield Objection(
                    f"{source.slug}.yaml is a work of that title: is it the one?",
                    stops=False,
                )


def works(sources: Sequence[Source], typed: str) -> list[Source]:
    """The works whose names, titles or authors have all the words that were typed in them."""
    words = typed.casefold().split()
    return [
        source
        for source in sources
        if all(
            word in f"{source.slug} {source.title} {source.author or ''}".casefold()
            for word in words
        )
    ]


def _about_marks(text: str) -> Iterator[Objection]:
    if text[:1] + text[-1:] in _MARKS and len(text) > 2:
        yield Objection(
            "the bot shows quotation marks of its own around the words:"
            " leave these out unless they stand in the source",
            stops=False,
        )
