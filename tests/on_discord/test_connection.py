"""Logging in to Discord, staying there, and leaving."""

import asyncio

import discord
import pytest

from quotebot.core.errors import AccessRevoked, CredentialRefused, OperatorError
from quotebot.on_discord.closing import intents_refused
from quotebot.on_discord.connection import DiscordConnection
from quotebot.sandbox.discord import LoopbackDiscord, ServerError
from quotebot.sandbox.slack import LoopbackSlack
from tests.anthologies import SMALL
from tests.chats import Patience, desk_for, on_discord

pytestmark = pytest.mark.usefixtures("discords_own_addresses")


def connection(discord: LoopbackDiscord, token: str | None = None) -> DiscordConnection:
    return DiscordConnection(
        token or discord.token,
        desk_for(SMALL),
        api=discord.api_url,
        gateway=discord.gateway_url,
        guild_ready_timeout=0.05,
    )


async def test_a_wrong_token_is_refused_in_one_sentence_that_names_the_variable() -> None:
    async with LoopbackDiscord() as discord:
        bot = connection(discord, token="wrong.token.here")
        with pytest.raises(CredentialRefused, match="DISCORD_TOKEN") as refusal:
            await bot.log_in()
        await bot.close()
        assert "wrong.token.here" not in str(refusal.value)


async def test_a_discord_that_is_down_is_waited_for_ever_more_patiently() -> None:
    patience = Patience(pauses=20)
    async with LoopbackDiscord() as discord:
        gone = discord.api_url
    bot = DiscordConnection(discord.token, desk_for(SMALL), api=gone, pause=patience)
    await patience.exhausted_by(bot.log_in())
    await bot.close()
    assert max(patience.seconds[:3]) <= 4
    assert 5 < max(patience.seconds) <= 60


async def test_an_address_that_is_not_discords_is_said_to_be_wrong() -> None:
    async with LoopbackSlack(bot_token="xoxb-1", app_token="xapp-1") as other:
        bot = DiscordConnection("a.b.c", desk_for(SMALL), api=other.api_url)
        with pytest.raises(OperatorError, match="QUOTEBOT_DISCORD_API"):
            await bot.log_in()
        await bot.close()


async def test_a_token_that_is_withdrawn_ends_the_connection() -> None:
    async with LoopbackDiscord() as discord:
        bot = connection(discord)
        await bot.log_in()
        serving = asyncio.create_task(bot.serve())
        await discord.connected()
        await discord.revoke_token()
        with pytest.raises(AccessRevoked, match="DISCORD_TOKEN"):
            await asyncio.wait_for(serving, 10)
        await bot.close()


async def test_of_refused_intents_those_that_need_consent_are_named() -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    async with discord.Client(intents=intents) as client:
        assert "asks for (message_content)" in intents_refused(client)


async def test_a_lost_connection_is_taken_up_again() -> None:
    async with on_discord(SMALL) as discord:
        await discord.reconnect()
        await discord.connected()
        assert (await discord.command("quote")).messages


async def test_an_answer_that_discord_refuses_is_logged_and_nothing_breaks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    route = "POST /interactions/{interaction_id}/{interaction_token}/callback"
    async with on_discord(SMALL) as discord:
        discord.fail_next(route, ServerError(status=400))
        with pytest.raises(Exception, match="respond"):
            await discord.command("quote", within=0.3)
        assert "did not reach Discord" in caplog.text
        assert (await discord.command("quote")).messages
