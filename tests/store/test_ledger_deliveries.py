"""What every ledger promises of the deliveries that it keeps."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotebot.core.plans import DeliveryState
from quotebot.core.ports import Ledger
from tests.store.memories import DIRECT_MESSAGE, PLACE
from tests.store.plans import (
    LEASE,
    NOW,
    OTHER_CHANNEL,
    TODAY,
    a_delivery,
    a_plan,
    added,
    claimed,
    day_after,
    instants,
    opened,
    words,
)

A_MOMENT = timedelta(microseconds=1)
OTHER_STATES = sorted({*DeliveryState} - {DeliveryState.RESERVED})

outcomes = st.fixed_dictionaries(
    {
        "state": st.sampled_from(DeliveryState),
        "quote_id": st.none() | words,
        "topic": st.none() | words,
        "first_try": st.none() | instants,
        "lease_until": st.none() | instants,
        "not_before": st.none() | instants,
        "message_id": st.none() | words,
        "reason": st.none() | words,
    }
)


@given(due_at=instants, key=words, outcome=outcomes, attempts=st.integers(0, 1000))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_every_delivery_comes_back_as_it_went(
    ledger: Ledger, due_at: object, key: str, outcome: dict[str, Any], attempts: int
) -> None:
    plan = await added(ledger, a_plan())
    delivery = a_delivery(plan, due_at=due_at, key=key, attempts=attempts, **outcome)

    kept = await opened(ledger, delivery)

    assert kept == replace(delivery, id=kept.id)
    assert await ledger.delivery(plan.id, TODAY) == kept
    assert await ledger.delivery_with_id(kept.id) == kept
    await ledger.remove_plan(plan.id)


async def test_a_claim_makes_it_sending_and_counts_the_attempts(ledger: Ledger) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan())))
    later = NOW + LEASE

    first = await claimed(ledger, delivery)
    second = await claimed(ledger, delivery, later)

    sending = replace(delivery, state=DeliveryState.SENDING, first_try=NOW)
    assert first == replace(sending, attempts=1, lease_until=NOW + LEASE)
    assert second == replace(sending, attempts=2, lease_until=later + LEASE)
    assert await ledger.delivery_with_id(delivery.id) == second


CAN_BE_CLAIMED = [
    {"state": DeliveryState.PLANNED},
    {"state": DeliveryState.PLANNED, "not_before": NOW},
    {"state": DeliveryState.PLANNED, "lease_until": NOW + LEASE},
    {"state": DeliveryState.SENDING, "lease_until": NOW},
]
CANNOT_BE_CLAIMED = [
    {"state": DeliveryState.PLANNED, "not_before": NOW + A_MOMENT},
    {"state": DeliveryState.SENDING, "lease_until": NOW + A_MOMENT},
    {"state": DeliveryState.SENDING},
    *(
        {"state": state, "lease_until": NOW}
        for state in OTHER_STATES
        if state not in {DeliveryState.PLANNED, DeliveryState.SENDING}
    ),
    {"state": DeliveryState.RESERVED},
]


@pytest.mark.parametrize("changes", CAN_BE_CLAIMED)
async def test_what_is_open_and_free_is_found_and_can_be_claimed(
    ledger: Ledger, changes: dict[str, Any]
) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan()), **changes))

    assert await ledger.open_deliveries(NOW, 0, 10) == [delivery]
    await claimed(ledger, delivery)


@pytest.mark.parametrize("changes", CANNOT_BE_CLAIMED)
async def test_what_is_not_open_or_not_free_is_left_alone(
    ledger: Ledger, changes: dict[str, Any]
) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan()), **changes))

    assert await ledger.open_deliveries(NOW, 0, 10) == []
    assert await ledger.claim(delivery.id, NOW, NOW + LEASE) is None
    assert await ledger.delivery_with_id(delivery.id) == delivery
    assert await ledger.claim(delivery.id + 1, NOW, NOW + LEASE) is None


async def test_of_twenty_tasks_that_claim_a_delivery_one_wins(ledger: Ledger) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan())))
    for turn in range(5):
        now = NOW + turn * LEASE

        claims = await asyncio.gather(
            *(ledger.claim(delivery.id, now, now + LEASE) for _ in range(20))
        )

        (winner,) = [claim for claim in claims if claim is not None]
        assert winner.attempts == turn + 1


async def test_an_outcome_is_kept_for_whoever_has_the_claim(ledger: Ledger) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan())))
    overtaken = await claimed(ledger, delivery)
    holder = await claimed(ledger, delivery, NOW + LEASE)
    posted = replace(holder, state=DeliveryState.POSTED, lease_until=None, message_id="1")

    assert not await ledger.record(replace(overtaken, state=DeliveryState.FAILED))
    assert await ledger.record(posted)

    assert await ledger.delivery_with_id(delivery.id) == posted
    assert not await ledger.record(replace(holder, state=DeliveryState.FAILED))
    assert not await ledger.settle(replace(holder, state=DeliveryState.FAILED))
    assert await ledger.delivery_with_id(delivery.id) == posted


async def test_an_outcome_changes_neither_the_date_nor_the_key(ledger: Ledger) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan())))
    holder = await claimed(ledger, delivery)
    elsewhere = replace(
        holder, plan_id=99, place=DIRECT_MESSAGE, day=day_after(1), due_at=NOW + LEASE, key="other"
    )

    assert await ledger.record(replace(elsewhere, state=DeliveryState.UNKNOWN, reason="silence"))
    unclear = replace(holder, state=DeliveryState.UNKNOWN, reason="silence")
    assert await ledger.delivery_with_id(delivery.id) == unclear

    assert await ledger.settle(replace(elsewhere, state=DeliveryState.POSTED))
    assert await ledger.delivery_with_id(delivery.id) == replace(holder, state=DeliveryState.POSTED)


async def test_what_may_be_tried_later_is_open_again_from_then_on(ledger: Ledger) -> None:
    delivery = await opened(ledger, a_delivery(await added(ledger, a_plan())))
    holder = await claimed(ledger, delivery)
    then = NOW + timedelta(minutes=5)

    await ledger.record(replace(holder, state=DeliveryState.PLANNED, not_before=then))

    assert await ledger.claim(delivery.id, then - A_MOMENT, then + LEASE) is None
    assert (await claimed(ledger, delivery, then)).attempts == 2


@pytest.mark.parametrize("there", DeliveryState)
async def test_only_what_is_unknown_is_settled(ledger: Ledger, there: DeliveryState) -> None:
    plan = await added(ledger, a_plan())
    delivery = await opened(ledger, a_delivery(plan, state=there, attempts=1))
    settled = replace(delivery, state=DeliveryState.POSTED, message_id="1")
    is_unknown = there is DeliveryState.UNKNOWN

    assert await ledger.settle(settled) is is_unknown

    assert await ledger.delivery_with_id(delivery.id) == (settled if is_unknown else delivery)


async def test_open_deliveries_come_in_pages(ledger: Ledger) -> None:
    plan = await added(ledger, a_plan())
    made = [await opened(ledger, a_delivery(plan, day_after(-n))) for n in range(5)]

    assert await ledger.open_deliveries(NOW, 0, 2) == made[:2]
    assert await ledger.open_deliveries(NOW, made[1].id, 2) == made[2:4]
    assert await ledger.open_deliveries(NOW, made[3].id, 2) == made[4:]
    assert await ledger.open_deliveries(NOW, made[4].id, 2) == []


async def test_the_latest_delivery_is_the_newest_date_that_is_not_only_reserved(
    ledger: Ledger,
) -> None:
    plan, other = await added(ledger, a_plan()), await added(ledger, a_plan(OTHER_CHANNEL))
    assert await ledger.latest_delivery(plan.id) is None
    newest = await opened(ledger, a_delivery(plan, day_after(1), state=DeliveryState.MISSED))
    await opened(ledger, a_delivery(plan, day_after(0), state=DeliveryState.POSTED))
    await opened(ledger, a_delivery(plan, day_after(2), state=DeliveryState.RESERVED))
    await opened(ledger, a_delivery(other, day_after(3)))

    assert await ledger.latest_delivery(plan.id) == newest


async def test_the_latest_post_of_a_channel_is_the_newest_date_of_any_plan(
    ledger: Ledger,
) -> None:
    morning = await added(ledger, a_plan())
    evening = await added(ledger, a_plan(at=NOW.time().replace(hour=20)))
    other = await added(ledger, a_plan(OTHER_CHANNEL))
    assert await ledger.latest_posted(PLACE) is None
    posted = {"state": DeliveryState.POSTED}
    await opened(ledger, a_delivery(morning, day_after(1), **posted))
    newest = await opened(
        ledger, a_delivery(evening, day_after(1), due_at=NOW + timedelta(hours=12), **posted)
    )
    await opened(ledger, a_delivery(morning, day_after(0), **posted))
    await opened(ledger, a_delivery(morning, day_after(2), state=DeliveryState.UNKNOWN))
    await opened(ledger, a_delivery(other, day_after(3), **posted))

    assert await ledger.latest_posted(PLACE) == newest
