"""Words that demean people or are for adults only, known by their digests.

Whoever reads the project need not read them; `digest` tells what to add to the list.
"""

from collections.abc import Collection, Iterator, Sequence
from hashlib import blake2b
from importlib.resources import files

from quotebot.curation.characters import unaccented
from quotebot.curation.codes import Code
from quotebot.curation.likeness import words_of
from quotebot.curation.problems import Problem, problem_at
from quotebot.curation.quote_file import Entry

_LIST = "content_digests.txt"


def problems(entries: Sequence[Entry], words: Collection[str]) -> Iterator[Problem]:
    """A warning at each quote that holds such a word; `words` are those of all quotes."""
    listed = frozenset(files("quotebot.curation").joinpath(_LIST).read_text("ascii").split())
    found = {word for word in words if digest(word) in listed or digest(_singular(word)) in listed}
    if not found:
        return
    for entry in entries:
        if entry.quote is None:
            continue
        for number, word in enumerate(words_of(entry.quote.text), 1):
            if word in found:
                message = (
                    f"word {number} ({word[0]}…) may demean people or be for adults only: "
                    "a reviewer decides whether the quote may stand"
                )
                yield problem_at(entry.path, entry.text_mark, Code.CONTENT, message)


def digest(word: str) -> str:
    """What stands for the word in the list, however it is capitalised or accented."""
    plain = unaccented(word.casefold())
    return blake2b(plain.encode(errors="replace"), digest_size=8).hexdigest()


def _singular(word: str) -> str:
    return word.removesuffix("s")
