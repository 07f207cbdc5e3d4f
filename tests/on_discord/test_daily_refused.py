"""Daily quotes on Discord that are not wanted: whose, where, and what becomes of them."""

import asyncio
from collections.abc import AsyncIterator
from datetime import time
from random import Random

import discord as discord_py
import pytest

from quotebot.core.answering import Answerer
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Person as Setter
from quotebot.core.messages import Place, Platform
from quotebot.core.plans import DailyPlan
from quotebot.core.schedule import Schedule
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.daily_commands import caution
from quotebot.sandbox.discord import (
    ADA,
    MAX,
    LoopbackDiscord,
    NotOffered,
    Permission,
    payloads,
)
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.anthologies import SMALL, shelf_of
from tests.chats import on_discord
from tests.held_clock import HeldClock
from tests.on_discord.daily_use import (
    HOUR,
    LIBRARY,
    SET,
    daily,
    news_after,
    shown,
)
from tests.on_discord.test_conversation import put_commands

pytestmark = pytest.mark.usefixtures("discords_own_addresses")


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
async def discord(clock: HeldClock) -> AsyncIterator[LoopbackDiscord]:
    async with clock.discord() as world, on_discord(LIBRARY, world=world, clock=clock):
        yield world


async def test_discord_offers_it_in_servers_alone_to_those_who_manage_them(
    discord: LoopbackDiscord,
) -> None:
    (command,) = (one for one in discord.commands if one["name"] == "daily")
    assert command["default_member_permissions"] == str(int(Permission.MANAGE_GUILD))
    assert command["contexts"] == [0]
    assert command["integration_types"] == [0]
    with pytest.raises(NotOffered, match="not offered to Max"):
        await daily(discord, "list", person=MAX)
    with pytest.raises(NotOffered, match="not offered here"):
        await discord.command("daily list", person=ADA, channel=discord.direct_messages(ADA))


@pytest.mark.parametrize("command", ["set", "list", "pause", "preview", "remove"])
async def test_offered_to_everybody_it_refuses_those_who_do_not_manage_the_server(
    discord: LoopbackDiscord, command: str
) -> None:
    await daily(discord, "set", SET)
    await offer_to_everybody(discord)
    said = await daily(discord, command, SET if command == "set" else None, person=MAX)
    assert "Only those who run this place" in said
    assert "1: every day at 09:00" in await daily(discord, "list")


async def offer_to_everybody(discord: LoopbackDiscord) -> None:
    """As a server's owner can do under Integrations, or a client that is not up to date."""
    kept = ("name", "description", "options", "contexts", "integration_types")
    commands = [{key: one[key] for key in kept if key in one} for one in discord.commands]
    await put_commands(discord, commands)


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        (Permission.SEND_MESSAGES, "The bot may not post in the channel: allow it"),
        (Permission.VIEW_CHANNEL, "The bot can no longer see the channel: allow it"),
    ],
)
async def test_where_the_bot_may_not_post_it_is_refused_and_nothing_is_kept(
    discord: LoopbackDiscord, denied: Permission, said: str
) -> None:
    await discord.administration.deny(discord.channel("quotes"), denied)
    options = SET | {"channel": discord.channel("quotes")}
    refused = await daily(discord, "set", options, channel="general")
    assert f"I cannot post there: {said}" in refused
    assert "No daily quote is set up here" in await daily(discord, "list", channel="general")


async def test_a_channel_that_is_deleted_stops_it_and_whoever_set_it_up_is_told_once(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    general = discord.channel("general")
    await discord.administration.delete(discord.channel("quotes"))
    clock.turn(HOUR)
    await clock.until(lambda: [one.status for one in discord.requests].count(404) == 1)
    await clock.pass_by(10)  # until the bot knows whom to tell
    others = await discord.command("quote", person=MAX, channel=general)
    first = await news_after(discord, await discord.command("quote", person=ADA, channel=general))
    assert len(others.messages) == 1
    assert "Daily quote 1, which you set up, was stopped: The channel is gone." in first
    again = await discord.command("quote", person=ADA, channel=general)
    assert len(again.messages) == 1
    status = await daily(discord, "status", channel="general")
    assert "Stopped: The channel is gone." in status
    assert len(discord.messages(general, MAX)) == 3  # the quotes, and nothing of the rest
    assert discord.messages(discord.direct_messages(ADA)) == ()


class WatchedLedger(InMemoryLedger):
    """Tells which servers were forgotten."""

    def __init__(self, store: InMemoryStore) -> None:
        super().__init__(store)
        self.forgotten: asyncio.Queue[str] = asyncio.Queue()

    async def forget_server(self, platform: Platform, server: str) -> int:
        plans = await super().forget_server(platform, server)
        self.forgotten.put_nowait(server)
        return plans


def plan_in(server: str) -> DailyPlan:
    place = Place(Platform.DISCORD, server, "1")
    return DailyPlan(
        place=place, schedule=Schedule(time(9), "UTC"), set_up_by=Setter(str(ADA.id), "Ada")
    )


async def test_a_server_that_removed_the_bot_is_forgotten_at_once_or_at_the_next_start() -> None:
    store = InMemoryStore()
    ledger = WatchedLedger(store)
    desk = FrontDesk(Answerer(shelf_of(SMALL), store, Random(1)), lambda: "ref-1", ledger)
    async with LoopbackDiscord() as discord:
        here = str(discord.world.guilds[0].id)
        for server in (here, "4711"):
            await ledger.add_plan(plan_in(server))
        connection = DiscordConnection(
            discord.token,
            desk,
            api=discord.api_url,
            gateway=discord.gateway_url,
            guild_ready_timeout=0.05,
        )
        await connection.log_in()
        serving = asyncio.create_task(connection.serve())
        assert await asyncio.wait_for(ledger.forgotten.get(), 10) == "4711"
        assert await ledger.servers(Platform.DISCORD) == [here]
        await discord.remove_bot_from(discord.world.guilds[0])
        assert await asyncio.wait_for(ledger.forgotten.get(), 10) == here
        assert await ledger.servers(Platform.DISCORD) == []
        await connection.close()
        await serving


async def test_the_general_channel_gets_a_caution_with_the_answer(
    discord: LoopbackDiscord,
) -> None:
    general = discord.channel("general")
    answer = await discord.command("daily set", SET, person=ADA, channel=general)
    assert "Everybody reads this channel" in await news_after(discord, answer)
    assert "Next post" in shown(answer.message)


async def test_what_is_refused_gets_no_caution(discord: LoopbackDiscord) -> None:
    general = discord.channel("general")
    refused = await discord.command("daily set", SET | {"days": "x"}, person=ADA, channel=general)
    await discord.command("today", person=ADA, channel=general)
    assert [one.ephemeral for one in discord.messages(general)] == [True, True]
    assert len(refused.messages) == 1


async def test_an_announcement_channel_gets_a_caution(
    monkeypatch: pytest.MonkeyPatch, clock: HeldClock
) -> None:
    monkeypatch.setattr(payloads, "GUILD_TEXT", discord_py.ChannelType.news.value)
    async with clock.discord() as discord, on_discord(LIBRARY, world=discord, clock=clock):
        quotes = discord.channel("quotes")
        answer = await discord.command("daily set", SET, person=ADA, channel=quotes)
        assert "only the posts that somebody publishes" in await news_after(discord, answer)


def test_a_thread_gets_a_caution_and_another_channel_does_not() -> None:
    thread = discord_py.Thread.__new__(discord_py.Thread)  # that it is one is all that counts
    assert "This channel is a thread" in getattr(caution(thread), "text", "")
    assert caution(None) is None
