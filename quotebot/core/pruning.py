"""Deletes what is too old for anybody to ask for, a few rows now and then."""

from datetime import timedelta
from typing import Final

from quotebot.core.ports import Clock, Ledger

KEPT: Final = timedelta(days=400)  # a year, and some days to look back at it
PAGE: Final = 1000  # rows looked at in one step
_STEPS: Final = 24  # between two looks at the quotes of the day, which takes longer


class Pruning:
    """Goes through the deliveries from the oldest on, a page a step, and then anew.

    No day that is pruned can be claimed again: turns are looked for at most some days back.
    """

    def __init__(self, ledger: Ledger, clock: Clock) -> None:
        self._ledger = ledger
        self._clock = clock
        self._after_id = 0
        self._taken = 0

    async def step(self) -> None:
        before = self._clock.now().date() - KEPT
        self._after_id = await self._ledger.prune(before, self._after_id, PAGE) or 0
        if self._taken % _STEPS == 0:
            await self._ledger.prune_quotes_of_the_day(before, PAGE)
        self._taken += 1
