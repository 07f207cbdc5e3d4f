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
from quotebot.on_discord.client import NoGateway, QuietClient, in_a_sentence
from quotebot.on_discord.closing import meaning
from quotebot.on_discord.identifying import WaitFirst, session_starts
from quotebot.on_discord.registration import without_voice
from quotebot.on_discord.registry import NOT_KNOWN, not_discord
from quotebot.on_discord.rest import reason
from quotebot.on_discord.sharing import follow_ups

log = logging.getLogger(__name__)

Pause = Callable[[float], Awaitable[None]]

_UNREACHABLE = (aiohttp.ClientError, OSError, TimeoutError, discord.DiscordServerError)


class DiscordConnection:
    """One bot user on Discord's gateway; it needs the guilds intent and no other."""

    name = "Discord"

    def __init__(  # noqa: PLR0913 - where everything is, and what a test turns
        self,
        token: str,
        desk: FrontDesk,
        *,
        api: str | None = None,
        gateway: str | None = None,
        proxy: str | None = None,
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
        logging.getLogger("discord.client").addFilter(in_a_sentence)
        self._follow_ups = follow_ups(api, proxy, observer)
        self._starts = session_starts(
            token, api=api, proxy=proxy, pause=pause, report=observer.identify_remaining
        )
        self._new_client = partial(
            QuietClient,
            desk,
            self._follow_ups,
            self._starts,
            guild_ready_timeout=guild_ready_timeout,
            proxy=proxy,
            observer=observer,
        )
        self._client = self._new_client()

    @property
    def connected(self) -> bool:
        return self._client.connected

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
        """Answer until closed; raises AccessRevoked when Discord takes the token back.

        Sessions are started no faster than Discord allows, and the waiting is done in here.
        """
        while True:
            await self._starts.turn()
            try:
                await self._until_taken_in()
            except WaitFirst:
                await self._log_in_again()
            except (discord.ConnectionClosed, discord.PrivilegedIntentsRequired) as closed:
                if error := meaning(closed, client=self._client):
                    raise error from closed
                raise
            else:
                return

    async def _until_taken_in(self) -> None:
        """Let discord.py connect, and connect again for as long as it lives."""
        async for attempt in AsyncRetrying(
            retry=retry_if_exception_type(NoGateway),
            wait=wait_random_exponential(multiplier=1, max=60),
            before_sleep=_say_so,
            sleep=self._pause,
        ):
            with attempt:
                if attempt.retry_state.attempt_number > 1:
                    await self._log_in_again()
                await self._client.keep_connected()

    async def _log_in_again(self) -> None:
        """A session was lost, and another must wait: discord.py would go on at once."""
        had_session = self._client.had_session
        await self._until_ready()
        await self._client.close()
        try:
            await self.log_in()
        except CredentialRefused as refused:
            raise AccessRevoked(str(refused)) from refused
        self._client.had_session = had_session

    async def close(self) -> None:
        await self._until_ready()
        await self._client.close()
        await self._starts.close()
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


def _say_so(state: RetryCallState) -> None:
    error = state.outcome.exception() if state.outcome else None
    log.warning(
        Event.PLATFORM_UNREACHABLE(
            platform="Discord", error=reason(error), seconds=round(state.upcoming_sleep)
        )
    )
