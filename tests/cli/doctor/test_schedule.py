"""What the doctor says of daily quotes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from quotebot.cli.doctor.findings import Status
from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan, DeliveryState, Opening, PlanState
from quotebot.core.schedule import Schedule, next_occurrence
from quotebot.store.opening import open_storage
from tests.cli.doctor.looking import kept, look
from tests.store.plans import a_delivery

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)  # New York's clocks go forward in the night


def plan(at: str, zone: str, channel: str = "C1") -> DailyPlan:
    schedule = Schedule(time.fromisoformat(at), zone)
    return DailyPlan(
        place=Place(Platform.DISCORD, "S1", channel),
        schedule=schedule,
        set_up_by=Person("1", "Ada"),
        next_at=next_occurrence(schedule, NOW).at,
    )


async def test_what_comes_within_a_day_is_told_here_and_in_utc(database: Path) -> None:
    await kept(database, plan("09:00", "Europe/Berlin"), plan("02:30", "America/New_York", "C2"))
    found = await look("schedule.coming", now=NOW)
    assert found.status is Status.OK
    assert found.result == (
        "2 within a day: daily quote 2 at 2026-03-08 03:30 EDT (2026-03-08 07:30 UTC, clocks go"
        " forward: 02:30 does not exist, posted at 03:30); daily quote 1 at 2026-03-08 09:00 CET"
        " (2026-03-08 08:00 UTC)"
    )


async def test_without_daily_quotes_there_is_nothing_to_say(database: Path) -> None:
    assert (await look("schedule.coming")).status is Status.SKIPPED
    await kept(database)
    assert (await look("schedule.coming")).result == "no daily quote is set up"


async def test_a_daily_quote_that_a_platform_refused_is_told_with_the_reason(
    database: Path,
) -> None:
    refused = replace(
        plan("09:00", "UTC"),
        state=PlanState.REFUSED,
        next_at=None,
        reason="The channel is gone.",
    )
    await kept(database, refused, plan("10:00", "UTC"))
    found = await look("schedule.refused", now=NOW)
    assert found.status is Status.FAILED
    assert found.result == "daily quote 1: The channel is gone."


async def with_last(database: Path, state: DeliveryState, reason: str | None = None) -> None:
    storage = await open_storage(f"sqlite:///{database}")
    added = await storage.ledger.add_plan(plan("09:00", "UTC"))
    assert added is not None
    delivery = a_delivery(added, date(2026, 3, 7), state=state, reason=reason)
    opening, _ = await storage.ledger.open_delivery(delivery, None, None)
    assert opening is Opening.OPENED
    await storage.close()


async def test_a_last_post_that_was_missed_is_told(database: Path) -> None:
    await with_last(database, DeliveryState.MISSED, "too late")
    found = await look("schedule.last-posts", now=NOW)
    assert found.status is Status.WARNING
    assert found.result == "daily quote 1 was missed on 2026-03-07 (too late)"
    assert (await look("schedule.unclear", now=NOW)).status is Status.OK


async def test_a_last_post_that_went_well_is_well(database: Path) -> None:
    await with_last(database, DeliveryState.POSTED)
    assert (await look("schedule.last-posts", now=NOW)).status is Status.OK


async def test_a_post_of_which_nobody_knows_is_told_with_what_to_do(database: Path) -> None:
    await with_last(database, DeliveryState.UNKNOWN)
    found = await look("schedule.unclear", now=NOW)
    assert found.status is Status.WARNING
    assert "2026-03-07 may have been posted or not" in found.result
    assert "Send now" in found.fix[0]
