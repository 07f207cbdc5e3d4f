"""A bot in a process of its own, so that its CPU time is its own: quotebot, or a constant card.

Usage: python -m benchmarks.bot PLATFORM KIND, with quotebot's settings in the environment.
Answers each line on standard input with the CPU seconds used so far, and ends with the input.
"""

import asyncio
import logging
import os
import sys
import time

import aiohttp
import discord
import yarl
from discord import app_commands
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from quotebot.core.messages import AskQuote, Choice, QuoteCard
from quotebot.curation.reading import load
from quotebot.on_discord.rendering import Message
from quotebot.on_discord.rendering import render as render_for_discord
from quotebot.on_slack.acknowledging import install
from quotebot.on_slack.translating import Body, payload
from quotebot.settings import load_settings
from quotebot.wiring import assembled, builtin_quotes


async def quotebot() -> None:
    async with assembled(load_settings()) as bot:
        (connection,) = bot.connections
        await connection.log_in()
        serving = asyncio.create_task(connection.serve())
        await until_input_ends()
        await connection.close()
        serving.cancel()


def constant_card() -> QuoteCard:
    quote = next(iter(load([builtin_quotes()]).deck("progress")))
    another = Choice("Another", AskQuote("progress"))
    return QuoteCard(quote=quote, topic="progress", matched="topic", found=None, another=another)


async def constant_discord() -> None:
    """discord.py alone: one command that sends a view made beforehand."""
    discord.http.Route.BASE = os.environ["QUOTEBOT_DISCORD_API"]
    discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(
        os.environ["QUOTEBOT_DISCORD_GATEWAY"]
    )
    client = discord.Client(
        intents=discord.Intents(guilds=True),
        allowed_mentions=discord.AllowedMentions.none(),
        max_messages=None,
        guild_ready_timeout=0.05,
    )
    tree = app_commands.CommandTree(client)
    view = Message(render_for_discord(constant_card()))

    @tree.command(name="quote", description="A constant card")
    async def quote(
        interaction: discord.Interaction[discord.Client], topic: str | None = None
    ) -> None:
        await interaction.response.send_message(view=view)

    await client.login(os.environ["DISCORD_TOKEN"])
    await tree.sync()
    serving = asyncio.create_task(client.connect())
    await until_input_ends()
    await client.close()
    await serving


async def constant_slack(*, prompt: bool) -> None:
    """Bolt alone: acknowledge, then post a payload made beforehand through the shared session."""
    body_of_card = payload(constant_card(), asked_by="max")
    async with aiohttp.ClientSession() as session:
        web = AsyncWebClient(
            os.environ["SLACK_BOT_TOKEN"],
            base_url=os.environ["QUOTEBOT_SLACK_API"],
            session=session,
        )
        app = AsyncApp(client=web)
        if prompt:
            install(app)

        async def on_command(ack: AsyncAck, body: Body) -> None:
            await ack()
            webhook = AsyncWebhookClient(body["response_url"], session=session, retry_handlers=[])
            await webhook.send_dict(dict(body_of_card))

        app.command("/quote")(on_command)
        handler = AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"])
        await handler.connect_async()
        await until_input_ends()
        await handler.close_async()


async def until_input_ends() -> None:
    """Report the CPU time at each line."""
    while await asyncio.to_thread(sys.stdin.readline):
        print(time.process_time(), flush=True)


def main() -> None:
    platform, kind = sys.argv[1:]
    logging.disable(logging.WARNING)
    if kind == "quotebot":
        asyncio.run(quotebot())
    elif platform == "discord":
        asyncio.run(constant_discord())
    else:
        asyncio.run(constant_slack(prompt=kind == "constant"))


if __name__ == "__main__":
    main()
