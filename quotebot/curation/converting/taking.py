"""Rows of a file become quotes of a library, or are known there, or are refused."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotebot.core.quotes import Quote, Source, Status
from quotebot.core.words import fold
from quotebot.curation.changing import OpenLibrary
from quotebot.curation.checking import wording
from quotebot.curation.converting.rows import FoundRow, Refusal
from quotebot.curation.fields import (
    FILE,
    IN_SOURCE,
    NAMES,
    REQUIRED_OF_QUOTE,
    REQUIRED_OF_SOURCE,
    SOURCE_AUTHOR,
    FieldRules,
    Row,
    quote_in,
    source_in,
)
from quotebot.curation.problems import quoted
from quotebot.curation.suggesting import suggest_file, suggest_id
from quotebot.curation.watched import Watch, unwatched


class Refused(Exception):  # noqa: N818 - it names what happened
    """A row cannot be taken; holds every reason."""

    def __init__(self, *reasons: str) -> None:
        self.reasons = reasons
        super().__init__("; ".join(reasons))


@dataclass(frozen=True, slots=True)
class Known:
    """A row whose words the library has already, and the quote that they are."""

    path: Path
    line: int
    quote_id: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What came of the rows, each in the order of the files."""

    new: tuple[Quote, ...]
    known: tuple[Known, ...]
    refused: tuple[Refusal, ...]


class Taker:
    """Takes the rows of one file after the other, and no quote twice.

    `defaults` stand in for what a row does not say. Where they name a title, those about the work
    are only for rows that name no work: nobody knows whether another is of that year.
    """

    def __init__(self, library: OpenLibrary, defaults: Row, *, new_ids: bool = False) -> None:
        self._defaults = defaults
        self._new_ids = new_ids
        self._rules = FieldRules(library.reading.topics)
        self._works = Works(library)
        self._by_words = {
            (wording(quote.text), quote.author): quote for quote in library.reading.quotes
        }
        self._misattributed = library.misattributed
        self._ids = {quote.id for quote in library.reading.quotes}
        self._reserved = set(self._ids)
        self._new: list[Quote] = []
        self._known: list[Known] = []
        self._refused: list[Refusal] = []

    @property
    def taken(self) -> Taken:
        return Taken(tuple(self._new), tuple(self._known), tuple(self._refused))

    def take(self, path: Path, rows: Sequence[FoundRow], watch: Watch = unwatched) -> None:
        if not self._new_ids:  # no id that is made may be one that a later row asks for
            self._reserved |= {row["id"] for row, _ in rows if "id" in row}
        for row, line in watch(rows, "Taking quotes"):
            try:
                self._take(path, line, self._completed(row))
            except Refused as refused:
                self._refused += [Refusal(path, line, reason) for reason in refused.reasons]

    def _completed(self, found: Row) -> dict[str, str]:
        row = dict(found)
        if self._new_ids:
            row.pop("id", None)
        named = "title" in found or FILE in found
        for name, value in self._defaults.items():
            if not (named and name in IN_SOURCE and "title" in self._defaults):
                row.setdefault(name, value)
        if not (named and "where" in found):  # nobody looked the words up in their source
            row.setdefault("status", Status.ATTRIBUTED)
        return row

    def _take(self, path: Path, line: int, row: dict[str, str]) -> None:
        source = self._works.find(row)
        if (author := source.author if source else row.get(SOURCE_AUTHOR)) is not None:
            row.setdefault("author", author)
        key = _key(row)
        if (known := self._by_words.get(key)) is not None:
            self._known.append(Known(path, line, known.id))
            return
        if reasons := [*self._wrong(row), *self._missing(row, source)]:
            raise Refused(*reasons)
        if (wrong := self._misattributed.get(wording(row["text"]))) is not None:
            raise Refused(f"a saying under a wrong name ({wrong.id}): {wrong.known}")
        if "id" not in row:
            row["id"] = suggest_id(row["text"], row["author"], self._reserved)
        elif row["id"] in self._ids:
            raise Refused(
                f"the id {row['id']} is taken by another quote: change it, or use --new-ids"
            )
        quote = quote_in(row, source or self._works.add(row, self._named_after(row)), self._rules)
        self._by_words[key] = quote
        self._ids.add(quote.id)
        self._reserved.add(quote.id)
        self._new.append(quote)

    def _missing(self, row: Row, source: Source | None) -> Iterator[str]:
        required = REQUIRED_OF_QUOTE if source else (*REQUIRED_OF_QUOTE, *REQUIRED_OF_SOURCE)
        for name in (*required, "author"):
            if name in row:
                continue
            if name in self._defaults:  # which is for another work
                yield f"no `{name}` for {quoted(row['title'])}: say it beside the title"
            else:
                flag = "topic" if name == "topics" else name
                yield f"no `{name}`: --{flag} names one for all that have none"

    def _named_after(self, row: Row) -> str | None:
        """The author in the name of a new work's file; nobody's where they share a collection."""
        shared = row["title"] == self._defaults.get("title")
        return row.get(SOURCE_AUTHOR) or (None if shared else row["author"])

    def _wrong(self, row: Row) -> Iterator[str]:
        for name in NAMES:
            if name in row:
                for objection in self._rules.objections(name, row[name]):
                    if objection.stops:
                        yield f"`{name}`: {objection.message}"


class Works:
    """The works that there are, with those that are new."""

    def __init__(self, library: OpenLibrary) -> None:
        self._by_file = dict(library.sources)
        self._by_title: dict[str, list[Source]] = {}
        for source in self._by_file.values():
            self._by_title.setdefault(fold(source.title), []).append(source)
        self._files = {*library.files, *self._by_file}

    def find(self, row: Row) -> Source | None:
        """The work that the row is from, if it is known; raises Refused if it is another's file."""
        if FILE in row:
            known = self._by_file.get(row[FILE])
            if known is not None and (name := _difference(known, row)):
                raise Refused(
                    f"{known.slug}.yaml holds another work: its `{name}` is"
                    f" {quoted(getattr(known, IN_SOURCE[name]) or '')}, here {quoted(row[name])}"
                )
            return known
        author = row.get(SOURCE_AUTHOR) or row.get("author")
        others = {name: value for name, value in row.items() if name != "title"}
        for source in self._by_title.get(fold(row.get("title", "")), ()):
            if not _difference(source, others) and source.author in {None, author}:
                return source
        return None

    def add(self, row: Row, author: str | None) -> Source:
        """The new work of a row that names one; the author may stand in its file's name."""
        file = row.get(FILE) or suggest_file(row["title"], author, self._files)
        source = source_in({**row, FILE: file})
        self._by_file[file] = source
        self._by_title.setdefault(fold(source.title), []).append(source)
        self._files.add(file)
        return source


def _difference(source: Source, row: Row) -> str:
    """The first field about the work in which the row says something else; "" for none."""
    for name, inner in IN_SOURCE.items():
        if name in row and row[name] != getattr(source, inner):
            return name
    return ""


def _key(row: Row) -> tuple[str, str]:
    return wording(row.get("text", "")), row.get("author", "")
