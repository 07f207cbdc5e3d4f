"""Plans and deliveries for the tests of the ledger."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from quotebot.core.messages import Person, Place
from quotebot.core.plans import DailyPlan, Delivery, DeliveryState, Opening, delivery_key
from quotebot.core.ports import Ledger
from quotebot.core.schedule import Schedule
from tests.store.memories import PLACE

NOW = datetime(2026, 3, 8, 7, 30, 0, 123_456, tzinfo=UTC)
TODAY = date(2026, 3, 8)
LEASE = timedelta(seconds=30)
OTHER_CHANNEL = replace(PLACE, channel="381870553235193858")
SERVER = (PLACE.platform, PLACE.server)

# PostgreSQL keeps no NUL in text.
words = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=20)
instants = st.datetimes(timezones=st.just(UTC))


def a_plan(place: Place = PLACE, at: time = time(8, 30), **changes: Any) -> DailyPlan:
    """A plan that is due now, unless it is told otherwise."""
    plan = DailyPlan(
        place=place,
        schedule=Schedule(at, "Europe/Berlin"),
        set_up_by=Person("80351110224678912", "Nelly"),
        next_at=NOW,
    )
    return replace(plan, **changes)


def day_after(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_delivery(plan: DailyPlan, day: date = TODAY, **changes: Any) -> Delivery:
    """A delivery that could be claimed now, unless it is told otherwise."""
    delivery = Delivery(
        plan_id=plan.id,
        place=plan.place,
        day=day,
        due_at=NOW,
        key=delivery_key(plan, day),
        state=DeliveryState.PLANNED,
        quote_id="a",
    )
    return replace(delivery, **changes)


async def added(ledger: Ledger, plan: DailyPlan) -> DailyPlan:
    """The plan as it was kept."""
    kept = await ledger.add_plan(plan)
    assert kept is not None
    return kept


async def opened(ledger: Ledger, delivery: Delivery) -> Delivery:
    """The delivery as it was kept."""
    opening, kept = await ledger.open_delivery(delivery, None, None)
    assert opening is Opening.OPENED
    assert kept is not None
    return kept


async def claimed(ledger: Ledger, delivery: Delivery, now: datetime = NOW) -> Delivery:
    """The delivery as it was claimed."""
    claimed = await ledger.claim(delivery.id, now, now + LEASE)
    assert claimed is not None
    return claimed


def next_version(plan: DailyPlan, **changes: Any) -> DailyPlan:
    return replace(plan, version=plan.version + 1, **changes)
