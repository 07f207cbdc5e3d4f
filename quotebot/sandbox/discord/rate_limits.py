"""Discord's rate limits: so many requests a second for a bot, so many posts in a channel."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from quotebot.sandbox.discord.clock import Clock

POST: Final = "POST /channels/{channel_id}/messages"
GLOBAL_LIMIT: Final = 50
GLOBAL_SECONDS: Final = 1.0
# Discord does not document the limit of a channel; this is what its headers have said for years.
CHANNEL_LIMIT: Final = 5
CHANNEL_SECONDS: Final = 5.0
REMEMBERED_BUCKETS: Final = 20_000

# Cloudflare's own 429 has no such header, by which clients tell it from Discord's.
VIA: Final = {"Via": "1.1 loopback"}

Headers = Mapping[str, str]
RetryAfter = float | str | None


@dataclass(slots=True)
class _Bucket:
    """The posts in one channel until the moment when the count begins anew."""

    ends: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Limited:
    """A 429: its body and its headers."""

    body: dict[str, Any]
    headers: Headers


class RateLimits:
    """Counts requests as they come; only what is let through counts.

    The global limit is read strictly: there is no second, wherever it begins, with more in it.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._sent: deque[float] = deque()
        self._buckets: dict[str, _Bucket] = {}
        self.limited = 0

    def admit(self, route: str, parameters: Mapping[str, str]) -> Limited | Headers:
        """The refusal, or the headers that the answer has to carry."""
        now = self._clock.monotonic()
        while self._sent and self._sent[0] <= now - GLOBAL_SECONDS:
            self._sent.popleft()
        if len(self._sent) >= GLOBAL_LIMIT:
            self.limited += 1
            return limited(self._sent[0] + GLOBAL_SECONDS - now, "global")
        bucket = self._bucket(parameters["channel_id"], now) if route == POST else None
        if bucket is not None and bucket.used >= CHANNEL_LIMIT:
            self.limited += 1
            left = bucket.ends - now
            return limited(left, "user", self._headers(bucket, left))
        self._sent.append(now)
        if bucket is None:
            return {}
        bucket.used += 1
        return self._headers(bucket, bucket.ends - now)

    def _bucket(self, channel: str, now: float) -> _Bucket:
        bucket = self._buckets.pop(channel, None)
        if bucket is None or bucket.ends <= now:
            bucket = _Bucket(now + CHANNEL_SECONDS)
        self._buckets[channel] = bucket
        if len(self._buckets) > REMEMBERED_BUCKETS:
            del self._buckets[next(iter(self._buckets))]
        return bucket

    def _headers(self, bucket: _Bucket, left: float) -> Headers:
        return {
            "X-RateLimit-Bucket": "loopback-messages",
            "X-RateLimit-Limit": str(CHANNEL_LIMIT),
            "X-RateLimit-Remaining": str(CHANNEL_LIMIT - bucket.used),
            "X-RateLimit-Reset": f"{self._clock.wall() + left:.3f}",
            "X-RateLimit-Reset-After": f"{left:.3f}",
        }


def limited(retry_after: RetryAfter, scope: str, bucket: Headers | None = None) -> Limited:
    """The answer to one request too many, in Discord's words."""
    is_global = scope == "global"
    body: dict[str, Any] = {
        "message": "You are being rate limited.",
        "global": is_global,
        "code": 0,
    }
    headers = {**VIA, **(bucket or {}), "X-RateLimit-Scope": scope}
    if retry_after is not None:
        body["retry_after"] = retry_after
        headers["Retry-After"] = _seconds(retry_after)
    if is_global:
        headers["X-RateLimit-Global"] = "true"
    return Limited(body, headers)


def _seconds(retry_after: float | str) -> str:
    """The body tells fractions of a second, the header whole ones, rounded up."""
    return retry_after if isinstance(retry_after, str) else str(ceil(retry_after))
