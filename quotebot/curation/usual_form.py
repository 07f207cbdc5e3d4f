"""Reads the quotes of a file that is written as nearly all are, several times faster than as YAML.

The usual form is that of docs/quote-files.md: the fields of a quote in the order in which they are
listed there, one a line or indented below it. A file in which anything is otherwise, or in which
there is anything to complain of, is left to the reader of events, which says what and where; so
that both readers give the same quotes, and only one of them gives problems.
"""

import re
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import yaml

from quotebot.core.quotes import Quote, Source, Status
from quotebot.curation import characters
from quotebot.curation.events import EventReader
from quotebot.curation.parsers import parser_of
from quotebot.curation.plain_scalars import may_be_taken
from quotebot.curation.problems import FileProblems, GaveUp, Spot
from quotebot.curation.quote_file import Entry, read_source
from quotebot.curation.records import Judge
from quotebot.curation.schema import Field, Schema
from quotebot.curation.usual_scalars import value_of

ORDER: Final = (
    "id", "text", "author", "speaker", "topics", "where", "lang", "note", "status",
    "variant_of",
)  # fmt: skip
_REQUIRED: Final = frozenset({"id", "text", "topics", "where"})
_START: Final = "\nquotes:\n"
_ID_COLUMN: Final = len("  - id: ")
_TEXT_COLUMN: Final = len("    text: ")
_VALUE: Final = r"([^\n]*(?:\n {6}[^\n]*)*)\n"
_BETWEEN: Final = r"(?:(?: {0,4}#[ -~]*)?\n)*"  # blank lines and comments


def _field(name: str) -> str:
    start = "  - " if name == ORDER[0] else "    "
    field = rf"{start}{name}: {_VALUE}"
    return field if name in _REQUIRED else f"(?:{field})?"


_QUOTE: Final = re.compile(_BETWEEN + "".join(map(_field, ORDER)))
_REST: Final = re.compile(_BETWEEN)
_HEAD: Final = re.compile(rf"{_BETWEEN}(?:---\n)?source:(?:\n  [^\n]*)+")
_LIST: Final = re.compile(r"\[([a-z0-9-]+(?:,(?: |\n {6,})[a-z0-9-]+)*)\]")
_COMMA: Final = re.compile(r",\s+")


class Page:
    """The quotes of one file, and where their values start.

    Entries are made when they are asked for: as long as all files are being read, only what is kept
    is put into memory, so that the rest can be given back to the system in one piece.
    """

    __slots__ = ("_path", "_quotes", "_starts")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._quotes: list[Quote] = []
        self._starts = array("L")

    def add(self, quote: Quote, line: int, id_start: int, text_start: int) -> None:
        self._quotes.append(quote)
        self._starts.extend((line, id_start, text_start))

    def __iter__(self) -> Iterator[Entry]:
        starts = iter(self._starts)
        for quote in self._quotes:
            line, id_start, text_start = next(starts), next(starts), next(starts)
            yield Entry(
                quote.id,
                quote,
                self._path,
                Spot(line, _ID_COLUMN, id_start),
                Spot(line + 1, _TEXT_COLUMN, text_start),
            )


class Unusual(Exception):  # noqa: N818 - it names what was found
    """Something is written in another way, or is to be complained of."""


class UsualForm:
    """Reads files by one schema, and remembers the values that come again and again."""

    def __init__(self, schema: Schema) -> None:
        self._id = _Slugs(schema.fields["id"])
        self._text = _Words(schema.fields["text"])
        self._note = _Words(schema.fields["note"])
        self._author = _Remembered(_Words(schema.fields["author"]))
        self._speaker = _Remembered(_Words(schema.fields["speaker"]))
        self._where = _Remembered(_Words(schema.fields["where"]))
        self._lang = _Remembered(_Words(schema.fields["lang"]))
        self._status = _Remembered(_Words(schema.fields["status"]))
        self._variant_of = _Slugs(schema.fields["variant_of"])
        self._topics = _Topics(schema.fields["topics"])

    def read(self, text: str, path: Path) -> Page | None:
        """The quotes in the file's order; None when the file is to be read as YAML."""
        head, start, body = text.partition(_START)
        if not body or "\r" in text or not _HEAD.fullmatch(head):
            return None
        source = _source_of(head, path)
        if source is None:
            return None
        page = Page(path)
        try:
            self._read_quotes(body, source, page, Spot(head.count("\n") + 2, 0, len(head + start)))
        except Unusual:
            return None
        return page

    def _read_quotes(self, body: str, source: Source, page: Page, start: Spot) -> None:
        body = body if body.endswith("\n") else f"{body}\n"
        line, last, end = start.line, 0, 0
        while found := _QUOTE.match(body, end):
            quote = self._quote(source, found.groups())
            id_start, end = found.start(1), found.end()
            line += body.count("\n", last, id_start)
            page.add(quote, line, start.index + id_start, start.index + found.start(2))
            last = id_start
        if not end or not _REST.fullmatch(body, end):
            raise Unusual

    def _quote(self, source: Source, written: Sequence[str | None]) -> Quote:
        """Raises Unusual. `written` are the fields in their ORDER."""
        id_, text, author, speaker, topics, where, lang, note, status, variant_of = written
        return Quote(
            id=self._id(id_ or ""),
            text=self._text(text or ""),
            author=_author_of(source) if author is None else self._author(author),
            topics=self._topics(topics or ""),
            source=source,
            where=self._where(where or ""),
            speaker=None if speaker is None else self._speaker(speaker),
            lang="en" if lang is None else self._lang(lang),
            note=None if note is None else self._note(note),
            status=Status.VERIFIED if status is None else Status(self._status(status)),
            variant_of=None if variant_of is None else self._variant_of(variant_of),
        )


def _source_of(head: str, path: Path) -> Source | None:
    """The source that stands before the quotes; None if there is anything to complain of."""
    problems = FileProblems(path)
    try:
        events = EventReader(parser_of(head), problems)
        source = read_source(events, Judge(head, problems), problems)
    except (yaml.YAMLError, GaveUp):
        return None
    return None if problems.found else source


def _author_of(source: Source) -> str:
    if source.author is None:
        raise Unusual
    return source.author


class _Slugs:
    """Values of a field that holds names in a fixed form, which need no quotation marks."""

    def __init__(self, field: Field) -> None:
        self._passes = field.rule.passes

    def __call__(self, written: str) -> str:
        """Raises Unusual."""
        if self._passes(written) and not may_be_taken(written):
            return written
        raise Unusual


class _Words:
    """Values of a field that holds words."""

    def __init__(self, field: Field) -> None:
        self._passes = field.rule.passes
        self._complaints = field.rule.complaints

    def __call__(self, written: str) -> str:
        """Raises Unusual."""
        value = value_of(written)
        if value is None:
            raise Unusual
        words, plain = value
        if plain and may_be_taken(words):
            raise Unusual
        if self._passes(words):
            return words
        words = characters.normal(words)
        if any(True for _ in self._complaints(words)):
            raise Unusual
        return words


class _Remembered:
    """Values of a field of which there are few, each looked at once and once in memory."""

    def __init__(self, words: _Words) -> None:
        self._words = words
        self._known: dict[str, str] = {}

    def __call__(self, written: str) -> str:
        """Raises Unusual."""
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._words(written)
        return known


class _Topics:
    """Lists of topics, in memory once."""

    def __init__(self, field: Field) -> None:
        self._most = field.most
        self._passes = field.rule.passes
        self._known: dict[str, tuple[str, ...]] = {}

    def __call__(self, written: str) -> tuple[str, ...]:
        """Raises Unusual."""
        known = self._known.get(written)
        if known is None:
            known = self._known[written] = self._read(written)
        return known

    def _read(self, written: str) -> tuple[str, ...]:
        found = _LIST.fullmatch(written)
        if found is None:
            raise Unusual
        topics = tuple(_COMMA.split(found[1]))
        sound = all(self._passes(topic) and not may_be_taken(topic) for topic in topics)
        if not sound or len(set(topics)) < len(topics) or len(topics) > self._most:
            raise Unusual
        return topics
