"""A ledger out of a backup has forgotten the last posts: none of them may come again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from quotebot.core.plans import DeliveryState
from quotebot.core.restoring import nothing_twice
from tests.core.daily_world import World
from tests.held_clock import START

NINE = START + timedelta(hours=1)


async def test_what_was_posted_since_the_backup_does_not_come_again() -> None:
    """The ledger of the first world is that of the backup; the platform knows of the post."""
    before, after = World(repeatable_for=timedelta(0)), World(repeatable_for=timedelta(0))
    for world in (before, after):
        await world.plan()
    after.platform = before.platform
    after.daily = replace(after.daily, posters=dict.fromkeys(after.daily.posters, before.platform))
    await before.run_until(NINE + timedelta(minutes=10))
    assert len(before.platform.posts) == 1
    after.clock.turn(timedelta(hours=1, minutes=10))

    assert await nothing_twice(after.ledger, after.clock.now()) == 1

    await after.run_until(NINE + timedelta(hours=12))
    assert len(after.platform.posts) == 1
    await after.run_until(NINE + timedelta(hours=25))
    assert len(after.platform.posts) == 2


async def test_without_it_the_post_would_come_twice() -> None:
    """What the test before this one would miss if platforms told equal posts apart."""
    before, after = World(repeatable_for=timedelta(0)), World(repeatable_for=timedelta(0))
    for world in (before, after):
        await world.plan()
    after.daily = replace(after.daily, posters=dict.fromkeys(after.daily.posters, before.platform))
    await before.run_until(NINE + timedelta(minutes=10))
    after.clock.turn(timedelta(hours=1, minutes=10))
    await after.step()
    assert len(before.platform.posts) == 2


@pytest.mark.parametrize("plans", [0, 3])
async def test_a_plan_that_is_not_due_stays_as_it_is(plans: int) -> None:
    world = World()
    kept = [await world.plan(f"C{number}") for number in range(plans)]
    assert await nothing_twice(world.ledger, world.clock.now()) == 0
    assert [await world.ledger.plan(plan.id) for plan in kept] == kept


async def test_what_waits_is_unknown_and_a_person_may_settle_it() -> None:
    world = World()
    plan = await world.plan()
    world.clock.turn(NINE - START)
    assert [ids async for ids in world.daily.tick()] == [[1]]

    assert await nothing_twice(world.ledger, world.clock.now()) == 1

    row = await world.ledger.latest_delivery(plan.id)
    assert row is not None
    assert row.state is DeliveryState.UNKNOWN
    assert row.reason is not None
    assert "restored from a backup" in row.reason
    assert row.first_try is None
    await world.run_until(NINE + timedelta(hours=3))
    assert world.platform.posts == []
    assert await world.ledger.settle(replace(row, state=DeliveryState.PLANNED))


async def test_what_was_being_sent_is_looked_for_and_not_sent_again() -> None:
    world = World(repeatable_for=timedelta(0))
    plan = await world.plan()
    world.clock.turn(NINE - START)
    assert [ids async for ids in world.daily.tick()] == [[1]]
    now = world.clock.now()
    claimed = await world.ledger.claim(1, now, now + timedelta(seconds=60))
    assert claimed is not None
    world.platform.posts.append((claimed.place, claimed.key, None, now))  # type: ignore[arg-type]  # only looked for

    assert await nothing_twice(world.ledger, now) == 0

    await world.run_until(NINE + timedelta(minutes=10))
    row = await world.ledger.latest_delivery(plan.id)
    assert row is not None
    assert row.state is DeliveryState.POSTED
    assert len(world.platform.posts) == 1
