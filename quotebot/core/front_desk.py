"""Where both platforms hand in requests: every one gets a reply, in time, whatever happens."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager
from typing import Final

from quotebot.core import wording
from quotebot.core.answering import Answerer
from quotebot.core.completing import Completion
from quotebot.core.errors import PersonError, StoreError
from quotebot.core.events import Event
from quotebot.core.messages import Ask, Notice, Platform, Reply, Request
from quotebot.core.observed import UNOBSERVED, CommandOutcome, asked_for
from quotebot.core.ports import Ledger, Observer
from quotebot.core.refusals import Refusals

log = logging.getLogger(__name__)

BUDGET: Final = 2.0  # seconds; both platforms give up on an answer after 3


class FrontDesk:
    """Takes requests while the bot runs, and knows which of them are still being answered."""

    def __init__(
        self,
        answerer: Answerer,
        new_reference: Callable[[], str],
        ledger: Ledger | None = None,
        refusals: Refusals | None = None,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._answerer = answerer
        self._observer = observer
        self._ledger = ledger
        self._refusals = refusals
        self._new_reference = new_reference
        self._serving = 0
        self._idle = asyncio.Event()
        self._idle.set()

    async def news_for(self, request: Request) -> Notice | None:
        """What the person is to be told besides the reply, privately; mostly nothing."""
        if self._refusals is None:
            return None
        try:
            return await self._refusals.news_for(request)
        except StoreError as error:
            log.warning(Event.REFUSAL_UNTOLD(place=request.place, error=error))
            return None

    async def removed_from(self, platform: Platform, server: str) -> None:
        """The bot was removed from a server: its plans and all that was kept of it are deleted."""
        if self._ledger is None or not server:  # direct messages are of no server
            return
        try:
            plans = await self._ledger.forget_server(platform, server)
        except StoreError as error:
            log.error(Event.SERVER_NOT_FORGOTTEN(platform=platform, server=server, error=error))  # noqa: TRY400 - the sentence says it all
            return
        log.info(Event.SERVER_LEFT(platform=platform, server=server, plans=plans))

    async def present_in(self, platform: Platform, servers: Collection[str]) -> None:
        """These are all the servers that have the bot: what is kept of others is deleted."""
        if self._ledger is None:
            return
        try:
            known = await self._ledger.servers(platform)
        except StoreError as error:
            log.error(Event.SERVERS_UNKNOWN(platform=platform, error=error))  # noqa: TRY400 - the sentence says it all
            return
        for server in set(known) - set(servers):
            await self.removed_from(platform, server)

    def complete(self, typed: str) -> list[str]:
        """Topic ids for a word half typed, best first."""
        return self._answerer.complete(typed)

    def not_shared(self, request: Request) -> None:
        """The platform surely did not show what the request was to share: it may be tried again."""
        self._answerer.not_shared(request)

    def complete_author(self, typed: str) -> list[Completion]:
        """Who may be meant by a name half typed, best first."""
        return self._answerer.complete_author(typed)

    def complete_quote(self, typed: str) -> list[Completion]:
        """Which quote may be meant by an id or by words half typed, best first."""
        return self._answerer.complete_quote(typed)

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
        clock = asyncio.get_running_loop().time
        began, outcome = clock(), CommandOutcome.CANCELLED
        try:
            reply, outcome = await self._reply(request)
        finally:
            seconds = clock() - began
            platform, command = request.place.platform, asked_for(request.ask)
            self._observer.answered(platform, command, outcome, seconds)
        if log.isEnabledFor(logging.DEBUG):
            _note(request, reply, seconds)
        return reply

    async def _reply(self, request: Request) -> tuple[Reply, CommandOutcome]:
        try:
            async with asyncio.timeout(BUDGET):
                return await self._answerer.answer(request), CommandOutcome.ANSWERED
        except PersonError as refusal:
            return Notice(str(refusal), refused=True), CommandOutcome.REFUSED
        except TimeoutError:
            log.warning(
                Event.COMMAND_LATE(seconds=BUDGET, ask=_kind(request.ask), place=request.place)
            )
            return Notice(wording.TOO_SLOW, refused=True), CommandOutcome.TOO_SLOW
        except StoreError as error:
            log.error(  # noqa: TRY400 - the sentence says it all
                Event.COMMAND_UNANSWERABLE(ask=_kind(request.ask), place=request.place, error=error)
            )
            return Notice(wording.NO_DATABASE, refused=True), CommandOutcome.FAILED
        except Exception:
            reference = self._new_reference()
            log.exception(
                Event.COMMAND_FAILED(
                    request_id=reference, ask=_kind(request.ask), place=request.place
                )
            )
            return Notice(wording.apology(reference), refused=True), CommandOutcome.FAILED

    async def drain(self, within: float) -> bool:
        """Wait until nothing is being answered; False when that takes longer than that."""
        try:
            async with asyncio.timeout(within):
                await self._idle.wait()
        except TimeoutError:
            return False
        return True


def _kind(ask: Ask) -> str:
    return type(ask).__name__


def _note(request: Request, reply: Reply, seconds: float) -> None:
    log.debug(
        Event.COMMAND_ANSWERED(
            ask=_kind(request.ask),
            reply=type(reply).__name__,
            place=request.place,
            duration_ms=round(seconds * 1000, 1),
        )
    )
