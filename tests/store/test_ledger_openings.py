"""What every ledger promises of opening a delivery: all three of its parts are kept, or none."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from quotebot.core.plans import Delivery, DeliveryState, Opening
from quotebot.core.rotation import Memory
from quotebot.store.storage import Storage
from tests.store.memories import PLACE, after, show
from tests.store.plans import (
    LEASE,
    NOW,
    OTHER_CHANNEL,
    TODAY,
    a_delivery,
    a_plan,
    added,
    day_after,
    next_version,
    opened,
)

OTHER_STATES = sorted({*DeliveryState} - {DeliveryState.RESERVED})


async def test_an_opening_keeps_the_delivery_the_plan_and_the_memory(storage: Storage) -> None:
    await show(storage.store, PLACE, "a")
    plan = await added(storage.ledger, a_plan())
    turned = next_version(plan, next_at=NOW + timedelta(days=1))
    memory = after(await storage.store.recall(PLACE), "b")

    opening, kept = await storage.ledger.open_delivery(a_delivery(plan), turned, memory)

    assert opening is Opening.OPENED
    assert kept == await storage.ledger.delivery(plan.id, TODAY)
    assert await storage.ledger.plan(plan.id) == turned
    assert await storage.store.recall(PLACE) == memory
    assert await storage.store.remember(PLACE, after(memory, "c"))


async def test_an_opening_may_leave_the_plan_and_the_memory_alone(storage: Storage) -> None:
    await show(storage.store, PLACE, "a")
    plan = await added(storage.ledger, a_plan())

    await opened(storage.ledger, a_delivery(plan, state=DeliveryState.RESERVED))

    assert await storage.ledger.plan(plan.id) == plan
    assert await storage.store.recall(PLACE) == Memory(1, ("a",))


@pytest.mark.parametrize("asked", DeliveryState)
async def test_a_reserved_quote_is_the_one_that_is_opened(
    storage: Storage, asked: DeliveryState
) -> None:
    ledger = storage.ledger
    plan = await added(ledger, a_plan())
    reserved = await opened(
        ledger,
        a_delivery(plan, state=DeliveryState.RESERVED, quote_id="first", topic="progress"),
    )
    second = a_delivery(plan, state=asked, quote_id="second", due_at=NOW + LEASE)

    opening, kept = await ledger.open_delivery(second, next_version(plan), Memory(1, ("second",)))

    assert opening is Opening.OPENED
    assert kept == replace(second, id=reserved.id, quote_id="first", topic="progress")
    assert await ledger.delivery(plan.id, TODAY) == kept
    assert await ledger.plan(plan.id) == next_version(plan)
    assert await storage.store.recall(PLACE) == Memory()


@pytest.mark.parametrize("there", OTHER_STATES)
async def test_a_date_that_is_taken_stays_as_it_is_and_the_plan_goes_on(
    storage: Storage, there: DeliveryState
) -> None:
    ledger = storage.ledger
    plan = await added(ledger, a_plan())
    first = await opened(ledger, a_delivery(plan, state=there))
    again = a_delivery(plan, quote_id="another", key="another")

    opening, kept = await ledger.open_delivery(again, next_version(plan), Memory(1, ("another",)))

    assert (opening, kept) == (Opening.TAKEN, first)
    assert await ledger.delivery(plan.id, TODAY) == first
    assert await ledger.plan(plan.id) == next_version(plan)
    assert await storage.store.recall(PLACE) == Memory()


@pytest.mark.parametrize("version", [1, 3])
@pytest.mark.parametrize("is_taken", [False, True])
async def test_an_opening_on_a_plan_that_was_edited_changes_nothing(
    storage: Storage, version: int, is_taken: bool
) -> None:
    ledger = storage.ledger
    plan = await added(ledger, a_plan())
    before = await opened(ledger, a_delivery(plan)) if is_taken else None
    stale = replace(plan, version=version, topics=("stale",))

    answer = await ledger.open_delivery(a_delivery(plan, key="stale"), stale, Memory(1, ("a",)))

    assert answer == (Opening.STALE, None)
    assert await ledger.delivery(plan.id, TODAY) == before
    assert await ledger.plan(plan.id) == plan
    assert await storage.store.recall(PLACE) == Memory()


@pytest.mark.parametrize("revision", [1, 3])
async def test_an_opening_on_a_memory_that_was_changed_changes_nothing(
    storage: Storage, revision: int
) -> None:
    ledger = storage.ledger
    await show(storage.store, PLACE, "a")
    plan = await added(ledger, a_plan())
    stale = Memory(revision, ("stale",))

    answer = await ledger.open_delivery(a_delivery(plan), next_version(plan), stale)

    assert answer == (Opening.STALE, None)
    assert await ledger.delivery(plan.id, TODAY) is None
    assert await ledger.plan(plan.id) == plan
    assert await storage.store.recall(PLACE) == Memory(1, ("a",))


async def test_an_opening_for_a_plan_that_was_removed_changes_nothing(storage: Storage) -> None:
    plan = await added(storage.ledger, a_plan())
    await storage.ledger.remove_plan(plan.id)

    for turned in (None, next_version(plan)):
        answer = await storage.ledger.open_delivery(a_delivery(plan), turned, Memory(1, ("a",)))

        assert answer == (Opening.STALE, None)
        assert await storage.ledger.delivery(plan.id, TODAY) is None
        assert await storage.store.recall(PLACE) == Memory()


async def test_an_opening_that_would_put_two_plans_at_one_time_changes_nothing(
    storage: Storage,
) -> None:
    ledger = storage.ledger
    other = await added(ledger, a_plan(OTHER_CHANNEL))
    plan = await added(ledger, a_plan())
    moved = next_version(plan, place=other.place)

    answer = await ledger.open_delivery(a_delivery(plan), moved, Memory(1, ("a",)))

    assert answer == (Opening.STALE, None)
    assert await ledger.plan(plan.id) == plan
    assert await ledger.delivery(plan.id, TODAY) is None
    assert await storage.store.recall(PLACE) == Memory()


async def test_of_many_who_open_a_date_one_wins_and_one_quote_is_used_up(
    storage: Storage,
) -> None:
    ledger = storage.ledger
    plan = await added(ledger, a_plan())

    async def open_with(quote_id: str) -> tuple[Opening, Delivery | None]:
        delivery = a_delivery(plan, quote_id=quote_id)
        return await ledger.open_delivery(delivery, next_version(plan), Memory(1, (quote_id,)))

    answers = await asyncio.gather(*(open_with(str(n)) for n in range(20)))

    (winner,) = [kept for opening, kept in answers if opening is Opening.OPENED]
    assert winner is not None
    assert {opening for opening, kept in answers if kept != winner} == {Opening.STALE}
    assert await ledger.delivery(plan.id, TODAY) == winner
    assert await ledger.plan(plan.id) == next_version(plan)
    assert await storage.store.recall(PLACE) == Memory(1, (str(winner.quote_id),))


async def test_openings_and_answers_in_one_channel_lose_no_update(storage: Storage) -> None:
    ledger, store = storage.ledger, storage.store
    plans = [
        await added(ledger, a_plan(topics=(str(n),), at=NOW.time().replace(hour=n)))
        for n in range(10)
    ]

    async def post(number: int) -> None:
        plan = plans[number]
        for days in range(5):
            opening = Opening.STALE
            while opening is Opening.STALE:
                delivery = a_delivery(plan, day_after(days))
                memory = after(await store.recall(PLACE), f"post {number}/{days}")
                opening, _ = await ledger.open_delivery(delivery, None, memory)

    async def answer(number: int) -> None:
        for turn in range(5):
            await show(store, PLACE, f"answer {number}/{turn}")

    await asyncio.gather(*(post(n) for n in range(10)), *(answer(n) for n in range(10)))

    memory = await store.recall(PLACE)
    assert memory.revision == 100
    assert len(set(memory.recent)) == 100
    assert len(await ledger.open_deliveries(NOW, 0, 1000)) == 50


async def test_a_cancelled_opening_is_kept_whole_or_not_at_all(storage: Storage) -> None:
    ledger, store = storage.ledger, storage.store
    plan = await added(ledger, a_plan())
    for days in range(40):
        memory = await store.recall(PLACE)
        delivery = a_delivery(plan, day_after(days))
        turned = next_version(plan)
        change = asyncio.create_task(
            ledger.open_delivery(delivery, turned, after(memory, str(days)))
        )
        for _ in range(days):  # each time a little later
            await asyncio.sleep(0)
        change.cancel()
        await asyncio.gather(change, return_exceptions=True)

        there = await ledger.delivery(plan.id, delivery.day)
        kept = await ledger.plan(plan.id)
        assert kept == (plan if there is None else turned)
        await show(store, PLACE, f"after {days}")
        shown = (await store.recall(PLACE)).recent
        assert (str(days) in shown) is (there is not None)
        plan = kept


async def test_a_memory_kept_by_an_opening_is_not_overtaken_by_an_older_answer(
    storage: Storage,
) -> None:
    ledger, store = storage.ledger, storage.store
    plan = await added(ledger, a_plan())
    for days in range(10):
        memory = after(await store.recall(PLACE), str(days))
        delivery = a_delivery(plan, day_after(days))

        await asyncio.gather(
            store.recall(PLACE),
            ledger.open_delivery(delivery, None, memory),
            store.recall(PLACE),
        )

        assert await store.recall(PLACE) == memory
