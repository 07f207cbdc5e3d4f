"""What is old is deleted, page by page, and nothing that anybody could still ask for."""

from datetime import date
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotebot.core.plans import OPEN_STATES, DailyPlan, DeliveryState, Opening
from quotebot.core.ports import Ledger
from tests.store.memories import DIRECT_MESSAGE, PLACE
from tests.store.plans import a_delivery, a_plan, added, day_after, opened

POSTED: Final = DeliveryState.POSTED


async def days_of(ledger: Ledger, plan: DailyPlan, days: int) -> list[int]:
    return [day for day in range(days) if await ledger.delivery(plan.id, day_after(day))]


async def with_states(ledger: Ledger, *states: DeliveryState) -> DailyPlan:
    """A plan with a delivery a day."""
    plan = await added(ledger, a_plan())
    for day, state in enumerate(states):
        await opened(ledger, a_delivery(plan, day_after(day), state=state))
    return plan


async def test_what_was_posted_before_the_date_is_deleted(ledger: Ledger) -> None:
    plan = await with_states(ledger, *[POSTED] * 6)
    last = await ledger.prune(day_after(3), 0, 100)
    assert last is not None
    assert await ledger.prune(day_after(3), last, 100) is None
    assert await days_of(ledger, plan, 6) == [3, 4, 5]


async def test_it_goes_page_by_page_to_the_first_that_is_younger(ledger: Ledger) -> None:
    plan = await with_states(ledger, *[POSTED] * 9)
    last: int | None = 0
    pages = 0
    while last is not None:
        last = await ledger.prune(day_after(5), last, 2)
        pages += 1
    assert pages == 4
    assert await days_of(ledger, plan, 9) == [5, 6, 7, 8]


@pytest.mark.parametrize("state", sorted({*OPEN_STATES, DeliveryState.UNKNOWN}))
async def test_what_is_open_or_unknown_is_kept_however_old(
    ledger: Ledger, state: DeliveryState
) -> None:
    plan = await with_states(ledger, state, POSTED, POSTED)
    await ledger.prune(day_after(99), 0, 100)
    assert await days_of(ledger, plan, 3) == [0, 2]


async def test_the_newest_and_the_newest_that_was_posted_are_kept(ledger: Ledger) -> None:
    missed, failed = DeliveryState.MISSED, DeliveryState.FAILED
    plan = await with_states(ledger, POSTED, POSTED, missed, failed, DeliveryState.RESERVED)
    await ledger.prune(day_after(99), 0, 100)
    assert await days_of(ledger, plan, 5) == [1, 3, 4]
    latest, posted = await ledger.latest_delivery(plan.id), await ledger.latest_posted(PLACE)
    assert latest is not None
    assert posted is not None
    assert (latest.day, posted.day) == (day_after(3), day_after(1))


@given(
    states=st.lists(st.sampled_from(DeliveryState), min_size=1, max_size=8), limit=st.integers(1, 3)
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_pruning_changes_no_answer_about_open_or_newest_deliveries(
    ledger: Ledger, states: list[DeliveryState], limit: int
) -> None:
    await ledger.forget_server(PLACE.platform, PLACE.server)
    plan = await with_states(ledger, *states)

    async def answers() -> list[object]:
        by_day = [await ledger.delivery(plan.id, day_after(day)) for day in range(len(states))]
        kept = {*OPEN_STATES, DeliveryState.UNKNOWN}
        return [
            await ledger.latest_delivery(plan.id),
            await ledger.latest_posted(PLACE),
            await ledger.plan(plan.id),
            [made for made in by_day if made is not None and made.state in kept],
        ]

    before = await answers()
    last: int | None = 0
    while last is not None:
        last = await ledger.prune(day_after(99), last, limit)
    assert await answers() == before


async def test_a_day_that_is_kept_cannot_be_claimed_again(ledger: Ledger) -> None:
    plan = await with_states(ledger, *[POSTED] * 3)
    await ledger.prune(day_after(1), 0, 100)
    opening, _ = await ledger.open_delivery(a_delivery(plan, day_after(1)), None, None)
    assert opening is Opening.TAKEN


async def test_old_quotes_of_the_day_are_deleted_some_at_a_time(ledger: Ledger) -> None:
    for number in range(5):
        await ledger.quote_of_the_day(PLACE, day_after(number), f"server-{number}")
        await ledger.quote_of_the_day(DIRECT_MESSAGE, day_after(number), f"alone-{number}")
    assert await ledger.prune_quotes_of_the_day(day_after(3), 4) == 4
    assert await ledger.prune_quotes_of_the_day(day_after(3), 4) == 2
    assert await ledger.prune_quotes_of_the_day(day_after(3), 4) == 0
    assert await ledger.quote_of_the_day(PLACE, day_after(3), "another") == "server-3"
    assert await ledger.quote_of_the_day(PLACE, day_after(2), "another") == "another"


async def test_nothing_to_prune_is_told_at_once(ledger: Ledger) -> None:
    assert await ledger.prune(date(2099, 1, 1), 0, 10) is None
