"""Discord's commands and buttons for everyone: payload in, request, reply, payload out."""

import logging

import discord
from discord import app_commands

from quotebot.core import buttons, commands
from quotebot.core.buttons import MAX_TYPED
from quotebot.core.completing import COMPLETIONS
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import AskQuote, AskToday, PressExpired
from quotebot.core.narrowing import MAX_NAME, MAX_PASTED
from quotebot.on_discord.daily_commands import daily_group
from quotebot.on_discord.quotes_commands import quotes_group
from quotebot.on_discord.rest import Rest
from quotebot.on_discord.sharing import take_away
from quotebot.on_discord.translating import Interaction, answer, choices, request_of, send

log = logging.getLogger(__name__)

_STALE = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)

Command = app_commands.Command[app_commands.Group, ..., None]


class Tree(app_commands.CommandTree[discord.Client]):
    """Discord's commands; one that this version does not know gets an answer too."""

    def __init__(self, client: discord.Client, desk: FrontDesk) -> None:
        super().__init__(client)
        self._desk = desk
        for command in (_quote(desk), _today(desk), quotes_group(desk), daily_group(desk)):
            self.add_command(command)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        if not isinstance(error, _STALE):
            log.error(Event.HANDLER_FAILED(platform="Discord", handler="command"), exc_info=error)
        if not interaction.response.is_done():
            await answer(self._desk, interaction, PressExpired())


async def on_press(interaction: Interaction, desk: FrontDesk, follow_ups: Rest) -> None:
    """Answer a button, by its id alone: it may stand on a message from last year."""
    ask = buttons.decode(str(dict(interaction.data or {}).get("custom_id")))
    request = request_of(interaction, ask)
    async with desk.answering(request) as reply:
        if buttons.takes_away(ask):
            await take_away(interaction, request, reply, desk, follow_ups)
            return
        in_place = buttons.stays_in_place(ask)
        await send(interaction, reply, in_place=in_place, asked_by=interaction.user.display_name)


def _quote(desk: FrontDesk) -> Command:
    @app_commands.command(name=commands.QUOTE.path[0], description=commands.QUOTE.summary)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(
        topic=commands.TOPIC.summary,
        author=commands.AUTHOR.summary,
        search=commands.SEARCH.summary,
        private=commands.PRIVATE.summary,
    )
    async def quote(
        interaction: Interaction,
        topic: app_commands.Range[str, 1, MAX_TYPED] | None = None,
        author: app_commands.Range[str, 1, MAX_NAME] | None = None,
        search: app_commands.Range[str, 1, MAX_PASTED] | None = None,
        private: bool = False,  # noqa: FBT001, FBT002 - discord.py hands options in by position
    ) -> None:
        await answer(desk, interaction, AskQuote(topic, private, author=author, words=search))

    @quote.autocomplete("topic")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = desk.complete(typed)[:COMPLETIONS]
        return [app_commands.Choice(name=id_.replace("-", " "), value=id_) for id_ in found]

    @quote.autocomplete("author")
    async def name(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(desk.complete_author(typed))

    return quote


def _today(desk: FrontDesk) -> Command:
    @app_commands.command(name=commands.TODAY.path[0], description=commands.TODAY.summary)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    async def today(interaction: Interaction) -> None:
        await answer(desk, interaction, AskToday())

    return today
