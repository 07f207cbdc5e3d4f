"""No secret is told by what goes wrong, or well, between the bot and the platforms."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from quotebot.core.errors import CredentialRefused, OperatorError
from quotebot.core.messages import Place, Platform
from quotebot.core.rotation import Memory
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.connection import SlackConnection
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord import ServerError as DiscordError
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import ServerError
from quotebot.store.in_memory import InMemoryStore
from quotebot.wiring import SystemClock
from tests.anthologies import SMALL
from tests.chats import Patience, desk_for
from tests.cli.canaries import APP, BOT, CANARIES, DISCORD, log_everything

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
with_loopbacks = pytest.mark.usefixtures("discords_own_addresses")


@with_loopbacks
async def test_a_wrong_token_for_discord(heard: Callable[[], str]) -> None:
    log_everything()
    async with LoopbackDiscord(token="a.b.c") as discord:
        bot = DiscordConnection(
            DISCORD, desk_for(SMALL), api=discord.api_url, gateway=discord.gateway_url
        )
        with pytest.raises(CredentialRefused) as refused:
            await bot.log_in()
        await bot.close()
    logging.getLogger("x").error("refused", exc_info=refused.value)
    assert "401" in heard()


@pytest.mark.parametrize(("bot", "app"), [(BOT, "xapp-other"), ("xoxb-other", APP)])
async def test_a_wrong_token_for_slack(bot: str, app: str, heard: Callable[[], str]) -> None:
    log_everything()
    async with LoopbackSlack(bot_token=bot, app_token=app) as slack:
        connection = SlackConnection(BOT, APP, desk_for(SMALL), api=slack.api_url)
        with pytest.raises(CredentialRefused) as refused:
            await connection.log_in()
        await connection.close()
    logging.getLogger("x").error("refused", exc_info=refused.value)
    assert "invalid_auth" in heard()


@with_loopbacks
async def test_platforms_that_cannot_be_reached_or_are_none(heard: Callable[[], str]) -> None:
    log_everything()
    gone = "http://127.0.0.1:1"
    patience = Patience(pauses=2)
    on_discord = DiscordConnection(DISCORD, desk_for(SMALL), api=gone, pause=patience)
    await patience.exhausted_by(on_discord.log_in())
    await on_discord.close()
    patience = Patience(pauses=2)
    on_slack = SlackConnection(BOT, APP, desk_for(SMALL), api=f"{gone}/", pause=patience)
    await patience.exhausted_by(on_slack.log_in())
    await on_slack.close()
    async with LoopbackSlack(bot_token=BOT, app_token=APP) as other:
        wrong = DiscordConnection(DISCORD, desk_for(SMALL), api=other.api_url)
        with pytest.raises(OperatorError) as refused:
            await wrong.log_in()
        await wrong.close()
    logging.getLogger("x").error("refused", exc_info=refused.value)
    written = heard()
    assert "Discord cannot be reached" in written
    assert "Slack cannot be reached" in written


class SingingStore(InMemoryStore):
    """Whose every error holds all the secrets there are."""

    async def recall(self, place: Place, /) -> Memory:
        raise RuntimeError("; ".join(CANARIES.values()))


@asynccontextmanager
async def discord_with(store: InMemoryStore | None = None) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(token=DISCORD) as discord:
        connection = DiscordConnection(
            DISCORD,
            desk_for(SMALL, store),
            api=discord.api_url,
            gateway=discord.gateway_url,
            guild_ready_timeout=0.05,
        )
        await connection.log_in()
        serving = asyncio.create_task(connection.serve())
        await discord.connected()
        yield discord
        await connection.close()
        await serving


@asynccontextmanager
async def slack_with(store: InMemoryStore | None = None) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(bot_token=BOT, app_token=APP) as slack:
        connection = SlackConnection(BOT, APP, desk_for(SMALL, store), api=slack.api_url)
        await connection.log_in()
        await slack.connected()
        yield slack
        await connection.close()


@with_loopbacks
async def test_a_handler_that_fails_on_either_platform(heard: Callable[[], str]) -> None:
    log_everything()
    async with discord_with(SingingStore()) as discord, slack_with(SingingStore()) as slack:
        assert (await discord.command("quote")).messages
        assert (await slack.command("/quote")).messages
    written = heard()
    assert written.count('"event": "command.failed"') == 2
    assert "RuntimeError: ***; Bot ***; ***" in written


@pytest.mark.slow
@with_loopbacks
async def test_all_that_the_libraries_say_when_answers_go_well_and_do_not(
    heard: Callable[[], str],
) -> None:
    log_everything()
    async with discord_with() as discord, slack_with() as slack:
        assert (await discord.command("quote")).messages
        assert (await slack.command("/quote")).messages
        discord.fail_next(CALLBACK, DiscordError(status=400))
        with pytest.raises(Exception, match="respond"):
            await discord.command("quote")
        slack.fail_next("response_url", ServerError(500))
        await slack.command("/quote", timeout=0.1)
        await discord.reconnect()
        await discord.connected()
        await slack.disconnect()
        await slack.connected()
    written = heard()
    for said in ("discord.http", "discord.gateway", "slack_bolt", "answer.undelivered"):
        assert said in written


@with_loopbacks
async def test_a_post_that_is_refused(heard: Callable[[], str]) -> None:
    log_everything()
    async with (
        LoopbackDiscord(token="a.b.c") as discord,
        discord_poster(DISCORD, SystemClock(), api=discord.api_url) as poster,
    ):
        await poster.announce(Place(Platform.DISCORD, "1", "2"), "x")
    heard()
