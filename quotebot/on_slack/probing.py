"""Looks at the app's standing with Slack from beside it: nothing is changed, nothing connects."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import TracebackType
from typing import Any, Final, Self

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from quotebot.core.errors import PlatformUnavailable
from quotebot.on_slack.outcomes import refusal
from quotebot.on_slack.people import granted_scopes
from quotebot.on_slack.permissions import lacking
from quotebot.on_slack.reaching import as_the_session_says, may_pass, not_taken, reason

TOO_OFTEN: Final = "ratelimited"
_A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Scopes:
    """Those that are granted, none where Slack does not tell; a sentence for each that is not."""

    granted: frozenset[str]
    needed: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """Of the app in a channel: Slack's own word for what is in the way, None if nothing is."""

    refusal: str | None = None


class Probe:
    """Asks Slack, each question once; use it as a context manager.

    Raises CredentialRefused, PlatformUnavailable or OperatorError, each with what to do.
    """

    def __init__(
        self,
        bot_token: str,
        app_token: str,
        *,
        api: str | None,
        proxy: str | None,
        seconds: float,
    ) -> None:
        self._bot_token = bot_token
        self._app_token = app_token
        self._api = api or AsyncWebClient.BASE_URL
        self._proxy = proxy
        self._seconds = seconds

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(proxy=self._proxy)
        self._web = AsyncWebClient(
            self._bot_token, base_url=self._api, session=self._session, retry_handlers=[]
        )
        as_the_session_says(self._web)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self._session.close()

    async def scopes(self) -> Scopes:
        """Which the bot token lacks; that there is an answer shows that the token is good."""
        answer = await self._asked(self._web.auth_test, "SLACK_BOT_TOKEN")
        granted = granted_scopes(answer.headers)
        if not granted:  # a proxy may have left the header out; no token is without a scope
            return Scopes(granted)
        needed, optional = lacking(granted, self._app_token)
        return Scopes(granted, tuple(needed), tuple(optional))

    async def socket(self) -> None:
        """Have Slack give out an address to connect to, which is how the app-level token shows to
        be good; nobody connects there, and the address ends by itself."""
        opening = self._web.apps_connections_open
        await self._asked(lambda: opening(app_token=self._app_token), "SLACK_APP_TOKEN")

    async def standing(self, channel: str, now: datetime) -> Standing:
        """Of the app in a channel, by asking for its messages from tomorrow on: there are none."""
        tomorrow = f"{(now + _A_DAY).timestamp():.6f}"

        async def read() -> AsyncSlackResponse:
            return await self._web.conversations_history(channel=channel, oldest=tomorrow, limit=1)

        try:
            async with asyncio.timeout(self._seconds):
                await read()
        except SlackApiError as error:
            refused = refusal(error)
            if refused.is_rate_limit:
                return Standing(TOO_OFTEN)
            if may_pass(error) or refused.code is None:
                raise _unavailable(error) from error
            return Standing(refused.code)
        except (aiohttp.ClientError, OSError) as error:
            raise _unavailable(error) from error
        return Standing()

    async def _asked(self, call: Callable[[], Awaitable[Any]], variable: str) -> AsyncSlackResponse:
        try:
            async with asyncio.timeout(self._seconds):
                answer: AsyncSlackResponse = await call()
        except SlackApiError as error:
            if may_pass(error):
                raise _unavailable(error) from error
            raise not_taken(error, variable) from error
        except (aiohttp.ClientError, OSError) as error:
            raise _unavailable(error) from error
        return answer


def _unavailable(error: BaseException) -> PlatformUnavailable:
    return PlatformUnavailable(f"Slack cannot be reached: {reason(error)}; try again later")
