"""The rules that one quote alone cannot break: ids, texts and file names over all files."""

from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import regex

from quotebot.core.quotes import Quote
from quotebot.curation.codes import Code
from quotebot.curation.problems import Mark, Problem, printable, problem_at, quoted
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
            place = place_of(earlier, earlier.id_mark)
            message = f"the id {entry.id} is taken by the quote at {place}: choose another"
            yield problem_at(entry.path, entry.id_mark, Code.ID_TAKEN, message)


def same_texts(entries: Sequence[Entry]) -> Iterator[Problem]:
    """An error where one author, a warning where two, have a text of the same words."""
    for group in _alike(entries):
        first: dict[str, tuple[Entry, Quote]] = {}
        for entry in group:
            if (quote := entry.quote) is not None:
                earlier, its_quote = first.setdefault(_letters(quote.text), (entry, quote))
                if earlier is not entry:
                    yield from _same_words(earlier, its_quote, entry, quote)


def without_variant(quotes: Sequence[Entry], ids: Container[str]) -> Iterator[Problem]:
    """An error for each quote that is said to be a variant of itself, or of none that there is."""
    for entry in quotes:
        if entry.quote is None or (other := entry.quote.variant_of) is None:
            continue
        if other == entry.id or other not in ids:
            which = "itself" if other == entry.id else f"{other}, which is no quote"
            message = f"the quote {entry.id} is said to be a variant of {which}: correct it"
            yield problem_at(entry.path, entry.id_mark, Code.VARIANT_UNKNOWN, message)


def same_names(paths: Sequence[Path]) -> Iterator[Problem]:
    """An error for each file whose name, which stands for its source, another has already."""
    first: dict[str, Path] = {}
    for path in paths:
        earlier = first.setdefault(path.stem, path)
        if earlier is not path:
            place = printable(str(earlier))
            message = f"{place} has the same name: rename one of them"
            yield Problem(path, 1, 1, message, Code.FILE_NAME_TAKEN)


def same_words(one: str, other: str) -> bool:
    """Whether two texts are equal but for capitals, punctuation and white space."""
    return _letters(one) == _letters(other)


def are_variants(one: Quote, other: Quote) -> bool:
    """Whether a curator says that both are wanted though their words are nearly the same."""
    return (
        one.variant_of == other.id
        or other.variant_of == one.id
        or (one.variant_of is not None and one.variant_of == other.variant_of)
    )


def place_of(entry: Entry, mark: Mark) -> str:
    """The mark as a message names it."""
    return f"{printable(str(entry.path))}:{mark.line + 1}:{mark.column + 1}"


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


def _same_words(earlier: Entry, its_quote: Quote, entry: Entry, quote: Quote) -> Iterator[Problem]:
    place = place_of(earlier, earlier.text_mark)
    if its_quote.author == quote.author:
        message = f"these words are the quote {earlier.id} at {place} already: keep one"
        yield problem_at(entry.path, entry.text_mark, Code.SAME_WORDS, message)
    elif not are_variants(its_quote, quote):
        message = (
            f"these words are given to {quoted(its_quote.author)} at {place}: check who said them, "
            f"or write `variant_of: {earlier.id}` if both are right"
        )
        yield problem_at(entry.path, entry.text_mark, Code.OTHER_AUTHOR, message)


def _letters(text: str) -> str:
    return _NO_WORDS.sub("", text.lower())
