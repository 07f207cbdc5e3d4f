"""Where the loopback Discord gets time and ids from, so that a test can move time by hand."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

DISCORD_EPOCH_MS = 1_420_070_400_000


@dataclass(frozen=True, slots=True)
class Clock:
    """`monotonic` measures how long something took; `wall` is the time of day, as a Unix time."""

    monotonic: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time

    def timestamp(self) -> str:
        """The time of day as Discord writes it: ISO 8601 in UTC."""
        return datetime.fromtimestamp(self.wall(), UTC).isoformat()


class TurnableClock:
    """A clock that can be set forward while it runs."""

    def __init__(self, clock: Clock) -> None:
        self._ahead = 0.0
        self.clock = Clock(
            monotonic=lambda: clock.monotonic() + self._ahead,
            wall=lambda: clock.wall() + self._ahead,
        )

    def turn(self, seconds: float) -> None:
        self._ahead += seconds


class Snowflakes:
    """Discord's ids: unique, growing, and carrying the time at which they were made."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._serial = itertools.count(1)
        self._last = 0

    def next(self) -> int:
        milliseconds = int(self._clock.wall() * 1000) - DISCORD_EPOCH_MS
        made = (milliseconds << 22) | (next(self._serial) & 0xFFF)
        self._last = max(made, self._last + 1)
        return self._last
