"""Reads and replaces the commands that Discord has registered for the application."""

from random import SystemRandom

from quotebot.core.answering import Answerer
from quotebot.core.errors import SettingsError
from quotebot.core.front_desk import FrontDesk
from quotebot.core.library import Shelf, library_of
from quotebot.core.quotes import Anthology
from quotebot.on_discord.differences import Difference, differences
from quotebot.on_discord.registration import declared
from quotebot.on_discord.registry import Payload, Registry
from quotebot.settings import Settings, variable
from quotebot.store.in_memory import InMemoryStore
from quotebot.wiring import new_reference, proxy_to_discord


async def compared(
    settings: Settings, guild: int | None, *, clear: bool = False
) -> list[Difference]:
    """What registering would change. Raises OperatorError."""
    async with _registry(settings, guild) as registry:
        wanted = [registry.kept(one) for one in _wanted(clear=clear)]
        return differences(await registry.registered(), wanted)


async def replaced(settings: Settings, guild: int | None, *, clear: bool = False) -> int:
    """How many are registered now. Raises OperatorError."""
    commands = _wanted(clear=clear)
    async with _registry(settings, guild) as registry:
        await registry.replace(commands)
    return len(commands)


def _registry(settings: Settings, guild: int | None) -> Registry:
    if settings.discord_token is None:
        raise SettingsError(
            f"{variable('discord_token')} is not set: commands are registered with Discord"
        )
    token = settings.discord_token.get_secret_value()
    return Registry(token, api=settings.discord_api, proxy=proxy_to_discord(settings), guild=guild)


def _wanted(*, clear: bool) -> list[Payload]:
    if clear:
        return []
    # The same whatever quotes there are.
    shelf = Shelf(library_of(Anthology(())))
    return declared(FrontDesk(Answerer(shelf, InMemoryStore(), SystemRandom()), new_reference))
