"""The sandbox's time, which people can turn forward while the bot and both platforms go by it."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta


class SandboxClock:
    """This machine's time and whatever it was turned ahead. Called, it gives monotonic seconds."""

    def __init__(self) -> None:
        self._ahead = 0.0
        self._turned = asyncio.Event()
        self._followers: list[Callable[[float], None]] = []

    def __call__(self) -> float:
        return time.monotonic() + self._ahead

    @property
    def ahead(self) -> timedelta:
        """By how much it was turned so far."""
        return timedelta(seconds=self._ahead)

    def now(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    async def sleep(self, seconds: float) -> None:
        """Ends as soon as the clock has gone or was turned so far."""
        until = self() + seconds
        while (left := until - self()) > 0:
            turned = self._turned
            try:
                async with asyncio.timeout(left):
                    await turned.wait()
            except TimeoutError:
                return

    def follow(self, turn: Callable[[float], None]) -> None:
        """Turn another clock by as many seconds whenever this one is turned."""
        self._followers.append(turn)

    def turn(self, seconds: float) -> None:
        """Forward only: what was posted at a time cannot become unposted. Raises ValueError."""
        if seconds < 0:
            raise ValueError("the clock can only be turned forward")
        self._ahead += seconds
        for turn in self._followers:
            turn(seconds)
        self._turned.set()
        self._turned = asyncio.Event()
