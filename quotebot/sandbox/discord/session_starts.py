"""How many sessions a bot may still start: each IDENTIFY counts, and after a day all are back."""

from quotebot.sandbox.discord.clock import Clock
from quotebot.sandbox.discord.refusals import Json

PER_DAY = 1000
DAY_SECONDS = 86_400.0


class SessionStarts:
    """A bot that starts one more than it may has its token reset."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.set(remaining=PER_DAY, reset_after=DAY_SECONDS)

    def set(self, *, remaining: int, reset_after: float) -> None:
        """As if the bot had started all but so many; `reset_after` is in seconds."""
        self._remaining = remaining
        self._resets_at = self._clock.monotonic() + reset_after

    def count(self) -> bool:
        """Count an IDENTIFY; whether it was allowed."""
        self._reset_if_due()
        self._remaining -= 1
        return self._remaining >= 0

    @property
    def told(self) -> Json:
        """The `session_start_limit` of GET /gateway/bot."""
        self._reset_if_due()
        return {
            "total": PER_DAY,
            "remaining": max(0, self._remaining),
            "reset_after": max(0, int((self._resets_at - self._clock.monotonic()) * 1000)),
            "max_concurrency": 1,
        }

    def _reset_if_due(self) -> None:
        if self._clock.monotonic() >= self._resets_at:
            self.set(remaining=PER_DAY, reset_after=DAY_SECONDS)
