"""Adds quotes to the files of a library; what comes of it is read before it takes their place."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from quotebot.core.errors import LibraryError
from quotebot.core.quotes import Misattribution, Quote, Source
from quotebot.curation.appending import CannotAppend, appended
from quotebot.curation.checking import wording
from quotebot.curation.files import find
from quotebot.curation.house_form import quote_block, source_block
from quotebot.curation.problems import Problem, printable
from quotebot.curation.reading import Reading, read_changed
from quotebot.curation.replacing import Change, held
from quotebot.curation.watched import Watch, unwatched

_FIRST: Final = (
    "Correct this first, or choose a folder that holds nothing but quotes: nothing was added."
)


@dataclass(frozen=True, slots=True)
class OpenLibrary:
    """A library without errors to which something is to be added; maybe it is still empty.

    `files` are its files by their names without .yaml, which are those of their sources.
    """

    paths: tuple[Path, ...]
    reading: Reading
    files: Mapping[str, Path]

    @property
    def sources(self) -> Mapping[str, Source]:
        return {quote.source.slug: quote.source for quote in self.reading.quotes}

    @property
    def misattributed(self) -> Mapping[str, Misattribution]:
        """The sayings under a wrong name, by their `wording`."""
        return {
            wording(saying): each
            for each in self.reading.misattributions
            for saying in each.sayings
        }


def open_library(paths: Sequence[Path], watch: Watch = unwatched) -> OpenLibrary:
    """Read what is there; raises LibraryError with every error in it."""
    there = tuple(path for path in paths if path.exists())
    reading = read_changed(there, {}, watch)
    if errors := reading.errors:
        raise LibraryError([*map(str, errors), _FIRST])
    return OpenLibrary(there, reading, {file.path.stem: file.path for file in find(there).files})


@dataclass(frozen=True, slots=True)
class Addition:
    """Changes that are known to be right, and what the library warns of only because of them."""

    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]


def addition(
    library: OpenLibrary, quotes: Sequence[Quote], folder: Path, watch: Watch = unwatched
) -> Addition:
    """How the files must be changed to have these quotes as well; new files go into the folder.

    The whole library is read as it will be. Raises LibraryError with all that would be wrong.
    """
    ordered = sorted(quotes, key=lambda quote: quote.source.slug)  # stable: each work keeps its own
    changes = tuple(
        _change(library.files.get(slug, folder / f"{slug}.yaml"), list(group))
        for slug, group in groupby(ordered, key=lambda quote: quote.source.slug)
    )
    after = {change.path: change.after for change in changes}
    reading = read_changed(library.paths, after, watch)
    if errors := reading.errors:
        raise LibraryError([str(error) for error in errors])
    _compare(library.reading.quotes, quotes, reading.quotes)
    return Addition(changes, _new_warnings(library.reading, reading))


def _change(path: Path, quotes: Sequence[Quote]) -> Change:
    before = held(path)
    if before is None:
        text = source_block(quotes[0].source) + "".join(map(quote_block, quotes))
    else:
        try:
            text = appended(before.decode(), quotes)
        except CannotAppend as error:
            raise LibraryError([f"{printable(str(path))}: {error}"]) from error
    return Change(path, before, text.encode())


def _compare(before: Iterable[Quote], added: Iterable[Quote], after: Iterable[Quote]) -> None:
    """Raise if the files would not hold exactly what they held, and what was added."""
    expected = {quote.id: quote for quote in (*before, *added)}
    found = {quote.id: quote for quote in after}
    different = sorted(
        {id_ for id_, quote in expected.items() if found.get(id_) != quote}
        | (found.keys() - expected.keys())
    )
    if different:
        raise LibraryError(
            [
                f"the quote {id_} would not be read as it was meant: nothing is written"
                for id_ in different
            ]
        )


def _new_warnings(before: Reading, after: Reading) -> tuple[Problem, ...]:
    known = Counter((warning.path, warning.message) for warning in before.warnings)
    new = []
    for warning in after.warnings:
        if known[warning.path, warning.message]:
            known[warning.path, warning.message] -= 1
        else:
            new.append(warning)
    return tuple(new)
