"""The daily round: once a day, in time or not at all, whatever happens."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from quotebot.core.daily import BATCH
from quotebot.core.library import library_of
from quotebot.core.messages import Place, Platform
from quotebot.core.plans import DeliveryState, Gone, Later, PlanState
from tests.anthologies import numbered
from tests.core.daily_world import START, UNCLEAR, Killed, World
from tests.replies import card

NINE = datetime(2026, 5, 4, 9, tzinfo=UTC)
A_DAY = timedelta(days=1)


async def states(world: World, plan_id: int, days: int) -> list[str | None]:
    found = [await world.ledger.delivery(plan_id, date(2026, 5, 4 + i)) for i in range(days)]
    return [None if row is None else row.state.value for row in found]


async def test_a_quote_comes_at_its_time_and_once() -> None:
    world = World()
    plan = await world.plan()
    await world.run_until(NINE - timedelta(seconds=30))
    assert world.platform.posts == []
    await world.run_until(NINE + timedelta(hours=5))
    ((place, _, shown, at),) = world.platform.posts
    assert (place, at) == (plan.place, NINE)
    assert shown.explanation is not None
    assert "set up by Ada" in shown.explanation


async def test_it_comes_every_day_and_never_repeats_before_all_were_shown() -> None:
    world = World(anthology=numbered(7))
    await world.plan()
    await world.run_until(NINE + 13 * A_DAY, timedelta(hours=1))
    shown = [post.quote.id for _, _, post, _ in world.platform.posts]
    assert len(shown) == 14
    assert len(set(shown[:7])) == len(set(shown[7:])) == 7


async def test_a_plan_keeps_its_place_when_the_library_is_replaced() -> None:
    world = World(anthology=numbered(7))
    await world.plan(topics=("progress",))
    await world.run_until(NINE + 3 * A_DAY, timedelta(hours=1))
    world.shelf.library = library_of(numbered(9))
    await world.run_until(NINE + 8 * A_DAY, timedelta(hours=1))
    shown = [post.quote.id for _, _, post, _ in world.platform.posts]
    assert len(shown) == len(set(shown)) == 9


async def test_the_first_are_handed_over_before_the_others_are_opened() -> None:
    world = World()
    for number in range(BATCH + 1):
        await world.plan(f"C{number}")
    world.clock.turn(NINE - START)
    pages = world.daily.tick()
    first = await anext(pages)
    assert len(first) == BATCH
    assert len(await world.ledger.open_deliveries(NINE, 0, 2 * BATCH)) == BATCH
    assert [len(page) async for page in pages] == [1]


async def test_two_processes_post_once() -> None:
    world = World()
    await world.plan()
    other = world.process(numbered(40))
    world.clock.turn(NINE - START)
    await world.step()
    await world.step(other)
    assert len(world.platform.posts) == 1


async def test_after_a_short_outage_it_comes_late_and_once() -> None:
    world = World()
    plan = await world.plan()
    world.clock.turn(NINE + timedelta(hours=1, minutes=59) - START)
    await world.step()
    await world.step()
    assert len(world.platform.posts) == 1
    assert await states(world, plan.id, 1) == ["posted"]


async def test_after_a_long_outage_nothing_is_made_up_for() -> None:
    world = World()
    plan = await world.plan()
    world.clock.turn(3 * A_DAY + timedelta(hours=4))
    await world.step()
    assert world.platform.posts == []
    assert await states(world, plan.id, 4) == [None, None, None, "missed"]
    await world.run_until(NINE + 4 * A_DAY, timedelta(minutes=10))
    assert len(world.platform.posts) == 1


async def test_a_clock_that_jumps_back_posts_nothing_twice() -> None:
    world = World()
    await world.plan()
    await world.run_until(NINE)
    world.clock.turn(-timedelta(hours=2))
    await world.run_until(NINE + timedelta(hours=2))
    assert len(world.platform.posts) == 1


@pytest.mark.parametrize("applied", [True, False])
async def test_an_unclear_post_is_tried_again_and_stands_once(applied: bool) -> None:
    world = World()
    plan = await world.plan()
    world.platform.next_outcomes = [(UNCLEAR, applied)]
    await world.run_until(NINE + timedelta(minutes=10))
    assert len(world.platform.posts) == 1
    assert await states(world, plan.id, 1) == ["posted"]


@pytest.mark.parametrize("applied", [True, False])
async def test_the_quote_of_a_second_try_is_that_of_the_first(applied: bool) -> None:
    world = World()
    plan = await world.plan()
    world.platform.next_outcomes = [(UNCLEAR, applied)]
    await world.run_until(NINE)
    first = await world.ledger.delivery(plan.id, NINE.date())
    await world.run_until(NINE + timedelta(minutes=10))
    assert first is not None
    assert world.platform.posts[0][2].quote.id == first.quote_id


@pytest.mark.parametrize("applied", [True, False])
@pytest.mark.parametrize("away", [timedelta(seconds=90), timedelta(minutes=30)])
async def test_a_process_killed_while_it_posts_loses_and_doubles_nothing(
    applied: bool, away: timedelta
) -> None:
    """Restarted before and after Discord has forgotten the nonce."""
    world = World()
    plan = await world.plan()
    world.platform.next_outcomes = [(None, False)] if not applied else []
    if applied:
        world.clock.turn(NINE - START)
        ((delivery_id,),) = [page async for page in world.daily.tick()]
        delivery = await world.ledger.claim(delivery_id, NINE, NINE + timedelta(seconds=60))
        assert delivery is not None
        quote = world.daily.shelf.library.anthology.quotes[delivery.quote_id or ""]
        from_before = (plan.place, delivery.key, card(quote), NINE)
        world.platform.posts.append(from_before)
    else:
        with pytest.raises(Killed):
            await world.run_until(NINE)
    world.clock.turn(away)
    await world.run_until(world.clock.now() + timedelta(minutes=5))
    assert len(world.platform.posts) == 1
    assert await states(world, plan.id, 1) == ["posted"]


async def test_where_nothing_can_be_read_back_an_unclear_post_stays_unknown() -> None:
    world = World(repeatable_for=timedelta(0), readable=False)
    plan = await world.plan()
    world.platform.next_outcomes = [(UNCLEAR, True)]
    await world.run_until(NINE + timedelta(hours=3))
    assert len(world.platform.posts) == 1
    assert await states(world, plan.id, 1) == ["unknown"]


async def test_where_it_can_be_read_back_it_is_found_or_posted() -> None:
    for applied in (True, False):
        world = World(repeatable_for=timedelta(0))
        plan = await world.plan()
        world.platform.next_outcomes = [(UNCLEAR, applied)]
        await world.run_until(NINE + timedelta(minutes=5))
        assert len(world.platform.posts) == 1
        assert await states(world, plan.id, 1) == ["posted"]


async def test_a_refusal_stops_the_plan_and_says_why() -> None:
    world = World()
    plan = await world.plan()
    world.platform.next_outcomes = [(Gone("the channel is gone"), False)]
    await world.run_until(NINE + 3 * A_DAY, timedelta(hours=1))
    kept = await world.ledger.plan(plan.id)
    assert kept is not None
    assert (kept.state, kept.reason, kept.told) == (PlanState.REFUSED, "the channel is gone", False)
    assert world.platform.posts == []
    assert await states(world, plan.id, 2) == ["failed", None]


async def test_a_wait_that_the_platform_asks_for_is_kept() -> None:
    world = World()
    await world.plan()
    world.platform.next_outcomes = [(Later(600, "rate limited"), False)]
    await world.run_until(NINE + timedelta(minutes=9))
    assert world.platform.posts == []
    await world.run_until(NINE + timedelta(minutes=11))
    assert len(world.platform.posts) == 1


async def test_a_wait_beyond_the_time_of_grace_ends_it() -> None:
    world = World()
    plan = await world.plan()
    world.platform.next_outcomes = [(Later(10**9, "rate limited"), False)]
    await world.run_until(NINE + timedelta(hours=3), timedelta(minutes=5))
    assert world.platform.posts == []
    assert await states(world, plan.id, 1) == ["failed"]


async def test_a_reserved_quote_is_the_one_that_comes() -> None:
    world = World()
    plan = await world.plan()
    reserved = await world.daily.reserve(plan)
    again = await world.daily.reserve(plan)
    assert reserved is not None
    assert again is not None
    assert reserved.quote_id == again.quote_id
    await world.run_until(NINE)
    assert world.platform.posts[0][2].quote.id == reserved.quote_id


async def test_a_day_that_is_to_be_skipped_is_skipped_and_no_other() -> None:
    world = World()
    plan = await world.plan()
    assert await world.ledger.change_plan(replace(plan, skip=NINE.date(), version=2))
    await world.run_until(NINE + A_DAY, timedelta(minutes=30))
    assert await states(world, plan.id, 2) == ["skipped", "posted"]


async def test_a_plan_with_topics_stays_with_them() -> None:
    world = World()
    await world.plan(topics=("no-such-topic", "progress"))
    await world.run_until(NINE)
    assert world.platform.posts[0][2].topic == "progress"


async def test_a_plan_of_a_platform_that_is_not_here_is_left_to_others() -> None:
    world = World()
    here = await world.plan()
    elsewhere = replace(here, place=Place(Platform.SLACK, "T1", "C1"))
    kept = await world.ledger.add_plan(elsewhere)
    assert kept is not None
    await world.run_until(NINE + timedelta(minutes=1))
    row = await world.ledger.delivery(kept.id, NINE.date())
    assert row is not None
    assert row.state is DeliveryState.PLANNED
