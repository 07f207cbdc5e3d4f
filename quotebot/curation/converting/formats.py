"""The forms that quotes can be had in and given in, and which of them a file has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Final, NamedTuple

from quotebot.core.quotes import Quote
from quotebot.curation.converting import fortunes, lists, tables
from quotebot.curation.converting.rows import Contents, Refusal, Refusals
from quotebot.curation.decoding import utf8
from quotebot.curation.problems import FileProblems, GaveUp


class Format(StrEnum):
    FORTUNE = "fortune"
    CSV = "csv"
    JSON = "json"


class _Converter(NamedTuple):
    write: Callable[[Iterable[Quote]], str]
    read: Callable[[str, Refusals], Contents]


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
) -> tuple[Contents, Sequence[Refusal]]:
    """What the file holds, and what could not be read of it.

    Without a form it is told by the name of the file, or by what it looks like; without an encoding
    it must be UTF-8.
    """
    refusals = Refusals(path)
    text = _text(data, path, encoding, refusals)
    if text is None:
        return Contents(()), refusals.found
    form = form or named(path) or _looks_like(text)
    if form is None:
        refusals.add(1, "looks like none of fortune, csv and json: say which it is")
        return Contents(()), refusals.found
    return _CONVERTERS[form].read(text, refusals), refusals.found


def _text(data: bytes, path: Path, encoding: str | None, refusals: Refusals) -> str | None:
    """None, with the reason told, where the bytes are no text in that encoding."""
    problems = FileProblems(path)
    try:
        return utf8(data, problems) if encoding is None else data.decode(encoding)
    except GaveUp:
        for problem in problems.found:
            refusals.add(problem.line, problem.message)
    except UnicodeDecodeError as error:
        refusals.add(1, f"not {encoding} at byte {error.start}: is it another encoding?")
    return None


def _looks_like(text: str) -> Format | None:
    if text.lstrip().startswith(("[", "{")):
        return Format.JSON
    if "\n%\n" in text.replace("\r\n", "\n"):
        return Format.FORTUNE
    head = text.lstrip("\n").split("\n", 1)[0]
    return Format.CSV if any(mark in head for mark in ",;\t") else None
