"""slack_sdk's Socket Mode client, but for what it does while Slack is down.

That one (3.47) tries every two seconds for ever, which Slack counts, logs a traceback each time,
and goes on with an address that was good for one connection.
"""

import asyncio
import logging
import time
from typing import Final

from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.messages import Platform
from quotebot.core.ports import Observer
from quotebot.on_slack.reaching import Pause, is_refusal, until_back

log = logging.getLogger("slack_sdk.quotebot")  # the library's own words, in which it is chatty

PING_SECONDS: Final = 2.0  # a connection that breaks without a word is missed after four of these


class PatientClient(SocketModeClient):
    """Comes back by itself after an outage; sets `revoked` when Slack refuses its token."""

    def __init__(
        self,
        web: AsyncWebClient,
        app_token: str,
        revoked: asyncio.Event,
        pause: Pause,
        proxy: str | None,
        observer: Observer,
    ) -> None:
        super().__init__(app_token, logger=log, web_client=web, ping_interval=PING_SECONDS)
        self.proxy = proxy
        self._revoked = revoked
        self._pause = pause
        self._observer = observer

    @property
    def connected(self) -> bool:
        """Four pings without an answer make a connection stale, or close it."""
        session = self.current_session
        return not (self.closed or self.stale or self._revoked.is_set()) and (
            session is not None and not session.closed
        )

    async def try_to_connect(self) -> None:
        """Once, with an address of its own; raises what goes wrong."""
        self.wss_uri = await self.issue_new_wss_url()
        await self.connect()

    async def connect_to_new_endpoint(self, force: bool = False) -> None:  # noqa: FBT001, FBT002 - slack_sdk's
        """Ever more patiently, until there is a connection or the token is refused."""
        async with self.connect_operation_lock:
            if force or not await self.is_connected():
                await until_back(self.try_to_connect, self._pause)

    async def issue_new_wss_url(self) -> str:
        # It is asked for when there is no connection, or none that is still good.
        self._observer.disconnected(Platform.SLACK)
        try:
            return await super().issue_new_wss_url()
        except SlackApiError as error:
            if is_refusal(error):
                self._revoked.set()
            raise

    async def connect(self) -> None:
        """One try, which takes the place of the connection that was."""
        if self.current_session is not None:
            await self.current_session.close()
        session = await self.aiohttp_client_session.ws_connect(
            self.wss_uri or "", autoping=False, heartbeat=self.ping_interval, proxy=self.proxy
        )
        self.current_session, self.stale = session, False
        await session.ping(f"sdk-ping-pong:{time.time()}".encode())
        for task in (self.current_session_monitor, self.message_receiver):
            if task is not None:
                task.cancel()
        self.current_session_monitor = asyncio.ensure_future(self.monitor_current_session())
        self.message_receiver = asyncio.ensure_future(self.receive_messages())
        self._observer.connected(Platform.SLACK)
