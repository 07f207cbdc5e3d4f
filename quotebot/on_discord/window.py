"""Bounds how many requests leave in any stretch of time."""

import asyncio
from collections import deque
from datetime import datetime, timedelta

from quotebot.core.ports import Clock


class SlidingWindow:
    """Lets them through in their order, never more than `most` within `seconds`.

    A pacer gives out turns ahead of time, and after a delay several fall due at once; this counts
    what has really left. A clock that is set back delays nobody by more than `seconds`.
    """

    def __init__(self, clock: Clock, *, most: int, seconds: float) -> None:
        self._clock = clock
        self._length = timedelta(seconds=seconds)
        self._left_at: deque[datetime] = deque(maxlen=most)
        self._first_in_line = asyncio.Lock()

    async def turn(self) -> None:
        async with self._first_in_line:
            if len(self._left_at) == self._left_at.maxlen:
                wait = self._left_at[0] + self._length - self._clock.now()
                if wait > timedelta(0):
                    await self._clock.sleep(min(wait, self._length).total_seconds())
            self._left_at.append(self._clock.now())
