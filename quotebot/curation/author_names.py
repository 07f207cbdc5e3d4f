"""Names that look like two spellings of one: accents, initials, capitals, a letter."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from quotebot.curation.characters import unaccented
from quotebot.curation.checking import place_of
from quotebot.curation.codes import Code
from quotebot.curation.problems import Problem, problem_at, quoted
from quotebot.curation.quote_file import Entry

_SHORTEST: Final = 8  # letters of a name in which one letter may be a slip of the pen


class Spellings:
    """Names that were added, to find the one that another may be a spelling of."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._first: dict[str, str] = {}
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        for key in _keys(name):
            self._first.setdefault(key, name)

    def near(self, name: str) -> str | None:
        """The first name that is spelt nearly like this one, or like it."""
        return next((self._first[key] for key in _keys(name) if key in self._first), None)


def spelt_in_two_ways(entries: Sequence[Entry]) -> Iterator[Problem]:
    """A warning at the first quote of each author whose name is nearly that of an earlier one."""
    spellings = Spellings()
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.quote is None or (author := entry.quote.author) in first:
            continue
        if (near := spellings.near(author)) is not None:
            place = place_of(first[near], first[near].id_mark)
            message = f"is {quoted(author)} the {quoted(near)} of {place}? Write one name for both"
            yield problem_at(entry.path, entry.id_mark, Code.AUTHOR_SPELLING, message)
        spellings.add(author)
        first[author] = entry


def _keys(name: str) -> Iterator[str]:
    """The name without what is spelt in different ways, and with each of its letters left out."""
    spelt = unaccented(name.casefold())
    words = "".join(letter if letter.isalnum() else " " for letter in spelt).split()
    long = [word for word in words if len(word) > 1]  # not the initials
    key = "".join(long if len(long) > 1 else words)
    yield key
    if len(key) >= _SHORTEST:
        yield from (f"{key[:left]}*{key[left + 1 :]}" for left in range(len(key)))
        yield from (f"{key[:left]}*{key[left:]}" for left in range(len(key) + 1))
