"""The folders that quotes come from: each has a lock file of its own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from quotebot.core.quotes import Quote
from quotebot.curation.files import find
from quotebot.curation.verifying.lock_file import LOCK_FILE
from quotebot.curation.verifying.verification import by_work


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder and the quotes from it, by the slugs of their works.

    `elsewhere` are the works of its other files, of which nothing was read.
    """

    path: Path
    works: Mapping[str, Sequence[Quote]]
    elsewhere: frozenset[str]

    @property
    def lock(self) -> Path:
        return self.path / LOCK_FILE

    @property
    def quotes(self) -> list[Quote]:
        return [quote for quotes in self.works.values() for quote in quotes]


def files_of(paths: Sequence[Path]) -> Mapping[str, Path]:
    """The quote files among these files and folders, by the slugs of their works."""
    return {file.path.stem: file.path for file in find(paths).files}


def folders(quotes: Sequence[Quote], files: Mapping[str, Path]) -> list[Folder]:
    """The folders that hold the files of these quotes."""
    shelves: dict[Path, dict[str, list[Quote]]] = {}
    for work, its_quotes in by_work(quotes).items():
        shelves.setdefault(files[work].parent, {})[work] = its_quotes
    return [
        Folder(path, works, frozenset(file.stem for file in path.glob("*.y*ml")) - set(files))
        for path, works in sorted(shelves.items())
    ]


def line_of(quote_id: str, path: Path) -> int:
    """The line of the file in which the id stands, or 1 if it is not written as ids usually are."""
    pattern = re.compile(rf"\bid: *([\"']?){re.escape(quote_id)}\1 *(?:$|[,}}#])", re.MULTILINE)
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return 1
    found = pattern.search(text)
    return text.count("\n", 0, found.start()) + 1 if found else 1
