"""The real bot on the two loopback platforms, for tests from end to end.

What it sent to Discord is held against Discord's OpenAPI document wherever that is at hand.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from random import Random

from quotebot.core.answering import Answerer
from quotebot.core.front_desk import FrontDesk
from quotebot.core.ports import Store
from quotebot.core.quotes import Anthology
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_slack.connection import SlackConnection
from quotebot.running import keep_answering
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.store.in_memory import InMemoryStore
from quotebot.wiring import Bot
from tests.sandbox.discord.openapi import assert_documented

BOT_TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"


def desk_for(anthology: Anthology, store: Store | None = None) -> FrontDesk:
    return FrontDesk(Answerer(anthology, store or InMemoryStore(), Random(1)), lambda: "ref-1")


@asynccontextmanager
async def on_discord(
    anthology: Anthology, store: Store | None = None, world: LoopbackDiscord | None = None
) -> AsyncIterator[LoopbackDiscord]:
    """The bot on a loopback Discord: one that is running already, or a new one."""
    if world is None:
        async with LoopbackDiscord() as new, on_discord(anthology, store, new):
            yield new
        return
    desk = desk_for(anthology, store)
    connection = DiscordConnection(
        world.token,
        desk,
        api=world.api_url,
        gateway=world.gateway_url,
        guild_ready_timeout=0.05,
    )
    async with _running(Bot(desk, [connection])):
        await asyncio.wait_for(world.connected(), 10)
        yield world
    assert_documented(world.requests)


@asynccontextmanager
async def on_slack(
    anthology: Anthology, store: Store | None = None, world: LoopbackSlack | None = None
) -> AsyncIterator[LoopbackSlack]:
    """The bot on a loopback Slack: one that is running already, or a new one."""
    if world is None:
        fresh = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes={"commands"})
        async with fresh as new, on_slack(anthology, store, new):
            yield new
        return
    desk = desk_for(anthology, store)
    connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk, api=world.api_url)
    async with _running(Bot(desk, [connection])):
        await asyncio.wait_for(world.connected(), 10)
        yield world


@asynccontextmanager
async def _running(bot: Bot) -> AsyncIterator[None]:
    stop = asyncio.Event()
    answering = asyncio.create_task(keep_answering(bot, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(answering, 15)


class Patience:
    """A pause for connections that do not come about: it takes no time, and ends at the last."""

    def __init__(self, pauses: int) -> None:
        self.seconds: list[float] = []
        self._left = pauses
        self._over = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) == self._left:
            self._over.set()
            await asyncio.Event().wait()

    async def exhausted_by(self, logging_in: Coroutine[None, None, None]) -> None:
        """Let it try so often, then give up on its behalf."""
        trying = asyncio.create_task(logging_in)
        await asyncio.wait_for(self._over.wait(), 10)
        trying.cancel()
        await asyncio.gather(trying, return_exceptions=True)
