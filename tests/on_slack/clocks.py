"""One time for the bot and for the loopback Slack; nobody really waits for it to pass."""

import asyncio
from datetime import UTC, datetime, timedelta


class HandClock:
    """Whoever sleeps turns it; fit for one sleeper at a time. Called, it gives Slack's seconds."""

    def __init__(self) -> None:
        self._began = datetime.now(UTC)
        self.seconds = 0.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.seconds

    def now(self) -> datetime:
        return self._began + timedelta(seconds=self.seconds)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)
