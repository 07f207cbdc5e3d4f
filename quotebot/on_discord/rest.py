"""Discord's REST API, one request and one answer at a time."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import aiohttp
import discord

from quotebot import __version__
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Observer
from quotebot.core.unreachable import proxy_refuses, why
from quotebot.on_discord.rate_limits import heard_by
from quotebot.on_discord.window import SlidingWindow

# In the form that Discord demands; what it lacks may be turned away by its front.
USER_AGENT: Final = (
    f"DiscordBot (https://github.com/Rapptz/discord.py, {discord.__version__})"
    f" quotebot/{__version__}"
)

_NOT_SENT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
)


class NotSent(Exception):  # noqa: N818 - it says what happened
    """There was no connection: Discord has not seen the request."""


class NoAnswer(Exception):  # noqa: N818 - it says what happened
    """No whole answer came back: Discord may have done what was asked."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`body` is the decoded JSON, or None where there was none."""

    status: int
    headers: Mapping[str, str]
    body: Any

    @property
    def code(self) -> int:
        """Discord's own number for an error; 0 without one."""
        code = self.body.get("code") if isinstance(self.body, dict) else None
        return code if isinstance(code, int) else 0

    @property
    def message(self) -> str:
        """The error in Discord's words, for an operator."""
        said = self.body.get("message") if isinstance(self.body, dict) else None
        return f"Discord answered {self.status} ({said or 'without a reason'})"


class Rest:
    """Sends requests, with the bot's token and as the window lets them if given; repeats none.

    discord.py's own client tries five times and sleeps as long as a 429 tells it to, all within one
    call. Cut short, it cannot say whether the message was taken; and if that was in a global 429,
    the client never sends anything again.
    """

    def __init__(
        self,
        token: str | None,
        window: SlidingWindow | None,
        *,
        api: str | None = None,
        proxy: str | None = None,
        timeout: float,
        observer: Observer = UNOBSERVED,
    ) -> None:
        self._observer = observer
        self._proxy = proxy
        self._window = window
        self._api = api.rstrip("/") if api else None
        self._headers = {"User-Agent": USER_AGENT}
        if token is not None:
            self._headers["Authorization"] = f"Bot {token}"
        self._timeout = aiohttp.ClientTimeout(total=timeout)
        self._session: aiohttp.ClientSession | None = None

    async def post(self, path: str, body: Mapping[str, Any]) -> Answer:
        """Raises NotSent and NoAnswer."""
        return await self._request("POST", path, json=body)

    async def put(self, path: str, body: Sequence[Any]) -> Answer:
        """Raises NotSent and NoAnswer."""
        return await self._request("PUT", path, json=body)

    async def get(self, path: str, query: Mapping[str, str] | None = None) -> Answer:
        """Raises NotSent and NoAnswer."""
        return await self._request("GET", path, params=query)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _request(self, method: str, path: str, **content: Any) -> Answer:
        url = (self._api or discord.http.Route.BASE) + path
        if self._window is not None:
            await self._window.turn()
        try:
            async with self._open_session().request(method, url, **content) as response:
                return Answer(response.status, response.headers, _decoded(await response.read()))
        except _NOT_SENT as error:
            raise NotSent(f"Discord cannot be reached: {reason(error)}") from error
        except (aiohttp.ClientError, OSError, TimeoutError) as error:
            raise NoAnswer(f"Discord did not answer ({type(error).__name__})") from error

    def _open_session(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(limit=0),
                headers=self._headers,
                timeout=self._timeout,
                trace_configs=heard_by(self._observer),
                proxy=self._proxy,
            )
        return self._session


def reason(error: BaseException | None) -> str:
    """Why there is no connection, for an operator; it holds no password of a proxy."""
    if isinstance(error, aiohttp.ClientHttpProxyError):
        return proxy_refuses(error.status)
    return why(error)


def _decoded(raw: bytes) -> Any:
    try:
        return json.loads(raw)
    except ValueError:
        return None
