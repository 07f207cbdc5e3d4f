"""Posts daily quotes in Slack's channels, each once, and finds what an earlier try posted."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.buttons import daily_prefix
from quotebot.core.events import Event
from quotebot.core.messages import Notice, Place, Platform, QuoteCard, Reply
from quotebot.core.observed import UNOBSERVED
from quotebot.core.pacing import Pacer
from quotebot.core.plans import Later, Lookup, Outcome, Posted, Unclear
from quotebot.core.ports import Clock, Observer
from quotebot.on_slack.history import History
from quotebot.on_slack.outcomes import (
    LONGEST_SECONDS,
    NO_ANSWER,
    TOO_MANY,
    UNREACHABLE,
    outcome,
    refusal,
    seconds_to_wait,
)
from quotebot.on_slack.rate_limits import heard_by
from quotebot.on_slack.reaching import as_the_session_says
from quotebot.on_slack.rendering import render

log = logging.getLogger(__name__)

ANSWER_SECONDS: Final = 20.0  # a post, and a look into a channel, each take no longer
_CONNECT_SECONDS: Final = 10.0
_RECONNECT_SECONDS: Final = 30.0

_CHANNEL_INTERVAL: Final = 1.0  # documented: about one message per second and channel
_WORKSPACE_INTERVAL: Final = 0.2  # documented: several hundred messages per minute
_WORKSPACE_BURST: Final = 10

_NOT_SENT: Final = (
    aiohttp.ClientConnectorError,
    aiohttp.ConnectionTimeoutError,
    aiohttp.ClientHttpProxyError,
)


class SlackPoster:
    """Posts and announces as the app in one workspace.

    No client_msg_id is sent: Slack documents errors about it but no promise, and a post whose
    outcome is unclear is never repeated before a look into the channel.
    """

    repeatable_for = timedelta(0)

    def __init__(
        self, web: AsyncWebClient, clock: Clock, *, answer_seconds: float = ANSWER_SECONDS
    ) -> None:
        if web.retry_handlers:
            raise ValueError("a client that retries by itself may post twice")
        self._web = web
        self._clock = clock
        self._answer_seconds = answer_seconds
        self._workspaces = Pacer(clock, interval=_WORKSPACE_INTERVAL, burst=_WORKSPACE_BURST)
        self._channels = Pacer(clock, interval=_CHANNEL_INTERVAL)
        self._quiet_until: dict[str, datetime] = {}
        self._history = History(web, clock, answer_seconds=answer_seconds)

    async def turn(self, place: Place) -> None:
        await self._workspaces.turn(place.server)
        await self._channels.turn(place.channel)

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        """Post the card, on whose Another button the key is by which `find` knows the post."""
        return await self._send(place.channel, card)

    async def announce(self, place: Place, text: str) -> Outcome:
        return await self._send(place.channel, Notice(text))

    async def _send(self, channel: str, reply: Reply) -> Outcome:
        """Send one message; none while Slack wants the channel left alone."""
        if (seconds := self._quiet_seconds(channel)) > 0:
            return Later(seconds, TOO_MANY)
        try:
            message = render(reply)
            # The client's own timeout counts for nothing once it is given a session.
            async with asyncio.timeout(self._answer_seconds):
                answer = await self._web.chat_postMessage(channel=channel, **message)
            ts = answer.get("ts")
            return Posted(str(ts)) if ts else Unclear(NO_ANSWER)
        except SlackApiError as error:
            return self._refused(channel, error)
        except _NOT_SENT:
            return Later(_RECONNECT_SECONDS, UNREACHABLE)
        except (aiohttp.ClientError, TimeoutError, OSError):
            return Unclear(NO_ANSWER)
        except Exception:
            log.exception(Event.POST_PUZZLING(place=Place(Platform.SLACK, "", channel)))
            return Unclear(NO_ANSWER)

    def _refused(self, channel: str, error: SlackApiError) -> Outcome:
        refused = refusal(error)
        if refused.is_rate_limit:
            wait = timedelta(seconds=seconds_to_wait(refused.headers))
            self._quiet_until[channel] = self._clock.now() + wait
        return outcome(refused)

    def _quiet_seconds(self, channel: str) -> float:
        until = self._quiet_until.get(channel)
        left = (until - self._clock.now()).total_seconds() if until else 0.0
        if left <= 0:
            self._quiet_until.pop(channel, None)
        return min(left, LONGEST_SECONDS)  # less than is left once the clock is set back

    async def find(self, place: Place, key: str, since: datetime) -> Lookup:
        return await self._history.find(place.channel, daily_prefix(key), since)


@asynccontextmanager
async def slack_poster(
    token: str,
    clock: Clock,
    *,
    api: str | None = None,
    proxy: str | None = None,
    observer: Observer = UNOBSERVED,
) -> AsyncIterator[SlackPoster]:
    """A poster on connections of its own, which are closed at the end."""
    # Without a timeout for connecting alone, a post that never left would count as unclear.
    timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS, connect=_CONNECT_SECONDS)
    session = aiohttp.ClientSession(timeout=timeout, proxy=proxy, trace_configs=heard_by(observer))
    async with session:
        url = api or AsyncWebClient.BASE_URL
        web = AsyncWebClient(token, base_url=url, session=session, retry_handlers=[])
        as_the_session_says(web)
        yield SlackPoster(web, clock)
