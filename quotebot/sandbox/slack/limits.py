"""How often Slack lets an app post and read: buckets that fill up again by the clock."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from quotebot.sandbox.slack.wire import TooManyCalls

NON_MARKETPLACE_MESSAGES = 15  # documented: that many at most in an answer


@dataclass(frozen=True, slots=True)
class Rate:
    """So many calls at once, and one more each `interval` seconds."""

    interval: float
    burst: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RateLimits:
    """The documented limits; where Slack names no number, "short bursts" are 5 and "generous" 100.

    Posts: one per second and channel, short bursts tolerated, and several hundred a minute in the
    workspace with generous bursts. Reading a channel: 50 a minute (tier 3), and for an app that is
    distributed outside the Marketplace one a minute.
    """

    posts_in_channel: Rate = Rate(1.0, 5)
    posts_in_workspace: Rate = Rate(0.2, 100)
    history: Rate = Rate(60 / 50, 50)
    non_marketplace_history: Rate = Rate(60.0, 1)


class Limiter:
    """Counts calls in seconds of a monotonic clock."""

    def __init__(self, limits: RateLimits, clock: Callable[[], float]) -> None:
        self._limits = limits
        self._clock = clock
        self._full_from: dict[str, float] = {}  # when each bucket will be as full as it gets
        self.non_marketplace = False
        self.refusals = 0

    def post(self, channel: str) -> None:
        """Count a post; raises TooManyCalls."""
        limits = self._limits
        self._count({f"post {channel}": limits.posts_in_channel, "post": limits.posts_in_workspace})

    def read(self) -> None:
        """Count a look into a channel's history; raises TooManyCalls."""
        limits = self._limits
        rate = limits.non_marketplace_history if self.non_marketplace else limits.history
        self._count({"history": rate})

    def _count(self, rates: Mapping[str, Rate]) -> None:
        now = self._clock()
        full_from = {bucket: max(self._full_from.get(bucket, now), now) for bucket in rates}
        wait = max(
            full_from[b] - rate.interval * (rate.burst - 1) - now for b, rate in rates.items()
        )
        if wait > 1e-6:  # what floating point leaves over is no reason to wait
            self.refusals += 1
            raise TooManyCalls(max(1, math.ceil(wait)))
        self._full_from |= {b: full_from[b] + rate.interval for b, rate in rates.items()}
