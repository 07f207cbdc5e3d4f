"""Spacing out what a platform takes only so often: posts in a channel, posts in a workspace."""

from collections.abc import Hashable
from typing import Final

from quotebot.core.ports import Clock

_FORGET_FROM: Final = 1000  # keys


class Pacer:
    """Gives turns by key: `burst` of them at once, then one each `interval` seconds.

    This is the generic cell rate algorithm. Turns of a key come in the order in which they were
    asked for; a clock that is set back delays none of them.
    """

    def __init__(self, clock: Clock, *, interval: float, burst: int = 1) -> None:
        self._clock = clock
        self._interval = interval
        self._ahead = interval * (burst - 1)
        self._next: dict[Hashable, float] = {}
        self._forget_at = _FORGET_FROM
        self._latest = float("-inf")
        self._set_back = 0.0

    async def turn(self, key: Hashable) -> None:
        """Wait for the key's next turn; it is used up even if the waiting is cancelled."""
        now = self._now()
        due = self._next.get(key, now)
        self._next[key] = max(due, now) + self._interval
        self._forget(now)
        if (wait := due - self._ahead - now) > 0:
            await self._clock.sleep(wait)

    def _now(self) -> float:
        """Seconds that never run backwards."""
        now = self._clock.now().timestamp()
        if now < self._latest:
            self._set_back += self._latest - now
        self._latest = now
        return now + self._set_back

    def _forget(self, now: float) -> None:
        """Drop the keys whose pause is over, rarely enough to cost nothing."""
        if len(self._next) < self._forget_at:
            return
        self._next = {key: due for key, due in self._next.items() if due > now}
        self._forget_at = max(_FORGET_FROM, 2 * len(self._next))
