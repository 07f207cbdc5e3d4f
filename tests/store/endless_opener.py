"""Run as a program by test_killed.py: opens delivery after delivery, and says so each time."""

import asyncio
import sys
from dataclasses import replace

from quotebot.core.plans import Opening
from quotebot.store.opening import open_storage
from tests.store.memories import PLACE, after
from tests.store.plans import SERVER, a_delivery, a_plan, day_after


async def open_for_ever(url: str) -> None:
    storage = await open_storage(url)
    ledger = storage.ledger
    if not await ledger.plans_of(*SERVER):
        await ledger.add_plan(a_plan(PLACE))
    while True:
        (plan,) = await ledger.plans_of(*SERVER)
        memory = await storage.store.recall(PLACE)
        remembered = after(memory, f"quote {memory.revision + 1}")
        delivery = a_delivery(plan, day_after(memory.revision), quote_id=remembered.recent[-1])
        next_version = replace(plan, version=plan.version + 1)
        opening, _ = await ledger.open_delivery(delivery, next_version, remembered)
        if opening is Opening.OPENED:
            sys.stdout.write(f"{remembered.revision}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(open_for_ever(sys.argv[1]))
