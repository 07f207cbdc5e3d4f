"""The real bot on the two loopback platforms, for tests from end to end.

What it sent to Discord is held against Discord's OpenAPI document wherever that is at hand.
"""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from random import Random

from quotebot.core.answering import Answerer
from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.daily_desk import DailyDesk
from quotebot.core.daily_loop import DailyLoop
from quotebot.core.front_desk import FrontDesk
from quotebot.core.library import library_of
from quotebot.core.messages import Platform
from quotebot.core.ports import Clock, Store
from quotebot.core.quotes import Anthology
from quotebot.core.refusals import Refusals
from quotebot.curation.reloading import Reloader
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.connection import SlackConnection
from quotebot.on_slack.posting import slack_poster
from quotebot.running.supervising import keep_answering
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from quotebot.wiring import Bot, SystemClock, Voice
from tests.anthologies import SMALL, shelf_of
from tests.sandbox.discord.openapi import assert_documented

BOT_TOKEN = "xoxb-test"
APP_TOKEN = "xapp-test"
MOST_LOOKED_AT = 400
SCOPES = {
    "app_mentions:read",
    "commands",
    "chat:write",
    "channels:history",
    "groups:history",
    "users:read",
}


def desk_for(anthology: Anthology, store: Store | None = None) -> FrontDesk:
    """A desk that knows nothing of daily quotes."""
    return FrontDesk(
        Answerer(shelf_of(anthology), store or InMemoryStore(), Random(1)), lambda: "ref-1"
    )


def no_daily_quotes() -> DailyLoop:
    """A daily round with nothing to do."""
    return _put_together(SMALL, None, {}, SystemClock())[1]


def nothing_to_reload() -> Reloader:
    return Reloader(shelf_of(SMALL), lambda: library_of(SMALL))


@asynccontextmanager
async def on_discord(
    anthology: Anthology,
    store: InMemoryStore | None = None,
    world: LoopbackDiscord | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[LoopbackDiscord]:
    """The bot on a loopback Discord: one that is running already, or a new one."""
    if world is None:
        async with LoopbackDiscord() as new, on_discord(anthology, store, new, clock):
            yield new
        return
    clock = clock or SystemClock()
    async with discord_poster(world.token, clock, api=world.api_url) as poster:
        desk, daily = _put_together(anthology, store, {Platform.DISCORD: poster}, clock)
        connection = DiscordConnection(
            world.token,
            desk,
            api=world.api_url,
            gateway=world.gateway_url,
            guild_ready_timeout=0.05,
        )
        async with _running(Bot(desk, [connection], daily, nothing_to_reload())):
            await asyncio.wait_for(world.connected(), 10)
            yield world
    # Thousands of requests are looked at here and there: each takes milliseconds.
    assert_documented(world.requests[:: len(world.requests) // MOST_LOOKED_AT + 1])


@asynccontextmanager
async def on_slack(
    anthology: Anthology,
    store: InMemoryStore | None = None,
    world: LoopbackSlack | None = None,
    clock: Clock | None = None,
) -> AsyncIterator[LoopbackSlack]:
    """The bot on a loopback Slack: one that is running already, or a new one."""
    if world is None:
        fresh = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES)
        async with fresh as new, on_slack(anthology, store, new, clock):
            yield new
        return
    clock = clock or SystemClock()
    async with slack_poster(BOT_TOKEN, clock, api=world.api_url) as poster:
        desk, daily = _put_together(anthology, store, {Platform.SLACK: poster}, clock)
        connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk, api=world.api_url)
        async with _running(Bot(desk, [connection], daily, nothing_to_reload())):
            await asyncio.wait_for(world.connected(), 10)
            yield world


@asynccontextmanager
async def on_both(
    anthology: Anthology, discord: LoopbackDiscord, slack: LoopbackSlack, clock: Clock
) -> AsyncIterator[None]:
    """One bot on both, whether they are there or not."""
    async with (
        discord_poster(discord.token, clock, api=discord.api_url) as to_discord,
        slack_poster(BOT_TOKEN, clock, api=slack.api_url) as to_slack,
    ):
        voices: dict[Platform, Voice] = {Platform.DISCORD: to_discord, Platform.SLACK: to_slack}
        desk, daily = _put_together(anthology, None, voices, clock)
        connections = (
            DiscordConnection(
                discord.token,
                desk,
                api=discord.api_url,
                gateway=discord.gateway_url,
                guild_ready_timeout=0.05,
            ),
            SlackConnection(BOT_TOKEN, APP_TOKEN, desk, api=slack.api_url),
        )
        async with _running(Bot(desk, connections, daily, nothing_to_reload())):
            yield


def _put_together(
    anthology: Anthology,
    store: InMemoryStore | None,
    voices: Mapping[Platform, Voice],
    clock: Clock,
) -> tuple[FrontDesk, DailyLoop]:
    store, chance = store or InMemoryStore(), Random(1)
    ledger = InMemoryLedger(store)
    shelf = shelf_of(anthology)
    daily = DailyRound(shelf, ledger, store, voices, clock, chance)
    refusals = Refusals(ledger)
    daily_desk = DailyDesk(daily, voices, chance)
    answerer = Answerer(shelf, store, chance, daily_desk)
    desk = FrontDesk(answerer, lambda: "ref-1", ledger, refusals)
    return desk, DailyLoop(daily, InProcessCarrier(), clock, refusals)


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
        self._further = asyncio.Event()

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        if len(self.seconds) == self._left:
            self._over.set()
            await self._further.wait()

    async def used_up(self) -> None:
        """Wait until the last pause is being waited for."""
        await asyncio.wait_for(self._over.wait(), 10)

    def go_on(self) -> None:
        """Let the last pause end."""
        self._further.set()

    async def exhausted_by(self, logging_in: Coroutine[None, None, None]) -> None:
        """Let it try so often, then give up on its behalf."""
        trying = asyncio.create_task(logging_in)
        await self.used_up()
        trying.cancel()
        await asyncio.gather(trying, return_exceptions=True)
