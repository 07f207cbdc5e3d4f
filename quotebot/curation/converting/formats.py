"""The forms that quotes can be had in and given in, and which of them a file has."""

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from quotebot.core.quotes import Quote
from quotebot.curation.converting import fortunes, lists, tables
from quotebot.curation.converting.rows import Contents
from quotebot.curation.decoding import utf8
from quotebot.curation.problems import START, FileProblems, GaveUp, Problem


class Format(StrEnum):
    FORTUNE = "fortune"
    CSV = "csv"
    JSON = "json"


class _Converter(NamedTuple):
    write: Callable[[Iterable[Quote]], str]
    read: Callable[[str, FileProblems], Contents]


_CONVERTERS: Final[Mapping[Format, _Converter]] = {
    Format.FORTUNE: _Converter(fortunes.write, fortunes.read),
    Format.CSV: _Converter(tables.write, tables.read),
    Format.JSON: _Converter(lists.write, lists.read),
}
_BY_SUFFIX: Final = {
    ".csv": Format.CSV,
    ".tsv": Format.CSV,
    ".json": Format.JSON,
    ".jsonl": Format.JSON,
    ".fortune": Format.FORTUNE,
}


def named(path: Path | None) -> Format | None:
    """The form that the end of a file's name tells."""
    return None if path is None else _BY_SUFFIX.get(path.suffix.lower())


def write(quotes: Iterable[Quote], form: Format) -> str:
    return _CONVERTERS[form].write(quotes)


def read(
    data: bytes, path: Path, form: Format | None, encoding: str | None
) -> tuple[Contents, tuple[Problem, ...]]:
    """What the file holds, and what could not be read of it.

    Without a form it is told by the name of the file, or by what it looks like; without an encoding
    it must be UTF-8.
    """
    problems = FileProblems(path)
    try:
        text = utf8(data, problems) if encoding is None else _decoded(data, encoding, problems)
        form = form or named(path) or _looks_like(text)
        if form is None:
            message = "looks like none of fortune, csv and json: say which it is"
            raise problems.give_up(START, message)
        contents = _CONVERTERS[form].read(text, problems)
    except GaveUp:
        contents = Contents(())
    return contents, problems.found


def _decoded(data: bytes, encoding: str, problems: FileProblems) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        message = f"not {encoding} at byte {error.start}: is it another encoding?"
        raise problems.give_up(START, message) from error


def _looks_like(text: str) -> Format | None:
    if text.lstrip().startswith(("[", "{")):
        return Format.JSON
    if "\n%\n" in text.replace("\r\n", "\n"):
        return Format.FORTUNE
    head = text.lstrip("\n").split("\n", 1)[0]
    return Format.CSV if any(mark in head for mark in ",;\t") else None
