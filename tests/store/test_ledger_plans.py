"""What every ledger promises of the plans that it keeps."""

import asyncio
from dataclasses import replace
from datetime import time, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan, PlanState
from quotebot.core.ports import Ledger
from quotebot.core.rotation import Memory
from quotebot.core.schedule import Schedule
from quotebot.store.storage import Storage
from tests.store.memories import DIRECT_MESSAGE, PLACE, SAME_CHANNEL_ON_SLACK
from tests.store.plans import (
    NOW,
    OTHER_CHANNEL,
    SERVER,
    TODAY,
    a_delivery,
    a_plan,
    added,
    instants,
    next_version,
    opened,
    words,
)

OTHER_SERVER = replace(PLACE, server="81384788765712385")

plans = st.builds(
    DailyPlan,
    place=st.builds(Place, st.sampled_from(Platform), words, words),
    schedule=st.builds(Schedule, st.times(), words, st.frozensets(st.integers(0, 6), min_size=1)),
    topics=st.lists(words, max_size=3).map(tuple),
    set_up_by=st.builds(Person, words, words),
    state=st.sampled_from(PlanState),
    next_at=st.none() | instants,
    skip=st.none() | st.dates(),
    reason=st.none() | words,
    told=st.booleans(),
    version=st.integers(1, 2**31 - 1),
)


@given(plan=plans)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_plan_comes_back_as_it_went(ledger: Ledger, plan: DailyPlan) -> None:
    kept = await added(ledger, plan)

    assert kept == replace(plan, id=kept.id)
    assert await ledger.plan(kept.id) == kept

    assert await ledger.remove_plan(kept.id)
    assert await ledger.plan(kept.id) is None


async def test_a_channel_has_one_plan_at_a_time_of_day(ledger: Ledger) -> None:
    kept = await added(ledger, a_plan())

    assert await ledger.add_plan(a_plan(topics=("progress",))) is None

    assert await ledger.plans_of(*SERVER) == [kept]
    await added(ledger, a_plan(at=time(8, 31)))
    await added(ledger, a_plan(OTHER_CHANNEL))
    await added(ledger, a_plan(SAME_CHANNEL_ON_SLACK))


async def test_of_many_who_set_up_the_same_plan_one_wins(ledger: Ledger) -> None:
    asked = [a_plan(topics=(str(n),)) for n in range(20)]

    kept = await asyncio.gather(*(ledger.add_plan(plan) for plan in asked))

    (winner,) = [plan for plan in kept if plan is not None]
    assert await ledger.plans_of(*SERVER) == [winner]


async def test_an_edit_is_kept_if_its_version_is_the_next(ledger: Ledger) -> None:
    kept = await added(ledger, a_plan())
    paused = next_version(kept, state=PlanState.PAUSED, next_at=None, skip=TODAY)

    assert await ledger.change_plan(paused)

    assert await ledger.plan(kept.id) == paused
    for version in (1, 2, 4):
        assert not await ledger.change_plan(replace(kept, version=version))
    assert await ledger.plan(kept.id) == paused


async def test_of_two_edits_at_once_one_is_refused(ledger: Ledger) -> None:
    kept = await added(ledger, a_plan())
    edits = [next_version(kept, topics=(str(n),)) for n in range(20)]

    won = await asyncio.gather(*(ledger.change_plan(edit) for edit in edits))

    assert sum(won) == 1
    assert await ledger.plan(kept.id) == edits[won.index(True)]


async def test_twenty_tasks_that_read_and_edit_lose_no_edit(ledger: Ledger) -> None:
    plan_id = (await added(ledger, a_plan(told=False))).id

    async def edit(task: int) -> None:
        for turn in range(10):
            is_kept = False
            while not is_kept:
                plan = await ledger.plan(plan_id)
                assert plan is not None
                topics = (*plan.topics, f"{task}/{turn}")
                is_kept = await ledger.change_plan(next_version(plan, topics=topics))

    await asyncio.gather(*(edit(task) for task in range(20)))

    plan = await ledger.plan(plan_id)
    assert plan is not None
    assert plan.version == 201
    assert set(plan.topics) == {f"{task}/{turn}" for task in range(20) for turn in range(10)}


async def test_an_edit_to_a_time_that_another_plan_has_is_refused(ledger: Ledger) -> None:
    await added(ledger, a_plan(at=time(9)))
    kept = await added(ledger, a_plan())
    moved = next_version(kept, schedule=replace(kept.schedule, time=time(9)))

    assert not await ledger.change_plan(moved)

    assert await ledger.plan(kept.id) == kept


async def test_a_plan_that_was_removed_cannot_be_edited(ledger: Ledger) -> None:
    kept = await added(ledger, a_plan())
    assert await ledger.remove_plan(kept.id)

    assert not await ledger.change_plan(next_version(kept))
    assert not await ledger.remove_plan(kept.id)
    assert await ledger.plan(kept.id) is None


async def test_an_id_is_never_given_again(ledger: Ledger) -> None:
    first = await added(ledger, a_plan())
    delivery = await opened(ledger, a_delivery(first))
    await ledger.remove_plan(first.id)

    second = await added(ledger, a_plan())

    assert second.id > first.id
    assert (await opened(ledger, a_delivery(second))).id > delivery.id


async def test_the_plans_of_a_server_come_in_the_order_in_which_they_were_added(
    ledger: Ledger,
) -> None:
    times = (time(9), time(7), time(23, 59, 59), time(8))
    kept = [await added(ledger, a_plan(at=at)) for at in times]
    elsewhere = await added(ledger, a_plan(OTHER_SERVER))
    await added(ledger, a_plan(SAME_CHANNEL_ON_SLACK))
    await ledger.change_plan(edited := next_version(kept[1], topics=("progress",)))

    assert await ledger.plans_of(*SERVER) == [kept[0], edited, *kept[2:]]
    assert await ledger.plans_of(PLACE.platform, OTHER_SERVER.server) == [elsewhere]
    assert await ledger.plans_of(PLACE.platform, "nowhere") == []


async def test_the_servers_with_a_plan_are_named_once_each(ledger: Ledger) -> None:
    for place in (PLACE, OTHER_CHANNEL, OTHER_SERVER, SAME_CHANNEL_ON_SLACK):
        await added(ledger, a_plan(place))

    assert await ledger.servers(Platform.DISCORD) == [PLACE.server, OTHER_SERVER.server]
    assert await ledger.servers(Platform.SLACK) == [PLACE.server]
    assert await ledger.servers(Platform.TERMINAL) == []


async def test_active_plans_whose_turn_has_come_are_due_the_longest_due_first(
    ledger: Ledger,
) -> None:
    minutes = (0, -2, 1, -1)
    made = [
        await added(ledger, a_plan(at=time(n), next_at=NOW + timedelta(minutes=minute)))
        for n, minute in enumerate(minutes)
    ]
    for n, state in enumerate((PlanState.PAUSED, PlanState.REFUSED), start=10):
        await added(ledger, a_plan(at=time(n), state=state, next_at=NOW))
    await added(ledger, a_plan(at=time(20), next_at=None))

    assert await ledger.due_plans(NOW, 100) == [made[1], made[3], made[0]]
    assert await ledger.due_plans(NOW, 2) == [made[1], made[3]]
    assert await ledger.due_plans(NOW - timedelta(microseconds=1), 100) == [made[1], made[3]]


async def test_refused_plans_are_untold_until_whoever_set_them_up_knows(ledger: Ledger) -> None:
    refused: dict[str, Any] = {
        "state": PlanState.REFUSED,
        "next_at": None,
        "reason": "the channel is gone",
    }
    untold = [await added(ledger, a_plan(at=time(n), told=False, **refused)) for n in (3, 1)]
    await added(ledger, a_plan(at=time(5), told=True, **refused))
    await added(ledger, a_plan(at=time(6), told=False))

    assert await ledger.untold_plans() == untold

    assert await ledger.change_plan(next_version(untold[0], told=True))
    assert await ledger.untold_plans() == untold[1:]


async def test_a_plan_is_removed_with_its_deliveries(ledger: Ledger) -> None:
    plan, other = await added(ledger, a_plan()), await added(ledger, a_plan(OTHER_CHANNEL))
    gone, stays = [await opened(ledger, a_delivery(of)) for of in (plan, other)]

    assert await ledger.remove_plan(plan.id)

    assert await ledger.delivery(plan.id, TODAY) is None
    assert await ledger.delivery_with_id(gone.id) is None
    assert await ledger.latest_delivery(plan.id) is None
    assert await ledger.open_deliveries(NOW, 0, 100) == [stays]


async def test_a_server_is_forgotten_with_all_that_was_kept_of_it(storage: Storage) -> None:
    ledger, store = storage.ledger, storage.store
    here = (PLACE, OTHER_CHANNEL)
    elsewhere = (OTHER_SERVER, SAME_CHANNEL_ON_SLACK, DIRECT_MESSAGE)
    made = {}
    for place in (*here, *elsewhere):
        plan = await added(ledger, a_plan(place))
        made[place] = await opened(ledger, a_delivery(plan))
        await store.remember(place, Memory(1, ("a",)))
        await ledger.quote_of_the_day(place, TODAY, "a")

    assert await ledger.forget_server(*SERVER) == 2

    assert await ledger.plans_of(*SERVER) == []
    assert await ledger.forget_server(*SERVER) == 0
    for place in here:
        assert await ledger.delivery_with_id(made[place].id) is None
        assert await store.recall(place) == Memory()
        assert await ledger.quote_of_the_day(place, TODAY, "b") == "b"
    for place in elsewhere:
        assert await ledger.delivery_with_id(made[place].id) == made[place]
        assert await store.recall(place) == Memory(1, ("a",))
        assert await ledger.quote_of_the_day(place, TODAY, "b") == "a"


async def test_a_server_that_is_forgotten_while_it_is_used_starts_afresh(storage: Storage) -> None:
    await storage.store.remember(PLACE, Memory(1, ("a",)))
    await storage.ledger.forget_server(*SERVER)

    assert not await storage.store.remember(PLACE, Memory(2, ("a", "b")))
    assert await storage.store.remember(PLACE, Memory(1, ("c",)))
    assert await storage.store.recall(PLACE) == Memory(1, ("c",))


async def test_the_quote_of_a_date_is_chosen_once_for_a_server_or_a_direct_message(
    ledger: Ledger,
) -> None:
    other_dm = replace(DIRECT_MESSAGE, channel="D024BE91M")
    tomorrow = TODAY + timedelta(days=1)
    chosen = [
        (PLACE, TODAY, "a"),
        (PLACE, tomorrow, "b"),
        (OTHER_SERVER, TODAY, "c"),
        (SAME_CHANNEL_ON_SLACK, TODAY, "d"),
        (DIRECT_MESSAGE, TODAY, "e"),
        (other_dm, TODAY, "f"),
    ]
    for place, day, quote_id in chosen:
        assert await ledger.quote_of_the_day(place, day, quote_id) == quote_id

    for place, day, quote_id in [*chosen, (OTHER_CHANNEL, TODAY, "a")]:
        assert await ledger.quote_of_the_day(place, day, "late") == quote_id


async def test_of_many_who_choose_the_quote_of_a_date_all_get_the_same(ledger: Ledger) -> None:
    asked = [ledger.quote_of_the_day(PLACE, TODAY, str(n)) for n in range(20)]

    assert len(set(await asyncio.gather(*asked))) == 1
