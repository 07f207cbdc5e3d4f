"""Checks of the daily quotes: what comes next, what came last, and what nobody knows."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from quotebot.cli.daily_plans import PlanAndLast
from quotebot.cli.doctor.case import Case
from quotebot.cli.doctor.findings import Finding, failed, ok, skipped, warning
from quotebot.cli.turns import Turn, coming_turns
from quotebot.core.plans import DailyPlan, DeliveryState, PlanState

_A_DAY: Final = timedelta(days=1)
_MOST: Final = 5
_AMISS: Final = frozenset({DeliveryState.FAILED, DeliveryState.MISSED})


async def coming(case: Case, plans: Sequence[PlanAndLast]) -> Finding:
    until = case.now + _A_DAY
    turns = [(plan, turn) for plan, _ in plans for turn in coming_turns(plan, case.now, until)]
    turns.sort(key=lambda each: (each[1].utc, each[0].id))
    if not turns:
        return ok("none within a day")
    told = [_told(plan, turn) for plan, turn in turns[:_MOST]]
    more = f"; and {len(turns) - _MOST} more" if len(turns) > _MOST else ""
    return ok(f"{len(turns)} within a day: {'; '.join(told)}{more}")


def _told(plan: DailyPlan, turn: Turn) -> str:
    notes = f", {turn.notes}" if turn.notes else ""
    return f"daily quote {plan.id} at {turn.local} ({turn.utc} UTC{notes})"


async def refused(_: Case, plans: Sequence[PlanAndLast]) -> Finding:
    wrong = [plan for plan, _ in plans if plan.state is PlanState.REFUSED]
    if not wrong:
        return ok("no daily quote is held back by its platform")
    told = "; ".join(f"daily quote {plan.id}: {plan.reason or 'refused'}" for plan in wrong[:_MOST])
    more = f"; and {len(wrong) - _MOST} more" if len(wrong) > _MOST else ""
    return failed(
        f"{told}{more}",
        "put the channel right, then /daily resume (Discord) or /quote daily resume (Slack)",
        "remove the daily quote, or set it up in another channel",
    )


async def last_posts(_: Case, plans: Sequence[PlanAndLast]) -> Finding:
    last = [(plan, delivery) for plan, delivery in plans if delivery is not None]
    amiss = [(plan, delivery) for plan, delivery in last if delivery.state in _AMISS]
    if not last:
        return skipped("nothing was due yet")
    if amiss:
        told = "; ".join(
            f"daily quote {plan.id} was {delivery.state} on {delivery.day}"
            f"{f' ({delivery.reason})' if delivery.reason else ''}"
            for plan, delivery in amiss[:_MOST]
        )
        return warning(
            told,
            "look in the bot's log of that day; the next comes at its time",
            "if the bot was stopped for long, QUOTEBOT_DAILY_GRACE_MINUTES lets one come later",
        )
    return ok(f"the last of each of {len(last)} daily quotes went as it should")


async def unclear(_: Case, plans: Sequence[PlanAndLast]) -> Finding:
    """Posts of which no answer came: only a person can see whether they are there."""
    doubtful = [
        (plan, delivery)
        for plan, delivery in plans
        if delivery is not None and delivery.state is DeliveryState.UNKNOWN
    ]
    if not doubtful:
        return ok("none")
    told = "; ".join(
        f"daily quote {plan.id} of {delivery.day} may have been posted or not"
        for plan, delivery in doubtful[:_MOST]
    )
    return warning(
        told,
        "look in the channel; if it is not there, press Send now under /daily status (Discord) or"
        " /quote daily status (Slack)",
    )
