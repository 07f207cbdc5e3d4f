"""What was verified, kept in one file beside the quotes: one line for each quote."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from quotebot.core.errors import LibraryError
from quotebot.curation.decoding import utf8
from quotebot.curation.files import QuoteFile, read_bytes
from quotebot.curation.problems import FileProblems, GaveUp, printable
from quotebot.curation.verifying.plain_text import Lines

LOCK_FILE: Final = "verified.lock"
UPDATE: Final = "quotebot verify --texts DIR --update-lock"
HASH_DIGITS: Final = 16
_HEAD: Final = f"""\
# The quotes that were found word for word in the texts of their works. Written by: {UPDATE}
# <work> <SHA-256 of its text>
# <work> <quote> <lines of the text> <hash of the author and the words> <day>
"""
_SLUG: Final = r"([a-z0-9-]+)"
_RANGE: Final = r"[0-9]{1,9}(?:-[0-9]{1,9})?"
_TEXT: Final = re.compile(rf"{_SLUG} ([0-9a-f]{{64}})")
_QUOTE: Final = re.compile(
    rf"{_SLUG} {_SLUG} ({_RANGE}(?:,{_RANGE})*) ([0-9a-f]{{{HASH_DIGITS}}})"
    r" ([0-9]{4}-[0-9]{2}-[0-9]{2})"
)


class Key(NamedTuple):
    """The slug of a work and the id of a quote from it."""

    work: str
    quote: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A quote as it was found; `words` and `text` are hashes."""

    places: tuple[Lines, ...]
    words: str
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Lock:
    """The entries of a lock file, and what is wrong with its other lines, with their places."""

    entries: Mapping[Key, Entry] = field(default_factory=dict)
    problems: tuple[str, ...] = ()


def read_lock(path: Path) -> Lock:
    """An empty one where there is no file."""
    if not path.exists():
        return Lock()
    problems = FileProblems(path)
    try:
        text = utf8(read_bytes(QuoteFile(path, path.resolve()), problems), problems)
    except GaveUp:
        return Lock(problems=tuple(map(str, problems.found)))
    return _lock(text, printable(str(path)))


def write_lock(path: Path, entries: Mapping[Key, Entry]) -> None:
    """The same entries always make the same file. Raises LibraryError if it cannot be written."""
    lines: list[str] = []
    for work, keys in groupby(sorted(entries), key=lambda key: key.work):
        of_work = [(key, entries[key]) for key in keys]
        lines.append(f"{work} {of_work[0][1].text}")
        lines += [_line(key, entry) for key, entry in of_work]
    text = _HEAD + "".join(f"{line}\n" for line in lines)
    try:
        path.write_text(text, "utf-8", newline="\n")
    except OSError as error:
        raise LibraryError([f"{path} cannot be written: {error.strerror}"]) from error


def _line(key: Key, entry: Entry) -> str:
    places = ",".join(map(str, entry.places))
    return f"{key.work} {key.quote} {places} {entry.words} {entry.day}"


def _lock(text: str, path: str) -> Lock:
    entries: dict[Key, Entry] = {}
    texts: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        if found := _TEXT.fullmatch(line):
            texts[found[1]] = found[2]
        elif (entry := _entry(line, texts)) is not None and entry[0] not in entries:
            entries[entry[0]] = entry[1]
        else:
            problems.append(f"{path}:{number}: is no entry: write the file anew with {UPDATE}")
    return Lock(entries, tuple(problems))


def _entry(line: str, texts: Mapping[str, str]) -> tuple[Key, Entry] | None:
    """None unless it is one, of a text that is known by then."""
    found = _QUOTE.fullmatch(line)
    if found is None or found[1] not in texts:
        return None
    try:
        day = date.fromisoformat(found[5])
    except ValueError:
        return None
    places = tuple(map(_lines, found[3].split(",")))
    return Key(found[1], found[2]), Entry(places, found[4], texts[found[1]], day)


def _lines(written: str) -> Lines:
    first, _, last = written.partition("-")
    return Lines(int(first), int(last or first))
