"""The bot's connection to one Slack workspace: Socket Mode, through Bolt."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Collection
from typing import Final

import aiohttp
from slack_bolt.adapter.socket_mode.async_base_handler import AsyncBaseSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.errors import AccessRevoked
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Platform
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Observer
from quotebot.on_slack.acknowledging import install
from quotebot.on_slack.commands import Listeners
from quotebot.on_slack.people import People, granted_scopes
from quotebot.on_slack.permissions import REMOVALS, lacking
from quotebot.on_slack.rate_limits import heard_by
from quotebot.on_slack.reaching import (
    Pause,
    as_the_session_says,
    until_reachable,
)
from quotebot.on_slack.rendering import SLASH_COMMAND
from quotebot.on_slack.socket_client import PatientClient
from quotebot.on_slack.translating import Body

log = logging.getLogger(__name__)
_bolts_log = logging.getLogger("slack_bolt.quotebot")

Next = Callable[[], Awaitable[None]]

_DEFAULT_API: Final = "https://slack.com/api/"


class SlackConnection:
    """One workspace over Socket Mode; all HTTP calls share one session."""

    name = "Slack"

    def __init__(  # noqa: PLR0913 - where everything is, and what a test turns
        self,
        bot_token: str,
        app_token: str,
        desk: FrontDesk,
        *,
        api: str | None = None,
        proxy: str | None = None,
        administrators: Collection[str] = (),
        pause: Pause = asyncio.sleep,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._observer = observer
        self._bot_token = bot_token
        self._app_token = app_token
        self._desk = desk
        self._pause = pause
        self._api = api or _DEFAULT_API
        self._proxy = proxy
        self._administrators = administrators
        self._revoked = asyncio.Event()
        self._session: aiohttp.ClientSession | None = None
        self._socket: _SocketMode | None = None

    @property
    def connected(self) -> bool:
        return self._socket is not None and self._socket.connected

    async def log_in(self) -> None:
        """Check both tokens and connect, waiting for a network that is down.

        Raises CredentialRefused when Slack does not know one of the tokens.
        """
        self._observer.disconnected(Platform.SLACK)
        traces = heard_by(self._observer)
        session = self._session = aiohttp.ClientSession(proxy=self._proxy, trace_configs=traces)
        web = AsyncWebClient(
            self._bot_token, base_url=self._api, session=session, retry_handlers=[]
        )
        chose = as_the_session_says(web)
        identity = await until_reachable(web.auth_test, "SLACK_BOT_TOKEN", self._pause)
        _bolts_log.addFilter(_no_needless_warning)
        app = AsyncApp(
            client=web, logger=_bolts_log, before_authorize=_by_the_session if chose else None
        )
        install(app)
        scopes = granted_scopes(identity.headers)
        self._say_what_is_lacking(scopes)
        people = People(web, scopes, self._administrators)
        Listeners(self._desk, session, web, people).add_to(app)
        for event in REMOVALS:
            app.event(event)(self._on_removal)
        client = PatientClient(
            web, self._app_token, self._revoked, self._pause, self._proxy, self._observer
        )
        self._socket = _SocketMode(app, client)
        await until_reachable(self._socket.open, "SLACK_APP_TOKEN", self._pause)
        log.info(Event.PLATFORM_CONNECTED(platform="Slack", servers=1))

    async def serve(self) -> None:
        """Answer until cancelled; raises AccessRevoked when Slack takes a token back."""
        await self._revoked.wait()
        raise AccessRevoked(
            "Slack has withdrawn a token or the app was removed from the workspace:"
            " install it again, put the new tokens into SLACK_BOT_TOKEN and SLACK_APP_TOKEN"
            " and restart"
        )

    async def close(self) -> None:
        if self._socket:
            await self._socket.close()
        if self._session:
            await self._session.close()
        self._observer.disconnected(Platform.SLACK)

    def _say_what_is_lacking(self, scopes: Collection[str]) -> None:
        if not scopes:  # a proxy may have left the header out, and a token without any cannot be
            return
        needed, optional = lacking(scopes, self._app_token)
        for sentence in needed:
            log.warning(Event.SCOPE_MISSING(error=sentence, platform="Slack"))
        for sentence in optional:
            log.info(Event.SCOPE_NOT_GRANTED(error=sentence, platform="Slack"))

    async def _on_removal(self, body: Body) -> None:
        if body["event"]["type"] == "app_uninstalled":
            await self._desk.removed_from(Platform.SLACK, body.get("team_id") or "")
        self._revoked.set()


def _no_needless_warning(record: logging.LogRecord) -> bool:
    """Bolt reads SLACK_BOT_TOKEN by itself, and then warns that it does not need it."""
    return "`token` will be unused" not in record.getMessage()


async def _by_the_session(client: AsyncWebClient, next: Next) -> None:  # noqa: A002 - Bolt's name
    """Bolt makes a client for each request, which asks the environment for a proxy again."""
    as_the_session_says(client)
    await next()


class _SocketMode(AsyncBaseSocketModeHandler):
    """Bolt's Socket Mode handler, with a client that says when Slack refuses its token."""

    def __init__(self, app: AsyncApp, client: PatientClient) -> None:
        self.app = self._app = app
        self.client = self._client = client
        self.client.socket_mode_request_listeners.append(self.handle)

    @property
    def connected(self) -> bool:
        return self._client.connected

    async def open(self) -> None:
        """Connect; raises what keeps it from connecting."""
        await self._client.try_to_connect()

    async def close(self) -> None:
        await self.client.close()

    async def handle(self, client: AsyncBaseSocketModeClient, req: SocketModeRequest) -> None:
        known = req.type == "slash_commands" and req.payload.get("command") == SLASH_COMMAND
        if known:
            # Its acknowledgement says nothing but that it arrived: it need not wait for Bolt.
            early = SocketModeResponse(envelope_id=req.envelope_id)
            if not await _sent(client.send_socket_mode_response(early)):
                return  # the person is told by Slack that it failed, and an answer would belie it
        response = await run_async_bolt_app(self._app, req)
        if not known:
            await _sent(send_async_response(client, req, response, 0))


async def _sent(sending: Awaitable[None]) -> bool:
    """Whether it could be sent; where the connection has broken meanwhile, the log says so."""
    try:
        await sending
    except (aiohttp.ClientError, ConnectionError) as error:
        log.warning(Event.ACKNOWLEDGEMENT_UNDELIVERED(platform="Slack", error=error))
        return False
    return True
