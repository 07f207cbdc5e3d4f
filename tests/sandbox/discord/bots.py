"""Small bots on the real discord.py, for trying the loopback Discord."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import discord
from discord import app_commands, ui

from quotebot.sandbox.discord import LoopbackDiscord

Interaction = discord.Interaction[discord.Client]
Answering = Callable[[Interaction], Awaitable[object]]


class Bot(discord.Client):
    """Registers its tree at the start; the session's events are collected by name."""

    def __init__(self, *, intents: discord.Intents | None = None) -> None:
        super().__init__(
            intents=intents or discord.Intents(guilds=True),
            guild_ready_timeout=0.05,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.resumed = asyncio.Event()
        self.left = asyncio.Event()

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_resumed(self) -> None:
        self.resumed.set()

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.left.set()


def bot_answering(answering: Answering) -> Bot:
    """A bot with one command, /quote, whose topic has autocomplete."""
    bot = Bot()

    @bot.tree.command(name="quote", description="Show a quote")
    async def quote(interaction: Interaction, topic: str = "") -> None:
        await answering(interaction)

    @quote.autocomplete("topic")
    async def suggest(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=f"{typed} {n}", value=f"{typed}{n}") for n in range(25)]

    return bot


@asynccontextmanager
async def running(bot: Bot, loopback: LoopbackDiscord) -> AsyncIterator[Bot]:
    """The bot, connected; an error that ends it before that is raised here."""
    async with bot:
        life = asyncio.create_task(bot.start(loopback.token))
        ready = asyncio.create_task(loopback.connected())
        try:
            await asyncio.wait((life, ready), return_when=asyncio.FIRST_COMPLETED)
            if life.done():
                life.result()
            yield bot
        finally:
            ready.cancel()
            await bot.close()
            with suppress(asyncio.CancelledError, discord.DiscordException):
                await life


class AnsweringButton(ui.Button[ui.LayoutView]):
    def __init__(self, custom_id: str, pressed: Answering) -> None:
        super().__init__(label="Another", custom_id=custom_id)
        self._pressed = pressed

    async def callback(self, interaction: Interaction) -> None:
        await self._pressed(interaction)


def button_view(custom_id: str, pressed: Answering) -> ui.LayoutView:
    """A Components V2 message: a text and a button."""
    view = ui.LayoutView(timeout=None)
    row: ui.ActionRow[ui.LayoutView] = ui.ActionRow(AnsweringButton(custom_id, pressed))
    view.add_item(ui.Container(ui.TextDisplay("A quote")))
    view.add_item(row)
    return view
