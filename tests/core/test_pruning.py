"""The oldest deliveries go, a page now and then, while the daily round goes on."""

import asyncio
from datetime import date, timedelta
from random import Random

from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.daily_loop import PRUNE, DailyLoop
from quotebot.core.messages import Platform
from quotebot.core.pruning import KEPT, PAGE, Pruning
from quotebot.core.refusals import Refusals
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.anthologies import numbered, shelf_of
from tests.core.daily_world import World
from tests.held_clock import START, HeldClock


async def test_after_the_time_that_deliveries_are_kept_they_are_gone_and_the_plan_goes_on() -> None:
    world = World()
    plan = await world.plan()
    await world.run_until(START + timedelta(days=2))
    posted = len(world.platform.posts)
    first = world.platform.posts[0][-1].date()
    world.clock.turn(KEPT)
    await world.run_until(world.clock.now() + timedelta(days=1))

    await Pruning(world.ledger, world.clock).step()

    assert await world.ledger.delivery(plan.id, first) is None
    assert await world.ledger.latest_posted(plan.place) is not None
    await world.run_until(world.clock.now() + timedelta(days=1))
    assert len(world.platform.posts) > posted


async def test_it_goes_on_where_it_was_and_then_anew() -> None:
    asked: list[tuple[str, int]] = []

    class Asked(InMemoryLedger):
        async def prune(self, before: date, after_id: int, limit: int) -> int | None:
            asked.append(("deliveries", after_id))
            return 7 if after_id == 0 else None

        async def prune_quotes_of_the_day(self, before: date, limit: int) -> int:
            asked.append(("quotes", limit))
            return 0

    world = World()
    pruning = Pruning(Asked(world.store), world.clock)
    for _ in range(3):
        await pruning.step()
    assert asked == [("deliveries", 0), ("quotes", PAGE), ("deliveries", 7), ("deliveries", 0)]


async def test_the_daily_loop_prunes_now_and_then() -> None:
    clock = HeldClock()
    world = World()
    old = await world.plan()
    await world.run_until(START + timedelta(days=2))
    day = world.platform.posts[0][-1].date()
    clock.turn((KEPT + timedelta(days=3)).total_seconds())
    daily = DailyRound(
        shelf_of(numbered(3)),
        world.ledger,
        world.store,
        {Platform.DISCORD: world.platform},
        clock,
        Random(1),
    )
    loop = DailyLoop(daily, InProcessCarrier(), clock, Refusals(world.ledger))
    running = asyncio.create_task(loop.run())
    await clock.pass_by(PRUNE + 5)
    running.cancel()
    await asyncio.wait({running})
    assert await world.ledger.delivery(old.id, day) is None
