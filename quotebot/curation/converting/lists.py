"""JSON: a list of quotes, each with its source inside."""

import json
import re
from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final

from quotebot.core.quotes import Quote
from quotebot.curation.converting.rows import Contents, FoundRow, Refusals, our_name
from quotebot.curation.fields import FILE, IN_QUOTE, IN_SOURCE, SOURCE_AUTHOR, row_of, tidy
from quotebot.curation.problems import quoted

_QUOTES: Final = "quotes"
_SOURCE: Final = "source"
_SPACE: Final = re.compile(r"[ \t\r\n]*")


def write(quotes: Iterable[Quote]) -> str:
    """Every field of every quote."""
    return json.dumps([as_object(quote) for quote in quotes], ensure_ascii=False, indent=2) + "\n"


def as_object(quote: Quote) -> dict[str, Any]:
    """The quote as an object of JSON, with its topics as a list and its source as an object."""
    row = row_of(quote)
    source = {inner: row[name] for name, inner in IN_SOURCE.items() if name in row}
    fields: dict[str, Any] = {name: row[name] for name in IN_QUOTE if name in row}
    return {**fields, "topics": list(quote.topics), _SOURCE: {FILE: row[FILE], **source}}


def read(text: str, refusals: Refusals) -> Contents:
    """The objects of a list, of the list `quotes` in an object, or one after the other."""
    rows, unused = list[FoundRow](), dict[str, None]()
    try:
        for value, index in _values(text):
            line = _line(text, index)
            if isinstance(value, _Object):
                found = _RowReader(refusals, line, unused).read(value)
                rows.append(FoundRow(found, line))
            else:
                refusals.add(line, 'a quote must be an object, as in {"text": "..."}')
    except json.JSONDecodeError as error:
        message = f"this is not JSON ({error.msg}): the rest was not read"
        refusals.add(_line(text, error.pos), message)
    return Contents(tuple(rows), tuple(unused))


class _Object(dict[str, Any]):
    """An object of JSON, and the names that stand twice in it."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        names = [name for name, _ in pairs]
        self.twice = [name for name in self if names.count(name) > 1]


class _RowReader:
    """Makes a row of one object, and reports what is wrong with it."""

    def __init__(self, refusals: Refusals, line: int, unused: dict[str, None]) -> None:
        self._refusals = refusals
        self._line = line
        self._unused = unused
        self._row: dict[str, str] = {}

    def read(self, found: _Object) -> dict[str, str]:
        self._report_twice(found)
        for name, value in found.items():
            if isinstance(value, _Object) and our_name(name) == "title":
                self._report_twice(value)
                for inner, item in value.items():
                    self._take(f"{_SOURCE}.{inner}", _name_in_source(inner), item)
            else:
                self._take(name, our_name(name), value)
        return self._row

    def _take(self, written: str, name: str | None, value: object) -> None:
        if name is None:
            self._unused[written] = None
        elif name in self._row:
            self._report(f"{quoted(written)} is a second `{name}`: remove one of them")
        elif isinstance(value, str):
            if words := tidy(value):
                self._row[name] = words
        elif isinstance(value, list) and name == "topics" and _are_words(value):
            self._row[name] = ", ".join(value)
        elif value is not None:
            self._report(f"{quoted(written)} must be words: put them in quotation marks")

    def _report_twice(self, found: _Object) -> None:
        for name in found.twice:
            self._report(f"{quoted(name)} stands twice here: keep one")

    def _report(self, message: str) -> None:
        self._refusals.add(self._line, message)


def _name_in_source(name: str) -> str | None:
    found = our_name(name)
    if found == "author":
        return SOURCE_AUTHOR
    return found if found in IN_SOURCE or found == FILE else None


def _are_words(values: list[object]) -> bool:
    return all(isinstance(value, str) for value in values)


# Numbers are kept as they are written: a year is no quantity.
_DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_Object, parse_int=str, parse_float=str, parse_constant=str
)


def _values(text: str) -> Iterator[tuple[object, int]]:
    """Each quote, and the index at which it starts; raises JSONDecodeError where reading ends."""
    index = _after_space(text, 0)
    while index < len(text):
        if text.startswith("[", index):
            index = yield from _items(text, index)
        else:
            value, end = _decoded(text, index)
            if isinstance(value, _Object) and isinstance(value.get(_QUOTES), list):
                yield from _items(text, _index_of_member(text, index, _QUOTES))
            else:
                yield value, index
            index = _after_space(text, end)


def _items(text: str, start: int) -> Generator[tuple[object, int], None, int]:
    """The items of the list that starts there; returns the index after it."""
    index = _after_space(text, start + 1)
    while not text.startswith("]", index):
        value, end = _decoded(text, index)
        yield value, index
        index = _after_space(text, end)
        if text.startswith(",", index):
            index = _after_space(text, index + 1)
        elif not text.startswith("]", index):
            raise json.JSONDecodeError("Expecting ',' delimiter", text, index)
    return _after_space(text, index + 1)


def _index_of_member(text: str, start: int, name: str) -> int:
    """Where the value with that name starts in an object that is known to be right."""
    index = start
    while True:
        key, index = _decoded(text, _after_space(text, index + 1))
        index = _after_space(text, _after_space(text, index) + 1)
        if key == name:
            return index
        _, index = _decoded(text, index)
        index = _after_space(text, index)


def _decoded(text: str, index: int) -> tuple[object, int]:
    try:
        return _DECODER.raw_decode(text, index)
    except RecursionError:
        raise json.JSONDecodeError("nested too deeply", text, index) from None


def _line(text: str, index: int) -> int:
    return text.count("\n", 0, index) + 1


def _after_space(text: str, index: int) -> int:
    found = _SPACE.match(text, index)
    return found.end() if found else index
