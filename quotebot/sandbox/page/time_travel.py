"""Turning the sandbox's clock as people say it: a time in a zone, tomorrow, past a clock change."""

from datetime import UTC, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from quotebot.core.errors import PersonError
from quotebot.sandbox.clock import SandboxClock
from quotebot.sandbox.slack.wire import Payload

MORNING: Final = time(9)
_FURTHEST: Final = timedelta(days=366 * 3)
_A_LOOK: Final = timedelta(hours=1)
_BEFORE: Final = timedelta(minutes=1)


class TimeTravel:
    """Every method raises PersonError for a time that cannot be turned to."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock

    def state(self) -> Payload:
        return {
            "now": self._clock.now().isoformat(),
            "ahead": self._clock.ahead.total_seconds(),
        }

    async def turn(self, body: Payload) -> Payload:
        """Forward by so many `seconds`."""
        return self._to(self._clock.now() + timedelta(seconds=float(body["seconds"])))

    async def set(self, body: Payload) -> Payload:
        """To a `local` date and time in a `zone`."""
        try:
            local = datetime.fromisoformat(body["local"])
        except ValueError:
            raise PersonError(f"{body['local']} is no date and time") from None
        return self._to(local.replace(tzinfo=_zone(body["zone"])))

    async def jump(self, body: Payload) -> Payload:
        """`to` tomorrow at nine, or to a minute before the clocks change next in the `zone`."""
        zone = _zone(body["zone"])
        here = self._clock.now().astimezone(zone)
        if body["to"] == "tomorrow":
            tomorrow = here.date() + timedelta(days=1)
            return self._to(datetime.combine(tomorrow, MORNING, zone))
        return self._to(next_change(here, zone) - _BEFORE)

    def _to(self, moment: datetime) -> Payload:
        ahead = moment.astimezone(UTC) - self._clock.now()
        if ahead < timedelta(seconds=-1):
            raise PersonError(
                "The clock only goes forward, since what was posted stays posted."
                " To go back, start the sandbox anew."
            )
        if ahead > _FURTHEST:
            raise PersonError("That is too far ahead: three years are the most at once.")
        self._clock.turn(max(0.0, ahead.total_seconds()))
        return {}


def zones() -> list[str]:
    return sorted(available_timezones())


def next_change(after: datetime, zone: ZoneInfo) -> datetime:
    """The instant, in UTC and to the minute, at which the zone's clocks change next.

    Raises PersonError when they do not within three years.
    """
    moment = after.astimezone(UTC).replace(minute=0, second=0, microsecond=0)
    end = moment + _FURTHEST
    while moment < end:
        following = moment + _A_LOOK
        if moment.astimezone(zone).utcoffset() != following.astimezone(zone).utcoffset():
            return _minute_of_change(moment, zone)
        moment = following
    raise PersonError(f"The clocks do not change in {zone.key} within three years")


def _minute_of_change(hour: datetime, zone: ZoneInfo) -> datetime:
    before = hour.astimezone(zone).utcoffset()
    minutes = (hour + timedelta(minutes=one) for one in range(61))
    return next(one for one in minutes if one.astimezone(zone).utcoffset() != before)


def _zone(name: str) -> ZoneInfo:
    if name not in available_timezones():
        raise PersonError(f"{name} is no time zone")
    return ZoneInfo(name)
