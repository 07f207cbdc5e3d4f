"""Registers the commands with Discord when what is registered is not what the code declares."""

import logging
from typing import Any

import discord
from discord import app_commands

from quotebot.core.errors import OperatorError
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.on_discord.commands import Tree
from quotebot.on_discord.differences import differences
from quotebot.on_discord.registry import Payload, Registry, Unreachable

log = logging.getLogger(__name__)


def declared(desk: FrontDesk) -> list[Payload]:
    """The commands of this version; nothing of the desk stands in them."""
    without_voice()
    return _payloads(Tree(discord.Client(intents=asked_intents()), desk))


def asked_intents() -> discord.Intents:
    """What the bot wants to hear of: servers that take it in or remove it, and nothing else."""
    return discord.Intents(guilds=True)


def without_voice() -> None:
    """Nothing here speaks: that discord.py misses its voice libraries is no news."""
    discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


async def register(client: discord.Client, tree: app_commands.CommandTree[Any]) -> None:
    """Replace the global commands if they differ.

    Discord allows 200 new commands a day, so this must not happen at every start. Where Discord
    refuses, the bot answers with the commands that are registered. Raises ConnectionError when
    Discord cannot be reached.
    """
    commands = _payloads(tree)
    http = client.http
    async with Registry(
        str(http.token), proxy=http.proxy, application=client.application_id
    ) as registry:
        try:
            if not differences(await registry.registered(), commands):
                log.info(Event.COMMANDS_CURRENT(platform="Discord", count=len(commands)))
                return
            await registry.replace(commands)
        except Unreachable as error:
            raise ConnectionError(str(error)) from error
        except OperatorError as error:
            log.warning(Event.COMMANDS_REFUSED(platform="Discord", error=error))
            return
    log.info(Event.COMMANDS_REGISTERED(platform="Discord", count=len(commands)))


def _payloads(tree: app_commands.CommandTree[Any]) -> list[Payload]:
    return [dict(command.to_dict(tree)) for command in tree.get_commands()]
