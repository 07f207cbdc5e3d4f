"""The declared misattributions of all files together, and the quotes that are one of them."""

from collections.abc import Container, Iterator, Sequence

from quotebot.core.quotes import Misattribution, Quote
from quotebot.curation.codes import Code
from quotebot.curation.declarations import Declared
from quotebot.curation.people import Names
from quotebot.curation.problems import Problem, problem_at, quoted
from quotebot.curation.quote_file import Entry


def problems(declared: Sequence[Declared[Misattribution]]) -> Iterator[Problem]:
    """An error for each id that an earlier misattribution has."""
    first: dict[str, Declared[Misattribution]] = {}
    for each in declared:
        earlier = first.setdefault(each.item.id, each)
        if earlier is not each:
            message = (
                f"the id {each.item.id} is taken by the misattribution at {earlier.place('id')}: "
                "choose another"
            )
            yield each.problem(each.mark("id"), Code.ID_TAKEN, message)


def without_nearest(
    declared: Sequence[Declared[Misattribution]], ids: Container[str]
) -> Iterator[Problem]:
    """An error for each whose nearest quote is not in the library."""
    for each in declared:
        if each.item.nearest not in ids:
            message = f"there is no quote with the id {each.item.nearest}: correct it"
            yield each.problem(each.mark("nearest"), Code.NEAREST_UNKNOWN, message)


def found(
    declared: Declared[Misattribution], entry: Entry, quote: Quote, names: Names, *, same: bool
) -> Iterator[Problem]:
    """An error for a quote whose words are nearly, or if `same` exactly, a saying of these.

    None for the quote that the misattribution names as the nearest true one, unless it is the
    saying itself under the wrong name.
    """
    saying, place = declared.item, declared.place("sayings")
    wrong = any(names.same(quote.author, name) for name in saying.said_by)
    if saying.nearest == quote.id and not (wrong and same):
        return
    if wrong:
        message = (
            f"nobody has shown that {quoted(quote.author)} said these words ({saying.id} at {place}"
            "): remove the quote"
        )
    else:
        message = (
            f"these words go about under a wrong name ({saying.id} at {place}): "
            f"write `nearest: {quote.id}` there if this is what was really said, or remove it here"
        )
    yield problem_at(entry.path, entry.text_mark, Code.MISATTRIBUTED, message)
