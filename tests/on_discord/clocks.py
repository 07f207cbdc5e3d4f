"""A clock that stands still but for those who sleep, so that nobody really waits."""

import asyncio
from datetime import UTC, datetime, timedelta

from quotebot.sandbox.discord import Clock as LoopbackClock


class HandClock:
    """Whoever sleeps turns it; fit for one sleeper at a time."""

    def __init__(self) -> None:
        self._now = datetime.now(UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self._now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.turn(seconds)
        await asyncio.sleep(0)

    def turn(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)

    def for_the_loopback(self) -> LoopbackClock:
        def seconds() -> float:
            return self._now.timestamp()

        return LoopbackClock(monotonic=seconds, wall=seconds)
