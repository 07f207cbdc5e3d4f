"""When a daily quote is due: local time in a zone to instants. Arithmetic; no clock is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

EVERY_DAY: Final = frozenset(range(7))

_A_DAY: Final = timedelta(days=1)
_NO_SUCH_DAY: Final = timedelta(
    hours=12
)  # no change of clocks is as large; of the date line, larger


@dataclass(frozen=True, slots=True)
class Schedule:
    """A time of day in an IANA zone, on some days of the week (0 is Monday)."""

    time: time
    zone: str
    days: frozenset[int] = EVERY_DAY


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One day's turn: the nominal local date, which is its key, and the instant, in UTC."""

    day: date
    at: datetime


def occurrence_on(schedule: Schedule, day: date) -> Occurrence | None:
    """The turn of that local date; None on other days of the week, and on a date that never was.

    A time that a clock change skips is read with the offset before the change (RFC 5545, 3.3.5);
    of a time that comes twice, the first counts. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    if day.weekday() not in schedule.days:
        return None
    zone = ZoneInfo(schedule.zone)
    nominal = datetime.combine(day, schedule.time)
    at = nominal.replace(tzinfo=zone).astimezone(UTC)
    shift = at.astimezone(zone).replace(tzinfo=None) - nominal
    return None if abs(shift) >= _NO_SUCH_DAY else Occurrence(day, at)


def occurrences_after(schedule: Schedule, moment: datetime) -> Iterator[Occurrence]:
    """The turns strictly after the moment, in their order, without end.

    Raises ValueError for a schedule with no day of the week.
    """
    if not schedule.days:
        raise ValueError("a schedule needs a day of the week")
    day = moment.astimezone(ZoneInfo(schedule.zone)).date() - _A_DAY
    while True:
        occurrence = occurrence_on(schedule, day)
        if occurrence is not None and occurrence.at > moment:
            yield occurrence
        day += _A_DAY


def next_occurrence(schedule: Schedule, moment: datetime) -> Occurrence:
    """The first turn strictly after the moment."""
    return next(occurrences_after(schedule, moment))


def latest_occurrence(schedule: Schedule, moment: datetime) -> Occurrence | None:
    """The newest turn at or before the moment, if there was one in the last eight days."""
    today = moment.astimezone(ZoneInfo(schedule.zone)).date()
    for back in range(-1, 9):
        occurrence = occurrence_on(schedule, today - back * _A_DAY)
        if occurrence is not None and occurrence.at <= moment:
            return occurrence
    return None
