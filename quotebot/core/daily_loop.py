"""Keeps the daily round going: every second what is due, every few seconds what was left behind."""

import asyncio
import logging
from typing import Final

from quotebot.core.carrying import Carrier
from quotebot.core.daily import DailyRound
from quotebot.core.errors import StoreError
from quotebot.core.events import Event
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Clock, Observer
from quotebot.core.pruning import Pruning
from quotebot.core.refusals import Refusals

log = logging.getLogger(__name__)

TICK: Final = 1.0  # seconds
SWEEP: Final = 5  # ticks between two looks at what a crash or a failure left behind
PRUNE: Final = 3600  # ticks between two looks at what is old
LONGEST_WAIT: Final = 60.0  # seconds between two tries when the database cannot be used


class DailyLoop:
    """Posts daily quotes until it is cancelled."""

    def __init__(
        self,
        daily: DailyRound,
        carrier: Carrier,
        clock: Clock,
        refusals: Refusals,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._observer = observer
        self._pruning = Pruning(daily.ledger, clock)
        self._daily = daily
        self._refusals = refusals
        self._carrier = carrier
        self._clock = clock

    async def run(self) -> None:
        """Never ends by itself; while the database cannot be used nothing is posted."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._carrier.run(self._daily.deliver))
            tasks.create_task(self._beat())

    async def _beat(self) -> None:
        beats, wait = 0, TICK
        while True:
            try:
                await self.step(sweep=beats % SWEEP == 0)
                if beats % PRUNE == PRUNE - 1:
                    await self._pruning.step()
                wait = TICK
            except StoreError as error:
                wait = min(2 * wait, LONGEST_WAIT)
                log.error(Event.DAILY_SUSPENDED(error=error, seconds=round(wait)))  # noqa: TRY400 - the sentence says it all
            except Exception:
                wait = min(2 * wait, LONGEST_WAIT)
                log.exception(Event.DAILY_ROUND_BROKEN(seconds=round(wait)))
            beats += 1
            await self._clock.sleep(wait)

    async def step(self, *, sweep: bool) -> None:
        """Hand everything that is due to the carrier; with `sweep` also what was left behind."""
        async for page in self._daily.tick():
            await self._carrier.enqueue(page)
        if sweep:
            async for page in self._daily.stranded():
                await self._carrier.enqueue(page)
            await self._refusals.refresh()
        self._observer.round_done()
