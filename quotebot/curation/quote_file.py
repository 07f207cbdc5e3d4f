"""Reads a file of quotes: one source, and the quotes from it."""

from pathlib import Path
from typing import NamedTuple

from yaml.events import Event

from quotebot.core.quotes import Quote, Source, Status
from quotebot.curation.codes import Code
from quotebot.curation.events import EventReader
from quotebot.curation.parsers import mark_of
from quotebot.curation.problems import START, FileProblems, Mark, quoted
from quotebot.curation.records import Judge, Values
from quotebot.curation.schema import SOURCE, Schema
from quotebot.curation.slugs import is_slug


class Entry(NamedTuple):
    """A quote's id and where it stands; no quote when something in it was reported."""

    id: str
    quote: Quote | None
    path: Path
    id_mark: Mark
    text_mark: Mark


class _Draft(NamedTuple):
    """A quote whose author may be named by a source that follows it."""

    values: Values
    start: Mark
    id_mark: Mark
    text_mark: Mark
    names_author: bool


def read_quotes(
    events: EventReader, judge: Judge, problems: FileProblems, schema: Schema
) -> list[Entry]:
    """The quotes in the file's order; raises yaml.YAMLError or GaveUp where reading must stop."""
    return _QuoteFileReader(events, judge, problems, schema).read()


def read_source(events: EventReader, judge: Judge, problems: FileProblems) -> Source | None:
    """The source of a file of which only that is to be read; raises as `read_quotes` does."""
    source = None
    for _, start in events.top(("source",)):
        nodes = events.fields("source", start, SOURCE)
        source = _source(judge.values("the source", mark_of(start), nodes, SOURCE), problems)
    return source


class _QuoteFileReader:
    def __init__(
        self, events: EventReader, judge: Judge, problems: FileProblems, schema: Schema
    ) -> None:
        self._events = events
        self._judge = judge
        self._problems = problems
        self._schema = schema

    def read(self) -> list[Entry]:
        source: Source | None = None
        author_missing = True
        default_author: str | None = None
        drafts: list[_Draft] = []
        for name, start in self._events.top(("source", "quotes")):
            if name == "quotes":
                drafts = self._quotes(start)
            else:
                nodes = self._events.fields("source", start, SOURCE)
                author_missing = "author" not in nodes
                values = self._judge.values("the source", mark_of(start), nodes, SOURCE)
                default_author = values.get("author")
                source = _source(values, self._problems)
        if author_missing:
            self._ask_for_authors(drafts)
        return [
            Entry(
                draft.values["id"],
                self._quote(draft.values, source, default_author),
                self._problems.path,
                draft.id_mark,
                draft.text_mark,
            )
            for draft in drafts
            if "id" in draft.values
        ]

    def _quotes(self, start: Event) -> list[_Draft]:
        drafts = []
        schema = self._schema
        for event in self._events.mappings("quotes", start):
            nodes = self._events.fields("quotes", event, schema)
            mark = mark_of(event)
            drafts.append(
                _Draft(
                    self._judge.values("the quote", mark, nodes, schema),
                    mark,
                    mark_of(nodes["id"]) if "id" in nodes else mark,
                    mark_of(nodes["text"]) if "text" in nodes else mark,
                    "author" in nodes,
                )
            )
        return drafts

    def _quote(
        self, values: Values, source: Source | None, default_author: str | None
    ) -> Quote | None:
        if source is None or not self._schema.required <= values.keys():
            return None
        if "author" not in values:
            if default_author is None:
                return None
            values["author"] = default_author
        if "status" in values:
            values["status"] = Status(values["status"])
        return Quote(source=source, **values)

    def _ask_for_authors(self, drafts: list[_Draft]) -> None:
        for draft in drafts:
            if not draft.names_author:
                self._problems.add(
                    draft.start,
                    Code.AUTHOR_MISSING,
                    "the quote has no `author`, and neither has the source: add it to one of them",
                )


def _source(values: Values, problems: FileProblems) -> Source | None:
    slug = problems.path.stem
    if not is_slug(slug):
        problems.add(
            START,
            Code.FILE_NAME_FORM,
            f"the file is called {quoted(slug)}: use words of a-z and 0-9 joined by single hyphens",
        )
    return Source(slug=slug, **values) if SOURCE.required <= values.keys() else None
