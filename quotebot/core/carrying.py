"""Carries the ids of deliveries from whoever opens them to whoever posts them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, Protocol

from quotebot.core.errors import StoreError
from quotebot.core.events import Event

log = logging.getLogger(__name__)

WORKERS: Final = 32  # posts under way at once: enough for 50 a second that take half a second each

Deliver = Callable[[int], Awaitable[None]]


class Carrier(Protocol):
    """Holds no state that matters: what it loses is found in the ledger again."""

    async def enqueue(self, delivery_ids: Iterable[int]) -> None:
        """Have these delivered soon; an id that is on its way already is not taken twice."""
        ...

    async def run(self, deliver: Deliver) -> None:
        """Deliver until cancelled; a delivery that fails is logged and left to the ledger."""
        ...


class InProcessCarrier:
    """A queue in this process, and workers that empty it."""

    def __init__(self, workers: int = WORKERS) -> None:
        self._workers = workers
        self._queue: asyncio.Queue[int] = asyncio.Queue()
        self._on_the_way: set[int] = set()
        self._told: str | None = None

    async def enqueue(self, delivery_ids: Iterable[int]) -> None:
        for delivery_id in delivery_ids:
            if delivery_id not in self._on_the_way:
                self._on_the_way.add(delivery_id)
                self._queue.put_nowait(delivery_id)

    async def run(self, deliver: Deliver) -> None:
        async with asyncio.TaskGroup() as workers:
            for _ in range(self._workers):
                workers.create_task(self._work(deliver))

    async def _work(self, deliver: Deliver) -> None:
        while True:
            delivery_id = await self._queue.get()
            try:
                await self._logged(deliver, delivery_id)
            finally:
                self._on_the_way.discard(delivery_id)

    async def _logged(self, deliver: Deliver, delivery_id: int) -> None:
        """What is wrong with the database is told once for all deliveries that it keeps waiting."""
        try:
            await deliver(delivery_id)
            self._told = None
        except StoreError as error:
            if str(error) != self._told:
                self._told = str(error)
                log.error(Event.DAILY_WAITS(delivery=delivery_id, error=error))  # noqa: TRY400 - the sentence says it all
        except Exception:
            log.exception(Event.DAILY_BROKEN(delivery=delivery_id))
