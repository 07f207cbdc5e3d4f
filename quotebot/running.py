"""Keeps an assembled bot alive, and stops it cleanly."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Final

from quotebot.core.errors import AccessRevoked, CredentialRefused
from quotebot.core.front_desk import FrontDesk
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.prompt import Prompt
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.settings import Settings
from quotebot.wiring import (
    SANDBOX_APP_TOKEN,
    SANDBOX_BOT_TOKEN,
    Bot,
    Connection,
    assembled,
    in_sandbox,
)

log = logging.getLogger(__name__)

DRAIN_SECONDS: Final = 5.0  # for answers under way
CLOSE_SECONDS: Final = 3.0  # for saying goodbye; both together stay under 10


async def run_sandbox(
    settings: Settings, lines: AsyncIterator[str], say: Callable[[str], None]
) -> None:
    """Run on a loopback Discord and a loopback Slack until the lines end or a signal comes.

    `lines` are what a person types, `say` shows them what both platforms answer. Nothing that was
    shown is remembered after the end.
    """
    stop = asyncio.Event()
    async with (
        LoopbackDiscord() as discord,
        LoopbackSlack(bot_token=SANDBOX_BOT_TOKEN, app_token=SANDBOX_APP_TOKEN) as slack,
        assembled(in_sandbox(settings, discord, slack)) as bot,
    ):
        with stopping_on_signals(stop):
            answering = asyncio.create_task(keep_answering(bot, stop))
            talking = asyncio.create_task(_talk(discord, slack, lines, say))
            await asyncio.wait({answering, talking}, return_when=asyncio.FIRST_COMPLETED)
            stop.set()
            talking.cancel()
            await asyncio.gather(talking, return_exceptions=True)
            await answering


async def _talk(
    discord: LoopbackDiscord,
    slack: LoopbackSlack,
    lines: AsyncIterator[str],
    say: Callable[[str], None],
) -> None:
    await asyncio.gather(discord.connected(), slack.connected())
    await Prompt(discord, slack).converse(lines, say)


async def run(settings: Settings) -> None:
    """Run until SIGTERM or SIGINT; raises OperatorError when only the operator can help."""
    stop = asyncio.Event()
    with stopping_on_signals(stop):
        async with assembled(settings) as bot:
            await keep_answering(bot, stop)


@contextmanager
def stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set the event at the first SIGTERM or SIGINT; the second of them ends the process."""
    loop = asyncio.get_running_loop()
    signals = (signal.SIGTERM, signal.SIGINT)

    def on_signal() -> None:
        log.info("stopping")
        stop.set()
        for number in signals:
            loop.remove_signal_handler(number)

    for number in signals:
        loop.add_signal_handler(number, on_signal)
    try:
        yield
    finally:
        for number in signals:
            loop.remove_signal_handler(number)


async def keep_answering(bot: Bot, stop: asyncio.Event) -> None:
    """Answer on every platform until told to stop.

    A platform that withdraws its consent is closed alone; CredentialRefused is raised when none is
    left. Whatever else ends a connection ends them all.
    """
    alive = {asyncio.create_task(_live(one)): one for one in bot.connections}
    stopped = asyncio.create_task(stop.wait())
    try:
        while not stop.is_set():
            await asyncio.wait({*alive, stopped}, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in alive if task.done()]:
                await _bury(alive.pop(task), task)
            if not alive:
                raise CredentialRefused("No platform is left to answer on; see the log above")
    finally:
        stopped.cancel()
        await _stop(bot.desk, bot.connections)
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
        log.error("%s", revoked)  # noqa: TRY400 - the sentence says it all
    log.warning("%s is no longer answered", connection.name)
    await connection.close()


async def _stop(desk: FrontDesk, connections: Sequence[Connection]) -> None:
    if not await desk.drain(DRAIN_SECONDS):
        log.warning("some answers were not finished within %s s", DRAIN_SECONDS)
    closing = [asyncio.create_task(one.close()) for one in connections]
    if closing:
        _, late = await asyncio.wait(closing, timeout=CLOSE_SECONDS)
        for task in late:
            task.cancel()
