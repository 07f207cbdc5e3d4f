"""Daily plans by the thousand, written at once."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from quotebot.core.messages import Person, Place
from quotebot.core.plans import DailyPlan
from quotebot.core.schedule import Schedule
from quotebot.store.ledger_rows import plan_values
from quotebot.store.ledger_statements import ADD_PLAN
from quotebot.store.opening import open_sqlite


async def write_plans(database: Path, places: Iterable[Place], due: datetime) -> None:
    """A plan for each place, every day at that moment, in one transaction."""
    schedule = Schedule(due.time(), "UTC")
    opened = await open_sqlite(database)
    async with opened.transaction() as ask:
        for place in places:
            plan = DailyPlan(place=place, schedule=schedule, set_up_by=Person("1"), next_at=due)
            await ask(ADD_PLAN, plan_values(plan))
    await opened.close()
