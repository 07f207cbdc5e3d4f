"""When daily quotes come: a plan's turns, with what is to be said of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Any, Final, assert_never
from zoneinfo import ZoneInfo

from quotebot.core.plans import DailyPlan, PlanState
from quotebot.core.schedule import (
    ClockNote,
    Schedule,
    clock_note,
    occurrence_on,
    occurrences_after,
)

SKIPPED: Final = "skipped, as somebody wished: nothing is posted"
_A_DAY: Final = timedelta(days=1)
_A_MONTH: Final = timedelta(days=31)  # longer than any schedule takes for a turn, and one skipped


@dataclass(frozen=True, slots=True)
class Turn:
    """A local date, and the instant of its post in UTC; None if the date does not exist."""

    schedule: Schedule
    day: date
    at: datetime | None
    skipped: bool = False

    @property
    def date(self) -> str:
        return f"{self.day:%a} {self.day.isoformat()}"

    @property
    def local(self) -> str:
        """What a clock on the wall shows, with the name of the time; "" without a post."""
        return f"{_minutes(self._there)} {self._there:%Z}" if self._there else ""

    @property
    def utc(self) -> str:
        return _minutes(self.at) if self.at else ""

    @property
    def notes(self) -> str:
        return "; ".join(filter(None, (SKIPPED if self.skipped else "", self._about_the_clocks())))

    def as_dictionary(self) -> dict[str, Any]:
        """The turn for programs; instants in ISO 8601."""
        return {
            "date": self.day.isoformat(),
            "local": self._there.isoformat() if self._there else None,
            "utc": self.at.isoformat() if self.at else None,
            "clocks": clock_note(self.schedule, self.day),
            "skipped": self.skipped,
            "note": self.notes or None,
        }

    @property
    def _there(self) -> datetime | None:
        return self.at.astimezone(ZoneInfo(self.schedule.zone)) if self.at else None

    def _about_the_clocks(self) -> str:
        nominal = f"{self.schedule.time:%H:%M}"
        match clock_note(self.schedule, self.day):
            case None:
                return ""
            case ClockNote.SHIFTED:
                posted = f", posted at {self._there:%H:%M}" if self._there else ""
                return f"clocks go forward: {nominal} does not exist{posted}"
            case ClockNote.DOUBLED:
                return f"clocks go back: {nominal} comes twice, the first counts"
            case ClockNote.NO_SUCH_DAY:
                return "this date does not exist there: nothing is posted"
            case other:
                assert_never(other)


def turn_on(plan: DailyPlan, day: date) -> Turn:
    """The plan's turn of that local date."""
    occurrence = occurrence_on(plan.schedule, day)
    return Turn(plan.schedule, day, occurrence.at if occurrence else None, skipped=day == plan.skip)


def turns_between(schedule: Schedule, first: date, last: date) -> Iterator[Turn]:
    """The turns of these local dates and of those between; a date that never was is among them."""
    for number in range((last - first).days + 1):
        day = first + number * _A_DAY
        if day.weekday() in schedule.days:
            occurrence = occurrence_on(schedule, day)
            yield Turn(schedule, day, occurrence.at if occurrence else None)


def coming_turns(plan: DailyPlan, now: datetime, until: datetime) -> Iterator[Turn]:
    """The turns after `now` and up to `until`; none of a plan that is not active."""
    if plan.state is not PlanState.ACTIVE:
        return
    coming = takewhile(lambda one: one.at <= until, occurrences_after(plan.schedule, now))
    for one in coming:
        yield Turn(plan.schedule, one.day, one.at, skipped=one.day == plan.skip)


def next_turn(plan: DailyPlan, now: datetime) -> Turn | None:
    """The first coming turn that is not skipped."""
    turns = coming_turns(plan, now, now + _A_MONTH)
    return next((turn for turn in turns if not turn.skipped), None)


def _minutes(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"
