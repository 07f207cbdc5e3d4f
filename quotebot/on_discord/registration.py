"""Registers the commands with Discord when what is registered is not what the code declares."""

import logging
from typing import Any

import discord
from discord import app_commands

from quotebot.core.events import Event

log = logging.getLogger(__name__)

# What Discord adds to a command that it gives back, and what stands for "not given".
_ITS_OWN = {"id", "application_id", "version", "guild_id"}
_ABSENT: tuple[object, ...] = (None, False, [], {})


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> bool:
    """Replace the global commands if they differ; whether they did.

    Discord allows 200 new commands a day, so this must not happen at every start.
    """
    application = client.application_id
    if application is None:
        raise AssertionError("logged in, yet without an application id")
    registered = await client.http.get_global_commands(application)
    declared = [command.to_dict(tree) for command in tree.get_commands()]
    if _comparable(registered) == _comparable(declared):
        log.info(Event.COMMANDS_CURRENT(platform="Discord", count=len(declared)))
        return False
    await tree.sync()
    log.info(Event.COMMANDS_REGISTERED(platform="Discord", count=len(declared)))
    return True


def _comparable(commands: Any) -> list[Any]:
    return sorted((_plain(command) for command in commands), key=lambda command: command["name"])


def _plain(part: Any) -> Any:
    """A command or a part of it without what makes no difference between sent and given back."""
    match part:
        case dict():
            kept = {key: _plain(value) for key, value in part.items() if key not in _ITS_OWN}
            kept = {key: value for key, value in kept.items() if value not in _ABSENT}
            if kept.get("dm_permission") is True:
                del kept["dm_permission"]
            return kept
        case list() | tuple():
            return [_plain(value) for value in part]
        case bool():
            return part
        case int():
            return str(part)  # permissions are sent as a number and come back as text
        case _:
            return part
