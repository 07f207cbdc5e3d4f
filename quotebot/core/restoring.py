"""What a ledger must forget when it comes out of a backup, so that nothing is posted twice."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from quotebot.core.daily_wording import RESTORED
from quotebot.core.plans import DeliveryState
from quotebot.core.ports import Ledger
from quotebot.core.schedule import next_occurrence

_ALL_TIME: Final = timedelta(days=3650)
_PAGE: Final = 500


async def nothing_twice(ledger: Ledger, now: datetime) -> int:
    """How many daily quotes the backup says are due: what came of them since it does not know.

    Those that were due before `now` are left out, and those that waited to be posted are said to
    be unknown. What was being posted stays: the bot looks in the channel before it tries again.
    """
    return await _turns_left_out(ledger, now) + await _waiting_left_out(ledger, now)


async def _turns_left_out(ledger: Ledger, now: datetime) -> int:
    count = 0
    while plans := await ledger.due_plans(now, _PAGE):
        moved = 0
        for plan in plans:
            later = next_occurrence(plan.schedule, now).at
            after = replace(plan, next_at=later, version=plan.version + 1)
            moved += await ledger.change_plan(after)
        if not moved:
            break
        count += moved
    return count


async def _waiting_left_out(ledger: Ledger, now: datetime) -> int:
    count, last = 0, 0
    later = now + _ALL_TIME
    while waiting := await ledger.open_deliveries(later, last, _PAGE):
        last = waiting[-1].id
        for delivery in waiting:
            if delivery.state is DeliveryState.PLANNED:
                claimed = await ledger.claim(delivery.id, later, later)
                if claimed is not None:
                    await ledger.record(
                        replace(
                            delivery,
                            attempts=claimed.attempts,
                            state=DeliveryState.UNKNOWN,
                            reason=RESTORED,
                        )
                    )
                    count += 1
    return count
