"""One time for the bot and the loopback platforms; it passes only when a test lets it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from quotebot.core.daily_loop import TICK
from quotebot.sandbox.discord import Clock as DiscordClock
from quotebot.sandbox.discord import LoopbackDiscord

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)  # a Monday


class HeldClock:
    """Whoever sleeps wakes when it is turned so far. Called, it gives seconds, as Slack's does."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self._sleepers: dict[asyncio.Future[None], tuple[float, float]] = {}
        self._followers: list[Callable[[float], None]] = []
        self._looked = asyncio.Event()  # the bot's daily loop, and it sleeps since

    def __call__(self) -> float:
        return self._seconds

    def now(self) -> datetime:
        return START + timedelta(seconds=self._seconds)

    async def sleep(self, seconds: float) -> None:
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers[woken] = self._seconds + seconds, seconds
        if seconds >= TICK:
            self._looked.set()
        try:
            await woken
        finally:
            self._sleepers.pop(woken, None)

    def discord(self) -> LoopbackDiscord:
        """A loopback Discord that goes by this clock."""
        world = LoopbackDiscord(clock=DiscordClock(wall=START.timestamp))
        self._followers.append(world.turn_clock)
        return world

    def turn(self, seconds: float) -> None:
        """At one stroke, as for a machine that slept."""
        self._seconds += seconds
        for follow in self._followers:
            follow(seconds)
        for sleeper, (until, asked_for) in [*self._sleepers.items()]:
            if until <= self._seconds and not sleeper.done():
                sleeper.set_result(None)
                if asked_for >= TICK:
                    self._looked.clear()

    async def pass_by(self, seconds: int) -> None:
        """Second by second; each time the bot's daily loop has looked what is due."""
        for _ in range(seconds):
            self.turn(1.0)
            await asyncio.wait_for(self._looked.wait(), 10)

    async def until(self, happened: Callable[[], object]) -> None:
        """Let time go by until it has happened; raises TimeoutError after ten real seconds."""
        async with asyncio.timeout(10):
            while not happened():
                await self.pass_by(1)
                await asyncio.sleep(0.002)  # for the sockets
