"""When a daily quote is due, over every zone and every change of clocks."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from quotebot.core.schedule import (
    ClockNote,
    Occurrence,
    Schedule,
    clock_note,
    latest_occurrence,
    next_occurrence,
    occurrence_on,
    occurrences_after,
)

WEEKDAYS = frozenset(range(5))
ZONES_THAT_DO_ODD_THINGS = [
    "Africa/Casablanca", "America/New_York", "America/St_Johns", "Antarctica/Troll",
    "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Berlin", "Europe/Dublin", "Pacific/Apia",
]  # fmt: skip


def local(schedule: Schedule, day: str) -> str | None:
    """What the clock on the wall shows at that date's turn."""
    occurrence = occurrence_on(schedule, date.fromisoformat(day))
    if occurrence is None:
        return None
    return occurrence.at.astimezone(ZoneInfo(schedule.zone)).strftime("%m-%d %H:%M")


@pytest.mark.parametrize(
    ("zone", "at", "day", "wall"),
    [
        ("Europe/Berlin", "09:00", "2026-03-29", "03-29 09:00"),
        ("Europe/Berlin", "02:30", "2026-03-29", "03-29 03:30"),  # skipped
        ("Europe/Berlin", "02:30", "2026-10-25", "10-25 02:30"),  # doubled
        ("America/New_York", "02:30", "2026-03-08", "03-08 03:30"),
        ("America/New_York", "01:30", "2026-11-01", "11-01 01:30"),
        ("Australia/Lord_Howe", "02:15", "2026-10-04", "10-04 02:45"),  # half an hour
        ("Asia/Kathmandu", "06:45", "2026-05-01", "05-01 06:45"),  # UTC+5:45
        ("Africa/Cairo", "00:30", "2026-04-24", "04-24 01:30"),
        ("America/Nuuk", "23:30", "2026-03-28", "03-29 00:30"),  # into the next date
        ("Pacific/Apia", "09:00", "2011-12-30", None),  # a date that never was
        ("Pacific/Apia", "09:00", "2011-12-31", "12-31 09:00"),
        ("Pacific/Auckland", "23:59", "2026-12-31", "12-31 23:59"),
        ("Pacific/Honolulu", "00:00", "2027-01-01", "01-01 00:00"),
    ],
)
def test_a_turn_by_the_clock_on_the_wall(zone: str, at: str, day: str, wall: str | None) -> None:
    assert local(Schedule(time.fromisoformat(at), zone), day) == wall


@pytest.mark.parametrize(
    ("zone", "at", "day", "note"),
    [
        ("Europe/Berlin", "02:30", "2026-03-29", ClockNote.SHIFTED),
        ("Europe/Berlin", "02:30", "2026-10-25", ClockNote.DOUBLED),
        ("Europe/Berlin", "02:30", "2026-10-24", None),
        ("Europe/Berlin", "01:59", "2026-03-29", None),
        ("Europe/Berlin", "03:00", "2026-03-29", None),
        ("Europe/Berlin", "03:00", "2026-10-25", None),
        ("America/New_York", "02:30", "2026-03-08", ClockNote.SHIFTED),
        ("America/New_York", "01:30", "2026-11-01", ClockNote.DOUBLED),
        ("Australia/Lord_Howe", "02:15", "2026-10-04", ClockNote.SHIFTED),  # half an hour
        ("Australia/Lord_Howe", "02:30", "2026-10-04", None),
        ("Australia/Lord_Howe", "01:45", "2026-04-05", ClockNote.DOUBLED),
        ("Asia/Kathmandu", "06:45", "2026-05-01", None),
        ("Africa/Cairo", "00:30", "2026-04-24", ClockNote.SHIFTED),  # at midnight
        ("Africa/Cairo", "23:30", "2026-10-29", ClockNote.DOUBLED),
        ("America/Nuuk", "23:30", "2026-03-28", ClockNote.SHIFTED),  # into the next date
        ("America/Nuuk", "23:30", "2026-10-24", ClockNote.DOUBLED),
        ("Pacific/Apia", "09:00", "2011-12-29", None),
        ("Pacific/Apia", "09:00", "2011-12-30", ClockNote.NO_SUCH_DAY),
        ("Pacific/Apia", "09:00", "2011-12-31", None),
    ],
)
def test_what_the_clocks_do_to_a_turn_is_known(
    zone: str, at: str, day: str, note: ClockNote | None
) -> None:
    schedule = Schedule(time.fromisoformat(at), zone)
    assert clock_note(schedule, date.fromisoformat(day)) == note


def test_a_doubled_time_counts_once_the_first() -> None:
    schedule = Schedule(time(1, 30), "America/New_York")
    occurrence = occurrence_on(schedule, date(2026, 11, 1))
    assert occurrence
    assert occurrence.at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)  # still summer time
    assert next_occurrence(schedule, occurrence.at).day == date(2026, 11, 2)


def test_only_the_days_of_the_week_that_were_chosen() -> None:
    schedule = Schedule(time(9), "Europe/Berlin", WEEKDAYS)
    turns = occurrences_after(schedule, datetime(2026, 11, 19, 12, tzinfo=UTC))  # a Thursday
    assert [next(turns).day.day for _ in range(4)] == [20, 23, 24, 25]


def test_a_schedule_without_a_day_is_an_error() -> None:
    with pytest.raises(ValueError, match="a day of the week"):
        next_occurrence(Schedule(time(9), "UTC", frozenset()), datetime(2026, 1, 1, tzinfo=UTC))


def test_the_latest_turn_is_the_newest_that_has_come() -> None:
    schedule = Schedule(time(9), "UTC")
    nine = datetime(2026, 5, 4, 9, tzinfo=UTC)
    assert latest_occurrence(schedule, nine) == Occurrence(date(2026, 5, 4), nine)
    before = latest_occurrence(schedule, nine - timedelta(seconds=1))
    assert before == Occurrence(date(2026, 5, 3), nine - timedelta(days=1))


def test_the_latest_turn_of_a_weekly_schedule_may_be_a_week_ago() -> None:
    schedule = Schedule(time(9), "UTC", frozenset({0}))
    found = latest_occurrence(schedule, datetime(2026, 5, 11, 8, tzinfo=UTC))  # a Monday, too early
    assert found == Occurrence(date(2026, 5, 4), datetime(2026, 5, 4, 9, tzinfo=UTC))


@pytest.mark.slow
@pytest.mark.parametrize("at", [time(0, 30), time(2, 30)], ids=str)
def test_in_every_zone_there_is_every_date_has_one_turn(at: time) -> None:
    for zone in sorted(available_timezones()):
        check_three_years_of(zone, at)


@pytest.mark.parametrize("zone", ZONES_THAT_DO_ODD_THINGS)
@pytest.mark.parametrize("at", [time(0, 30), time(2, 30)], ids=str)
def test_every_date_has_one_turn_and_turns_never_jump(zone: str, at: time) -> None:
    check_three_years_of(zone, at)


def check_three_years_of(zone: str, at: time) -> None:
    """There is a turn each day, about a day after the one before."""
    turns = occurrences_after(Schedule(at, zone), datetime(2025, 1, 1, tzinfo=UTC))
    previous = next(turns)
    for _ in range(3 * 365):
        following = next(turns)
        assert following.day == previous.day + timedelta(days=1), zone
        assert timedelta(hours=22) <= following.at - previous.at <= timedelta(hours=26)
        previous = following
