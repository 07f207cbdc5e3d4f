"""When a daily quote is due: local time in a zone to instants. Arithmetic; no clock is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
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


class ClockNote(StrEnum):
    """Why a turn is not simply at its time of day."""

    SHIFTED = "shifted"  # the clocks go forward over it: the wall clock shows a later time
    DOUBLED = "doubled"  # the clocks go back over it: it comes twice, and the first counts
    NO_SUCH_DAY = "no-such-day"  # the date line moved over it: there is no turn


def occurrence_on(schedule: Schedule, day: date) -> Occurrence | None:
    """The turn of that local date; None on other days of the week, and on a date that never was.

    A time that a clock change skips is read with the offset before the change (RFC 5545, 3.3.5);
    of a time that comes twice, the first counts. Raises ZoneInfoNotFoundError for an unknown zone.
    """
    if day.weekday() not in schedule.days:
        return None
    at, shift = _read(schedule, day)
    return None if abs(shift) >= _NO_SUCH_DAY else Occurrence(day, at)


def clock_note(schedule: Schedule, day: date) -> ClockNote | None:
    """What the clocks do to the turn of that local date; None on almost all dates."""
    _, shift = _read(schedule, day)
    if abs(shift) >= _NO_SUCH_DAY:
        return ClockNote.NO_SUCH_DAY
    if shift:
        return ClockNote.SHIFTED
    first = datetime.combine(day, schedule.time, ZoneInfo(schedule.zone))
    return ClockNote.DOUBLED if first.utcoffset() != first.replace(fold=1).utcoffset() else None


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


def _read(schedule: Schedule, day: date) -> tuple[datetime, timedelta]:
    """The instant of that date's time, and how far ahead of it the clock on the wall is then."""
    zone = ZoneInfo(schedule.zone)
    nominal = datetime.combine(day, schedule.time)
    at = nominal.replace(tzinfo=zone).astimezone(UTC)
    return at, at.astimezone(zone).replace(tzinfo=None) - nominal
