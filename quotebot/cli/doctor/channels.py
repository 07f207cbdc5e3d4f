"""Looks at the channels in which daily quotes are to come, on either platform."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from quotebot.cli.doctor.case import Case
from quotebot.cli.doctor.findings import Finding, Status, ok, skipped
from quotebot.core.errors import OperatorError
from quotebot.core.messages import Place, Platform
from quotebot.core.plans import PlanState

_MOST: Final = 20  # channels; each takes some requests
_AT_ONCE: Final = 4


class Judged(NamedTuple):
    """What is wrong with a channel, after "the channel 123", and what to do.

    `works` is whether daily quotes come all the same.
    """

    wrong: str
    fix: str
    other_fix: str = ""
    works: bool = False


async def judged(
    case: Case, platform: Platform, look: Callable[[Place], Awaitable[Judged | None]]
) -> Finding:
    """Of the channels of active plans; `look` says what is wrong with one, or None."""
    try:
        plans = await case.plans()
    except OperatorError:
        return skipped("which channels have a daily quote cannot be read from the database")
    active = [plan.place for plan, _ in plans if plan.state is PlanState.ACTIVE]
    places = list(dict.fromkeys(place for place in active if place.platform is platform))
    if not places:
        return skipped("no daily quote is set up there")
    turn = asyncio.Semaphore(_AT_ONCE)

    async def looked(place: Place) -> tuple[Place, Judged | None]:
        async with turn:
            return place, await look(place)

    found = await asyncio.gather(*map(looked, places[:_MOST]))
    return _finding(found, len(places))


def _finding(found: list[tuple[Place, Judged | None]], count: int) -> Finding:
    wrong = [(place, problem) for place, problem in found if problem is not None]
    of = f"{len(found)} of {count}" if count > len(found) else str(count)
    if not wrong:
        return ok(f"{of} channels with a daily quote, and it can be posted in each")
    told = "; ".join(f"the channel {place.channel} {problem.wrong}" for place, problem in wrong)
    fixes = dict.fromkeys(
        fix for _, problem in wrong for fix in (problem.fix, problem.other_fix) if fix
    )
    status = Status.WARNING if all(each.works for _, each in wrong) else Status.FAILED
    return Finding(status, f"{told} ({of} looked at)", tuple(fixes))
