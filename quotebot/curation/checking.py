"""The rules that one quote alone cannot break: ids, texts and file names over all files."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import regex

from quotebot.core.quotes import Quote
from quotebot.curation.problems import Mark, Problem, Severity, printable, quoted
from quotebot.curation.quote_file import Entry

_NO_WORDS: Final = regex.compile(r"[^\p{L}\p{M}\p{N}]+")
_LOWER_CASE: Final = bytes(range(256)).lower()
_NO_LETTERS: Final = bytes(b for b in range(256) if not chr(b).isascii() or not chr(b).isalnum())


def wording(text: str) -> str:
    """What two texts have in common that are equal but for capitals, punctuation and space."""
    return _NO_WORDS.sub("", text.lower())


def same_ids(entries: Sequence[Entry]) -> Iterator[Problem]:
    """An error for each id that stands at an earlier quote already."""
    first: dict[str, Entry] = {}
    for entry in entries:
        earlier = first.setdefault(entry.id, entry)
        if earlier is not entry:
            yield _problem(
                entry,
                entry.id_mark,
                f"the id {entry.id} is taken by the quote at {_place(earlier, earlier.id_mark)}: "
                "choose another",
            )


def same_texts(entries: Sequence[Entry]) -> Iterator[Problem]:
    """An error where one author, a warning where two, have a text of the same words."""
    for group in _alike(entries):
        first: dict[str, tuple[Entry, Quote]] = {}
        for entry in group:
            if (quote := entry.quote) is not None:
                earlier, its_quote = first.setdefault(_words(quote.text), (entry, quote))
                if earlier is not entry:
                    yield _same_words(earlier, its_quote.author, entry, quote.author)


def same_names(paths: Sequence[Path]) -> Iterator[Problem]:
    """An error for each file whose name, which stands for its source, another has already."""
    first: dict[str, Path] = {}
    for path in paths:
        earlier = first.setdefault(path.stem, path)
        if earlier is not path:
            place = printable(str(earlier))
            yield Problem(path, 1, 1, f"{place} has the same name: rename one of them")


def _alike(entries: Sequence[Entry]) -> Iterable[list[Entry]]:
    """The quotes in groups of two or more, any two with the same words in one group.

    Groups by the ASCII letters and digits, which is many times faster than telling words apart.
    """
    first: dict[int, Entry] = {}
    groups: dict[int, list[Entry]] = {}
    for entry in entries:
        if entry.quote is not None:
            letters = entry.quote.text.encode("ascii", "ignore")
            key = hash(letters.translate(_LOWER_CASE, _NO_LETTERS))
            earlier = first.setdefault(key, entry)
            if earlier is not entry:
                groups.setdefault(key, [earlier]).append(entry)
    return groups.values()


def _same_words(earlier: Entry, its_author: str, entry: Entry, author: str) -> Problem:
    place = _place(earlier, earlier.text_mark)
    if its_author == author:
        message = f"these words are the quote {earlier.id} at {place} already: keep one"
        return _problem(entry, entry.text_mark, message)
    message = f"these words are given to {quoted(its_author)} at {place}: check who said them"
    return _problem(entry, entry.text_mark, message, Severity.WARNING)


def _words(text: str) -> str:
    return _NO_WORDS.sub("", text.lower())


def _place(entry: Entry, mark: Mark) -> str:
    return f"{printable(str(entry.path))}:{mark.line + 1}:{mark.column + 1}"


def _problem(
    entry: Entry, mark: Mark, message: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(entry.path, mark.line + 1, mark.column + 1, message, severity)
