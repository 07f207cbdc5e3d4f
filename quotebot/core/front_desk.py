"""Where both platforms hand in requests: every one gets a reply, in time, whatever happens."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

from quotebot.core import wording
from quotebot.core.answering import Answerer
from quotebot.core.errors import PersonError
from quotebot.core.messages import Notice, Reply, Request

log = logging.getLogger(__name__)

BUDGET: Final = 2.0  # seconds; both platforms give up on an answer after 3


class FrontDesk:
    """Takes requests while the bot runs, and knows which of them are still being answered."""

    def __init__(self, answerer: Answerer, new_reference: Callable[[], str]) -> None:
        self._answerer = answerer
        self._new_reference = new_reference
        self._serving = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def complete(self, typed: str) -> list[str]:
        """Topic ids for a word half typed, best first."""
        return self._answerer.complete(typed)

    @asynccontextmanager
    async def answering(self, request: Request) -> AsyncIterator[Reply]:
        """The reply to the request; the request counts as open until the block is left."""
        self._serving += 1
        self._idle.clear()
        try:
            yield await self.reply(request)
        finally:
            self._serving -= 1
            if not self._serving:
                self._idle.set()

    async def reply(self, request: Request) -> Reply:
        """The reply within BUDGET seconds; never raises but for cancellation."""
        try:
            async with asyncio.timeout(BUDGET):
                return await self._answerer.answer(request)
        except PersonError as refusal:
            return Notice(str(refusal))
        except TimeoutError:
            log.warning("no answer within %s s: %s", BUDGET, type(request.ask).__name__)
            return Notice(wording.TOO_SLOW)
        except Exception:
            reference = self._new_reference()
            log.exception("request failed, reference %s", reference)
            return Notice(wording.apology(reference))

    async def drain(self, within: float) -> bool:
        """Wait until nothing is being answered; False when that takes longer than that."""
        try:
            async with asyncio.timeout(within):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True
