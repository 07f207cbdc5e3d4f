"""A folder of source texts, in which the words of one voice are looked for."""

import hashlib
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from quotebot.core.errors import LibraryError
from quotebot.curation.decoding import utf8
from quotebot.curation.files import QuoteFile, read_bytes
from quotebot.curation.problems import FileProblems, GaveUp
from quotebot.curation.verifying.matching import Quoted, occurrences
from quotebot.curation.verifying.plain_text import LineEnd, Lines, PlainText, hyphenated
from quotebot.curation.verifying.plain_words import plain_lines
from quotebot.curation.verifying.text_index import INDEX, IndexEntry, read_index

SUFFIX: Final = ".txt"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """There is no text to be had of a work, and why."""

    reason: str


class SourceText:
    """One text in the form in which it is compared."""

    __slots__ = ("_line_ends", "_lines", "_texts", "digest", "entry", "path")

    def __init__(self, path: Path, lines: Sequence[str], digest: str, entry: IndexEntry) -> None:
        """`lines` are plain ones; `digest` is the SHA-256 of the file, in hexadecimal digits."""
        self.path = path
        self.digest = digest
        self.entry = entry
        self._lines = lines
        self._line_ends = tuple(LineEnd) if hyphenated(lines) else (LineEnd.COMPOUND,)
        self._texts: dict[tuple[Lines, LineEnd], PlainText] = {}

    @property
    def whole(self) -> Lines:
        return Lines(1, len(self._lines))

    def passages(self, names: Container[str | None]) -> Sequence[Lines]:
        """Where somebody with one of these names may be quoted from."""
        if not self.entry.speakers:
            return [Lines(self.entry.body_from_line, len(self._lines))]
        return [
            lines
            for speaker in self.entry.speakers
            if name_alone(speaker.name) in names
            for lines in speaker.lines
        ]

    def find(self, quote: Quoted, passages: Sequence[Lines]) -> tuple[Lines, ...]:
        """Where the quote stands within the passages."""
        for line_end in self._line_ends:
            if line_end is LineEnd.SUSPENDED and line_end not in quote.words:
                continue  # or halves of divided words would be words
            found = tuple(
                text.lines(span)
                for passage in passages
                for text in (self.text(passage, line_end),)
                for span in occurrences(quote, text.words)
            )
            if found:
                return found
        return ()

    def text(self, passage: Lines, line_end: LineEnd = LineEnd.COMPOUND) -> PlainText:
        key = (passage, line_end)
        if key not in self._texts:
            lines = self._lines[passage.first - 1 : passage.last]
            self._texts[key] = PlainText(lines, passage.first, line_end)
        return self._texts[key]


def name_alone(speaker: str) -> str:
    """The name of a speaker without what the index adds in brackets."""
    return speaker.partition(" (")[0]


class SourceTexts:
    """The texts <slug>.txt of a folder, and what its INDEX.yaml says of them."""

    def __init__(self, folder: Path, index: Mapping[str, IndexEntry]) -> None:
        self.folder = folder
        self._index = index

    def path(self, slug: str) -> Path:
        return self.folder / f"{slug}{SUFFIX}"

    def read(self, slug: str) -> SourceText | Unreadable:
        path = self.path(slug)
        if not path.exists():
            return Unreadable("is not there")
        problems = FileProblems(path)
        try:
            data = read_bytes(QuoteFile(path, path.resolve()), problems)
            text = utf8(data, problems)
        except GaveUp:
            return Unreadable(problems.found[-1].message)
        lines = plain_lines(text)
        entry = self._index.get(slug, IndexEntry())
        if (named := _last_line(entry)) > len(lines):
            return Unreadable(f"has {len(lines)} lines, but {INDEX} names line {named} of it")
        return SourceText(path, lines, hashlib.sha256(data).hexdigest(), entry)


def _last_line(entry: IndexEntry) -> int:
    spoken = [lines.last for speaker in entry.speakers for lines in speaker.lines]
    return max([entry.body_from_line, *spoken])


def source_texts(folder: Path) -> SourceTexts:
    """The texts in the folder; raises LibraryError with all that is wrong with the index."""
    if not folder.is_dir():
        raise LibraryError([f"{folder} is not a folder of source texts: correct the path"])
    return SourceTexts(folder, read_index(folder))
