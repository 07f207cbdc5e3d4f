"""Discord's /daily: for those who may manage the server, which Discord asks and we ask again."""

import discord
from discord import app_commands

from quotebot.core import commands, daily_wording
from quotebot.core.commands import Command
from quotebot.core.daily_words import complete_zone
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import ActOnDaily, ListDaily, Notice, SetDaily
from quotebot.on_discord.translating import Interaction, answer

_LONGEST = 100  # characters in an option; nothing sensible is as long
_GENERAL = "general"  # the channel that Discord makes with a server, unless it was renamed


def daily_group(desk: FrontDesk) -> app_commands.Group:
    """The group with all its commands."""
    name = commands.DAILY_SET.path[0]
    group = app_commands.Group(
        name=name,
        description=commands.GROUP_SUMMARIES[name],
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=False, private_channel=False
        ),
    )
    _add_set(group, desk)
    _add_list(group, desk)
    for command in commands.DAILY_ACTIONS:
        _add_action(group, desk, command)
    return group


def _add_set(group: app_commands.Group, desk: FrontDesk) -> None:
    text = app_commands.Range[str, 1, _LONGEST]

    @group.command(name=commands.DAILY_SET.path[1], description=commands.DAILY_SET.summary)
    @app_commands.describe(**{option.name: option.summary for option in commands.DAILY_SET.options})
    async def set_(
        interaction: Interaction,
        time: text,
        timezone: text,
        channel: discord.TextChannel | None = None,
        days: text | None = None,
        topics: text | None = None,
    ) -> None:
        where = str(channel.id) if channel else None
        ask = SetDaily(time, timezone, days, topics, where)
        await answer(desk, interaction, ask, caution(channel or interaction.channel))

    @set_.autocomplete("timezone")
    async def complete(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return [app_commands.Choice(name=zone, value=zone) for zone in complete_zone(typed)]


def caution(channel: object) -> Notice | None:
    """What whoever chose the channel may not have thought of; None for most channels."""
    match channel:
        case discord.Thread():
            return Notice(daily_wording.IN_A_THREAD)
        case discord.TextChannel() if channel.is_news():
            return Notice(daily_wording.IN_AN_ANNOUNCEMENT_CHANNEL)
        case discord.TextChannel(name=name) if name.casefold() == _GENERAL:
            return Notice(daily_wording.IN_THE_GENERAL_CHANNEL)
        case _:
            return None


def _add_list(group: app_commands.Group, desk: FrontDesk) -> None:
    @group.command(name=commands.DAILY_LIST.path[1], description=commands.DAILY_LIST.summary)
    async def list_(interaction: Interaction) -> None:
        await answer(desk, interaction, ListDaily())


def _add_action(group: app_commands.Group, desk: FrontDesk, command: Command) -> None:
    if not isinstance(command.ask, ActOnDaily):
        raise TypeError(f"{command.typed} does nothing to a plan")
    action = command.ask.action

    @group.command(name=command.path[1], description=command.summary)
    @app_commands.describe(number=commands.NUMBER.summary)
    async def act(
        interaction: Interaction, number: app_commands.Range[int, 1] | None = None
    ) -> None:
        await answer(desk, interaction, ActOnDaily(action, number))
