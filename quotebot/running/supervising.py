"""Keeps connections alive side by side with the daily round, and closes all of it at the end."""

import asyncio
import logging
from collections.abc import Sequence
from typing import Final

from quotebot.core.errors import AccessRevoked, CredentialRefused
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.wiring import Bot, Connection

log = logging.getLogger(__name__)

DRAIN_SECONDS: Final = 5.0  # for answers and posts under way
CLOSE_SECONDS: Final = 3.0  # for saying goodbye; both together stay under 10


async def keep_answering(bot: Bot, stop: asyncio.Event) -> None:
    """Answer on every platform, and post what is due every day, until told to stop.

    A platform that withdraws its consent is closed alone; CredentialRefused is raised when none is
    left. Whatever else ends a connection ends them all.
    """
    alive = {asyncio.create_task(_live(one)): one for one in bot.connections}
    daily = asyncio.create_task(bot.daily.run())
    stopped = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            await asyncio.wait({*alive, daily, stopped}, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in alive if task.done()]:
                await _bury(alive.pop(task), task)
            if daily.done():
                daily.result()
            if bot.connections and not alive:
                raise CredentialRefused("No platform is left to answer on; see the log above")
    finally:
        stopped.cancel()
        daily.cancel()
        await _stop(bot.desk, bot.connections, daily)
        for task in alive:
            task.cancel()
        await asyncio.gather(*alive, stopped, return_exceptions=True)


async def _live(connection: Connection) -> None:
    await connection.log_in()
    await connection.serve()


async def _bury(connection: Connection, task: asyncio.Task[None]) -> None:
    try:
        await task
    except AccessRevoked as revoked:
        log.error(Event.PLATFORM_REVOKED(platform=connection.name, error=revoked))  # noqa: TRY400 - the sentence says it all
    log.warning(Event.PLATFORM_LEFT(platform=connection.name))
    await _close(connection)


async def _stop(
    desk: FrontDesk, connections: Sequence[Connection], daily: asyncio.Task[None]
) -> None:
    drained, _ = await asyncio.gather(
        desk.drain(DRAIN_SECONDS), asyncio.wait({daily}, timeout=DRAIN_SECONDS + 1)
    )
    if not drained:
        log.warning(Event.BOT_UNFINISHED(seconds=DRAIN_SECONDS))
    await asyncio.gather(*map(_close, connections))


async def _close(connection: Connection) -> None:
    """Say goodbye; whatever goes wrong then must not keep the others from theirs."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await connection.close()
    except TimeoutError:
        log.warning(Event.PLATFORM_SLOW_TO_CLOSE(platform=connection.name, seconds=CLOSE_SECONDS))
    except Exception:
        log.exception(Event.PLATFORM_NOT_CLOSED(platform=connection.name))
