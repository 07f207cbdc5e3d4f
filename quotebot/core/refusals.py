"""Who has still to be told that the daily quote they set up was stopped by the platform."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from quotebot.core import daily_wording
from quotebot.core.messages import Notice, Platform, Request
from quotebot.core.plans import DailyPlan

_Who = tuple[Platform, str, str]  # platform, server, person


class Plans(Protocol):
    """What is needed of the ledger."""

    async def untold_plans(self) -> Sequence[DailyPlan]: ...

    async def change_plan(self, plan: DailyPlan) -> bool: ...


class Refusals:
    """Known in memory, so that nobody's command has to wait for the database because of them."""

    def __init__(self, ledger: Plans) -> None:
        self._ledger = ledger
        self._untold: dict[_Who, DailyPlan] = {}

    async def refresh(self) -> None:
        """Read again who is to be told."""
        plans = await self._ledger.untold_plans()
        self._untold = {_who(plan): plan for plan in plans}

    async def news_for(self, request: Request) -> Notice | None:
        """What to tell the person now, once; None in all but few cases."""
        who = (request.place.platform, request.place.server, request.person.id)
        plan = self._untold.pop(who, None)
        if plan is None:
            return None
        told = replace(plan, told=True, version=plan.version + 1)
        if not await self._ledger.change_plan(told):
            return None  # it was changed meanwhile: the next refresh knows
        return Notice(daily_wording.told_of_refusal(plan))


def _who(plan: DailyPlan) -> _Who:
    return plan.place.platform, plan.place.server, plan.set_up_by.id
