"""The bot's connection to Discord: log in, register, listen, close."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import aiohttp
import discord
import yarl
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    wait_random_exponential,
)

from quotebot.core.errors import AccessRevoked, CredentialRefused
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Platform
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Observer
from quotebot.on_discord.commands import Tree, on_press
from quotebot.on_discord.rate_limits import heard_by
from quotebot.on_discord.registration import register, without_voice
from quotebot.on_discord.registry import NOT_KNOWN, not_discord
from quotebot.on_discord.rest import Rest
from quotebot.on_discord.sharing import follow_ups

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

_AUTHENTICATION_FAILED = 4004  # the gateway's close code
_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)


class DiscordConnection:
    """One bot user on Discord's gateway; it needs the guilds intent and no other."""

    name = "Discord"

    def __init__(
        self,
        token: str,
        desk: FrontDesk,
        *,
        api: str | None = None,
        gateway: str | None = None,
        guild_ready_timeout: float = 2.0,
        pause: Pause = asyncio.sleep,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._observer = observer
        self._token = token
        self._pause = pause
        self._ready_seconds = guild_ready_timeout + 0.5
        # discord.py has no other place for these addresses; it reads both at each use.
        if api:
            discord.http.Route.BASE = api.rstrip("/")
        if gateway:
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        without_voice()
        self._follow_ups = follow_ups(api, observer)
        self._new_client = partial(_Client, desk, self._follow_ups, guild_ready_timeout, observer)
        self._client = self._new_client()

    async def log_in(self) -> None:
        """Check the token and register the commands, waiting for a network that is down.

        Raises CredentialRefused when Discord does not know the token.
        """
        self._observer.disconnected(Platform.DISCORD)
        try:
            async for attempt in AsyncRetrying(
                retry=retry_if_exception_type(_UNREACHABLE),
                wait=wait_random_exponential(multiplier=1, max=60),
                before_sleep=_say_so,
                sleep=self._pause,
            ):
                with attempt:
                    # A client whose login failed keeps a closed connector; it cannot try again.
                    await self._client.close()
                    self._client = self._new_client()
                    await self._client.login(self._token)
        except discord.LoginFailure as error:
            raise CredentialRefused(NOT_KNOWN) from error
        except discord.HTTPException as error:
            raise not_discord(error.status) from error

    async def serve(self) -> None:
        """Answer until closed; raises AccessRevoked when Discord takes the token back."""
        try:
            await self._client.connect(reconnect=True)
        except discord.PrivilegedIntentsRequired as refused:
            raise AccessRevoked(intents_refused(self._client)) from refused
        except discord.ConnectionClosed as closed:
            if closed.code == _AUTHENTICATION_FAILED:
                raise AccessRevoked(
                    "Discord has withdrawn the token: put a new one into DISCORD_TOKEN and restart"
                ) from closed
            raise

    async def close(self) -> None:
        await self._until_ready()
        await self._client.close()
        await self._follow_ups.close()
        self._observer.disconnected(Platform.DISCORD)

    async def _until_ready(self) -> None:
        """Let discord.py finish a start: closed in the middle of it, it leaves a failing task."""
        client = self._client
        if client.is_closed() or client.is_ready() or client.ws is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._ready_seconds):
                await client.wait_until_ready()


def intents_refused(client: discord.Client) -> str:
    """Which, of those that Discord gives only with its consent if there are any, and what to do."""
    asked = {name for name, is_asked in client.intents if is_asked}
    privileged = {name for name, is_usual in discord.Intents.default() if not is_usual}
    names = ", ".join(sorted(asked & privileged or asked))
    return (
        f"Discord refuses the intents that the bot asks for ({names}): switch them on under"
        " Privileged Gateway Intents at"
        f" https://discord.com/developers/applications/{client.application_id}/bot and restart"
    )


def _say_so(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning(
        Event.PLATFORM_UNREACHABLE(
            platform="Discord", error=error, seconds=round(state.upcoming_sleep)
        )
    )


class _Client(discord.Client):
    def __init__(
        self, desk: FrontDesk, rest: Rest, guild_ready_timeout: float, observer: Observer
    ) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=guild_ready_timeout,
            http_trace=next(iter(heard_by(observer)), None),  # type: ignore[arg-type] # None is allowed
        )
        self._observer = observer
        self._desk = desk
        self._follow_ups = rest
        self.tree = Tree(self, desk)

    async def setup_hook(self) -> None:
        await register(self, self.tree)

    async def on_ready(self) -> None:
        log.info(Event.PLATFORM_CONNECTED(platform="Discord", servers=len(self.guilds)))
        await self._desk.present_in(Platform.DISCORD, {str(guild.id) for guild in self.guilds})

    async def on_connect(self) -> None:
        self._observer.connected(Platform.DISCORD)

    async def on_resumed(self) -> None:
        self._observer.connected(Platform.DISCORD)

    async def on_disconnect(self) -> None:
        self._observer.disconnected(Platform.DISCORD)

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._desk.removed_from(Platform.DISCORD, str(guild.id))

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        if interaction.type is discord.InteractionType.component:
            await on_press(interaction, self._desk, self._follow_ups)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        log.exception(Event.HANDLER_FAILED(platform="Discord", handler=event_method))
