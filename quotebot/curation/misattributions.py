"""The declared misattributions of all files together, each under an id of its own."""

from collections.abc import Container, Iterator, Sequence

from quotebot.core.quotes import Misattribution
from quotebot.curation.codes import Code
from quotebot.curation.declarations import Declared
from quotebot.curation.problems import Problem


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
