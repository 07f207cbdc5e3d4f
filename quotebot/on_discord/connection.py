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

from quotebot.core.errors import AccessRevoked, CredentialRefused, OperatorError
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Platform
from quotebot.on_discord.commands import Tree, on_press
from quotebot.on_discord.registration import register
from quotebot.on_discord.rest import Rest, reason
from quotebot.on_discord.sharing import follow_ups

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

_UNREACHED = "Discord cannot be reached (%s); next try in %.0f s"
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
    ) -> None:
        self._token = token
        self._pause = pause
        self._ready_seconds = guild_ready_timeout + 0.5
        # discord.py has no other place for these addresses; it reads both at each use.
        if api:
            discord.http.Route.BASE = api.rstrip("/")
        if gateway:
            discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway)
        # Nothing here speaks: a missing voice library is no news.
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        logging.getLogger("discord.client").addFilter(_in_a_sentence)
        self._follow_ups = follow_ups(api)
        self._new_client = partial(_Client, desk, self._follow_ups, guild_ready_timeout)
        self._client = self._new_client()

    @property
    def connected(self) -> bool:
        return self._client.connected

    async def log_in(self) -> None:
        """Check the token and register the commands, waiting for a network that is down.

        Raises CredentialRefused when Discord does not know the token.
        """
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
            raise CredentialRefused(
                "Discord does not know this token: copy the bot token again"
                " (Developer Portal, your application, Bot) into DISCORD_TOKEN"
            ) from error
        except discord.HTTPException as error:
            raise OperatorError(
                f"What answers at Discord's address is not Discord (HTTP {error.status}):"
                " check QUOTEBOT_DISCORD_API, or the proxy"
            ) from error

    async def serve(self) -> None:
        """Answer until closed; raises AccessRevoked when Discord takes the token back."""
        try:
            await self._client.connect(reconnect=True)
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

    async def _until_ready(self) -> None:
        """Let discord.py finish a start: closed in the middle of it, it leaves a failing task."""
        client = self._client
        if client.is_closed() or client.is_ready() or client.ws is None:
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(self._ready_seconds):
                await client.wait_until_ready()


def _say_so(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning(_UNREACHED, reason(error), state.upcoming_sleep)


def _in_a_sentence(record: logging.LogRecord) -> bool:
    """discord.py tells of every outage with a traceback."""
    if record.msg == "Attempting a reconnect in %.2fs" and record.exc_info:
        record.msg, record.args = _UNREACHED, (reason(record.exc_info[1]), *(record.args or ()))
        record.exc_info = None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


class _Client(discord.Client):
    def __init__(self, desk: FrontDesk, rest: Rest, guild_ready_timeout: float) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            guild_ready_timeout=guild_ready_timeout,
        )
        self._desk = desk
        self._follow_ups = rest
        self.tree = Tree(self, desk)
        self._in_session = False

    @property
    def connected(self) -> bool:
        """A gateway that is silent for a minute, heartbeats included, is left by discord.py."""
        return self._in_session and self.ws.open

    async def on_connect(self) -> None:
        self._in_session = True

    async def on_resumed(self) -> None:
        self._in_session = True

    async def on_disconnect(self) -> None:
        self._in_session = False

    async def setup_hook(self) -> None:
        await register(self, self.tree)

    async def on_ready(self) -> None:
        log.info("connected to Discord as %s, in %d servers", self.user, len(self.guilds))

        await self._desk.present_in(Platform.DISCORD, {str(guild.id) for guild in self.guilds})

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        await self._desk.removed_from(Platform.DISCORD, str(guild.id))

    async def on_interaction(self, interaction: discord.Interaction[discord.Client]) -> None:
        if interaction.type is discord.InteractionType.component:
            await on_press(interaction, self._desk, self._follow_ups)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        log.exception("the handler of Discord's event %r failed", event_method)
