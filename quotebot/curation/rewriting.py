"""Puts right what is mechanical in the quote files of a folder: each is replaced whole or stays."""

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebot.core.errors import OperatorError
from quotebot.curation.codes import Code
from quotebot.curation.decoding import decode
from quotebot.curation.files import QuoteFile, find, read_bytes
from quotebot.curation.fixing import fixed
from quotebot.curation.problems import FileProblems, GaveUp, Problem, printable
from quotebot.curation.replacing import Change, apply

FIXABLE: Final = frozenset({Code.TEXT_EDGES, Code.YAML_UNQUOTED})


@dataclass(frozen=True, slots=True)
class Fixed:
    """What was put right, and where it stood before; line and column count from 1."""

    path: Path
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        return f"{printable(str(self.path))}:{self.line}:{self.column}: fixed: {self.message}"


def fix(paths: Sequence[Path]) -> Iterator[Fixed | Problem]:
    """Rewrite the quote files that need it; a problem for each that could not be written.

    A file that cannot be read, or is no YAML, is left alone and not spoken of.
    """
    for file in find(paths).files:
        yield from _fix(file)


def _fix(file: QuoteFile) -> Iterator[Fixed | Problem]:
    unheard = FileProblems(file.path)
    try:
        data = read_bytes(file, unheard)
        text = decode(data, unheard)
    except GaveUp:
        return
    better, changes = fixed(text)
    if not changes:
        return
    mark = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    try:
        apply([Change(file.path, data, mark + better.encode())])
    except OperatorError as error:
        yield Problem(file.path, 1, 1, f"is not fixed: {error}", Code.FILE_UNWRITABLE)
        return
    for change in changes:
        place = change.place
        yield Fixed(file.path, place.line + 1, place.column + 1, change.message)
