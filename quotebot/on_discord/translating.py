"""From Discord's interactions to places, persons and back to messages."""

import logging
from collections.abc import Iterable
from typing import Any, Final

import aiohttp
import discord
from discord import app_commands
from discord.webhook.async_ import interaction_message_response_params

from quotebot.core.completing import Completion
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Ask, Notice, Person, Place, Platform, Reply, Request, is_private
from quotebot.core.shortening import shorten
from quotebot.on_discord.rendering import Message, render

log = logging.getLogger(__name__)

_MAX_CHOICE: Final = 100  # Discord's limit for the name of a choice

Interaction = discord.Interaction[discord.Client]

UNDELIVERED = (discord.DiscordException, aiohttp.ClientError, TimeoutError, OSError)


async def answer(
    desk: FrontDesk, interaction: Interaction, ask: Ask, caution: Notice | None = None
) -> None:
    """Have the desk answer what a command asks; the caution follows unless that is refused."""
    request = request_of(interaction, ask)
    async with desk.answering(request) as reply:
        await send(interaction, reply)
        if caution and not (isinstance(reply, Notice) and reply.refused):
            await tell(interaction, caution)
        if news := await desk.news_for(request):
            await tell(interaction, news)


def choices(completions: Iterable[Completion]) -> list[app_commands.Choice[str]]:
    """What Discord offers while an option is being typed."""
    return [
        app_commands.Choice(name=shorten(one.shown, _MAX_CHOICE), value=one.value)
        for one in completions
    ]


def request_of(interaction: Interaction, ask: Ask) -> Request:
    place = Place(Platform.DISCORD, str(interaction.guild_id or ""), str(interaction.channel_id))
    message = interaction.message
    return Request(ask, place, person_of(interaction), str(message.id) if message else "")


def person_of(interaction: Interaction) -> Person:
    return Person(
        str(interaction.user.id),
        interaction.user.display_name,
        runs_place=interaction.permissions.manage_guild,
    )


async def tell(interaction: Interaction, news: Notice) -> None:
    """Say something more to the one who asked, after the answer."""
    try:
        await interaction.followup.send(view=Message(render(news)), ephemeral=True)
    except UNDELIVERED as error:
        log.warning(Event.NOTICE_UNDELIVERED(platform="Discord", error=error))


async def send(
    interaction: Interaction,
    reply: Reply,
    *,
    in_place: bool = False,
    asked_by: str | None = None,
) -> None:
    """Answer the interaction; what Discord refuses or does not get is logged, nothing is raised.

    `in_place` replaces the message whose button was pressed, unless there is only a notice to give.
    """
    view = Message(render(reply, asked_by))
    try:
        if in_place and not isinstance(reply, Notice):
            await interaction.response.edit_message(view=view)
        else:
            await interaction.response.send_message(view=view, ephemeral=is_private(reply))
    except UNDELIVERED as error:
        log.warning(Event.ANSWER_UNDELIVERED(platform="Discord", error=error))


def payload(reply: Reply) -> dict[str, Any]:
    """The exact body that is sent for the reply to a command, from discord.py's own builder."""
    flags = discord.MessageFlags(ephemeral=is_private(reply))
    parameters = interaction_message_response_params(
        type=discord.InteractionResponseType.channel_message.value,
        content=None,
        flags=flags,
        view=Message(render(reply)),
        previous_allowed_mentions=discord.AllowedMentions.none(),
    )
    return parameters.payload or {}
