"""Told to stop, the bot finishes the posts under way, and begins no other."""

import asyncio
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.finishing import finished
from quotebot.core.messages import Person, Place, Platform, QuoteCard
from quotebot.core.plans import DailyPlan, DeliveryState, Lookup, Outcome, Posted
from quotebot.core.schedule import Schedule
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.anthologies import SMALL, shelf_of

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


class StandingClock:
    def now(self) -> datetime:
        return NOW

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("nobody waits here")


class HeldPoster:
    """The first delivery has its turn at once, the others wait; a post waits for its answer."""

    repeatable_for = timedelta(0)

    def __init__(self) -> None:
        self.posting = asyncio.Event()
        self.answered = asyncio.Event()
        self.next_turn = asyncio.Event()
        self.posts = 0
        self._turns = 0

    async def turn(self, place: Place) -> None:
        self._turns += 1
        if self._turns > 1:
            await self.next_turn.wait()

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        self.posts += 1
        self.posting.set()
        await self.answered.wait()
        return Posted("1")

    async def find(self, place: Place, key: str, since: datetime) -> Lookup:
        raise AssertionError("nothing is unclear")


async def test_at_the_end_a_post_under_way_is_finished_and_none_that_waits_is_begun() -> None:
    store = InMemoryStore()
    ledger, poster, clock = InMemoryLedger(store), HeldPoster(), StandingClock()
    posters = {Platform.SLACK: poster}
    daily = DailyRound(shelf_of(SMALL), ledger, store, posters, clock, Random(1))
    for channel in ("C1", "C2"):
        plan = DailyPlan(
            place=Place(Platform.SLACK, "T1", channel),
            schedule=Schedule(NOW.time(), "UTC"),
            set_up_by=Person("U1", "Ada"),
            next_at=NOW,
        )
        assert await ledger.add_plan(plan) is not None
    carrier = InProcessCarrier()
    (ids,) = [page async for page in daily.tick()]
    await carrier.enqueue(ids)

    carrying = asyncio.create_task(carrier.run(daily.deliver))
    await poster.posting.wait()
    carrying.cancel()
    await asyncio.sleep(0)  # now it knows
    poster.next_turn.set()
    poster.answered.set()
    with pytest.raises(asyncio.CancelledError):
        await carrying

    rows = [await ledger.delivery_with_id(one) for one in ids]
    assert [row and row.state for row in rows] == [DeliveryState.POSTED, DeliveryState.PLANNED]
    assert poster.posts == 1


async def test_a_failure_after_the_end_was_asked_for_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """As when the database goes away in just that moment."""
    begun, broken = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        await broken.wait()
        raise ZeroDivisionError("in the middle")

    finishing = asyncio.create_task(finished(work()))
    await begun.wait()
    finishing.cancel()
    await asyncio.sleep(0)
    broken.set()
    with pytest.raises(asyncio.CancelledError):
        await finishing
    assert "in the middle" in caplog.text
