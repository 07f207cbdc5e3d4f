"""Looks through a channel for a message of the app's own."""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from quotebot.core.events import Event
from quotebot.core.messages import Place, Platform
from quotebot.core.plans import Absent, CannotTell, Lookup, Posted, Unclear
from quotebot.core.ports import Clock
from quotebot.on_slack.outcomes import refusal, seconds_to_wait

log = logging.getLogger(__name__)

_PAGE: Final = 100  # messages; an app distributed outside the Marketplace gets 15
_MAX_PAGES: Final = 10
_TRIES: Final = 3
_LONGEST_PAUSE: Final = 10.0  # seconds
_CLOCKS_APART: Final = timedelta(hours=1)  # between ours and Slack's

_NO_ANSWER: Final = "Slack did not answer when the app looked whether it was posted."


class History:
    """`answer_seconds` bounds a search with all its calls.

    Whether the scope for it was granted shows in Slack's answer, which is never out of date.
    """

    def __init__(self, web: AsyncWebClient, clock: Clock, *, answer_seconds: float) -> None:
        self._web = web
        self._clock = clock
        self._answer_seconds = answer_seconds
        self._own_ids: set[str] = set()

    async def find(self, channel: str, prefix: str, since: datetime) -> Lookup:
        """A message of ours with a button whose action_id begins so, back to that moment."""
        try:
            async with asyncio.timeout(self._answer_seconds):
                return await self._look(channel, prefix, since - _CLOCKS_APART)
        except SlackApiError as error:
            return _unreadable(error)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Unclear(_NO_ANSWER)
        except Exception:
            log.exception(Event.HISTORY_PUZZLING(place=Place(Platform.SLACK, "", channel)))
            return Unclear(_NO_ANSWER)

    async def _look(self, channel: str, prefix: str, since: datetime) -> Lookup:
        cursor: str | None = None
        for _ in range(_MAX_PAGES):
            page = await self._call(
                "conversations.history",
                channel=channel,
                oldest=f"{since.timestamp():.6f}",
                limit=str(_PAGE),
                **({"cursor": cursor} if cursor else {}),
            )
            for message in page["messages"]:
                if _carries(message, prefix) and await self._is_ours(message):
                    return Posted(str(message["ts"]))
            cursor = (page.get("response_metadata") or {}).get("next_cursor")
            if not cursor:
                return Absent()
        return CannotTell(f"The channel has more than {_MAX_PAGES * _PAGE} newer messages.")

    async def _is_ours(self, message: Mapping[str, Any]) -> bool:
        if not self._own_ids:
            answer = await self._call("auth.test")
            self._own_ids = {str(answer["user_id"]), str(answer["bot_id"])}
        return bool(self._own_ids & {message.get("user"), message.get("bot_id")})

    async def _call(self, method: str, **arguments: str) -> AsyncSlackResponse:
        """Call a method that changes nothing, again after a moment if Slack cannot just now."""
        async for attempt in AsyncRetrying(
            retry=retry_if_exception(_may_pass),
            wait=_pause,
            stop=stop_after_attempt(_TRIES),
            sleep=self._clock.sleep,
            reraise=True,
        ):
            with attempt:
                return await self._web.api_call(method, http_verb="GET", params=arguments)
        raise AssertionError("the last attempt returns or raises")


def _may_pass(error: BaseException) -> bool:
    if isinstance(error, SlackApiError):
        refused = refusal(error)
        if refused.is_rate_limit:
            return seconds_to_wait(refused.headers) <= _LONGEST_PAUSE
        return refused.status >= 500 or refused.code is None
    return isinstance(error, aiohttp.ClientError | OSError)


def _pause(state: RetryCallState) -> float:
    """Seconds: what Slack asked for, else one after the first try and two after the second."""
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, SlackApiError) and (refused := refusal(error)).is_rate_limit:
        return seconds_to_wait(refused.headers)
    return float(state.attempt_number)


def _carries(message: Mapping[str, Any], prefix: str) -> bool:
    return any(
        str(element.get("action_id", "")).startswith(prefix)
        for block in message.get("blocks", ())
        if block.get("type") == "actions"
        for element in block.get("elements", ())
    )


def _unreadable(error: SlackApiError) -> CannotTell | Unclear:
    refused = refusal(error)
    if refused.is_rate_limit or refused.status >= 500 or refused.code is None:
        return Unclear(_NO_ANSWER)
    if refused.code == "missing_scope":
        scope = refused.needed or "channels:history"
        return CannotTell(
            f"The scope {scope} is not granted, so the app cannot look whether it was posted."
        )
    return CannotTell(f"Slack does not let the app look whether it was posted ({refused.code}).")
