"""Discord's slash commands and buttons: payload in, request, reply, payload out."""

import logging

import discord
from discord import app_commands

from quotebot.core import buttons, commands
from quotebot.core.answering import COMPLETIONS, MAX_TYPED
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Ask, AskHelp, AskQuote, ListTopics, PressExpired
from quotebot.on_discord.translating import request_of, send

log = logging.getLogger(__name__)

Interaction = discord.Interaction[discord.Client]

_STALE = (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)


def add_commands(tree: app_commands.CommandTree[discord.Client], desk: FrontDesk) -> None:
    """Put every declared command into the tree."""

    async def answer(interaction: Interaction, ask: Ask) -> None:
        async with desk.answering(request_of(interaction, ask)) as reply:
            await send(interaction, reply)

    @app_commands.command(name=commands.QUOTE.path[0], description=commands.QUOTE.summary)
    @app_commands.allowed_installs(guilds=True, users=True)
    @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
    @app_commands.describe(topic=commands.TOPIC.summary, private=commands.PRIVATE.summary)
    async def quote(
        interaction: Interaction,
        topic: app_commands.Range[str, 1, MAX_TYPED] | None = None,
        private: bool = False,  # noqa: FBT001, FBT002 - discord.py hands options in by position
    ) -> None:
        await answer(interaction, AskQuote(topic, private))

    @quote.autocomplete("topic")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        found = desk.complete(typed)[:COMPLETIONS]
        return [app_commands.Choice(name=id_.replace("-", " "), value=id_) for id_ in found]

    group = app_commands.Group(
        name=commands.TOPICS.path[0],
        description=commands.GROUP_SUMMARY,
        allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @group.command(name=commands.TOPICS.path[1], description=commands.TOPICS.summary)
    async def topics(interaction: Interaction) -> None:
        await answer(interaction, ListTopics())

    @group.command(name=commands.HELP.path[1], description=commands.HELP.summary)
    async def help_(interaction: Interaction) -> None:
        await answer(interaction, AskHelp())

    tree.add_command(quote)
    tree.add_command(group)


async def on_press(interaction: Interaction, desk: FrontDesk) -> None:
    """Answer a button, by its id alone: it may stand on a message from last year."""
    ask = buttons.decode(str(dict(interaction.data or {}).get("custom_id")))
    async with desk.answering(request_of(interaction, ask)) as reply:
        in_place = buttons.stays_in_place(ask)
        await send(interaction, reply, in_place=in_place, asked_by=interaction.user.display_name)


class Tree(app_commands.CommandTree[discord.Client]):
    """Discord's commands; one that this version does not know gets an answer too."""

    def __init__(self, client: discord.Client, desk: FrontDesk) -> None:
        super().__init__(client)
        self._desk = desk
        add_commands(self, desk)

    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        if not isinstance(error, _STALE):
            log.error("a command failed", exc_info=error)
        if not interaction.response.is_done():
            async with self._desk.answering(request_of(interaction, PressExpired())) as reply:
                await send(interaction, reply)
