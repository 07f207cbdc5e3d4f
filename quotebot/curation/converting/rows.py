"""What a file in another form holds: rows of fields under our names, each with its line."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from quotebot.curation.fields import NAMES, SOURCE_AUTHOR

_OTHER_NAMES: Final = {
    "text": ("quote", "quotetext", "quotation", "body", "content", "saying"),
    "author": ("by", "person", "quoteauthor", "said_by"),
    "speaker": ("character",),
    "topics": ("topic", "tags", "tag", "categories", "category", "keywords"),
    "where": ("chapter", "location", "page", "place", "reference"),
    "lang": ("language",),
    "note": ("comment", "comments", "notes"),
    "title": ("book", "source", "source_title", "work"),
    SOURCE_AUTHOR: ("work_author",),
    "year": ("date",),
    "url": ("link", "source_url"),
    "rights": ("license", "licence"),
}
_OURS: Final = {other: name for name, others in _OTHER_NAMES.items() for other in others} | {
    name: name for name in NAMES
}
_GAP: Final = re.compile(r"[\s_-]+")


class FoundRow(NamedTuple):
    """Fields that are not empty, and the line of the file in which they begin, from 1."""

    row: dict[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows in the order of the file; `unused` are names of fields that mean nothing here."""

    rows: tuple[FoundRow, ...]
    unused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """What of a file cannot be taken, and why; the line counts from 1."""

    path: Path
    line: int
    message: str


class Refusals:
    """What is refused of one file, as it is found."""

    __slots__ = ("_path", "found")

    def __init__(self, path: Path) -> None:
        self._path = path
        self.found: list[Refusal] = []

    def add(self, line: int, message: str) -> None:
        self.found.append(Refusal(self._path, line, message))


def our_name(name: str) -> str | None:
    """What a field is called here that somebody else calls so; None if it is nothing of ours."""
    return _OURS.get(_GAP.sub("_", name.strip()).casefold())
