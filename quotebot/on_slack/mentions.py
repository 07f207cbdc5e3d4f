"""Answers messages that name the bot, in the thread where they stand."""

import logging
import re
from html import unescape
from typing import Any, Final

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core import grammar
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import Person, Place, Platform, Reply, Request, is_private
from quotebot.on_slack.people import People
from quotebot.on_slack.rendering import render
from quotebot.on_slack.translating import Body

log = logging.getLogger(__name__)

_NAMED: Final = re.compile(r"<@[^>]*>")
_KEPT: Final = 10_000  # messages; Slack sends an event again within the hour, and no longer


class Mentions:
    """Slack sends an event again when it is in doubt, and when a message is edited: each message
    is answered once."""

    def __init__(self, desk: FrontDesk, web: AsyncWebClient, people: People) -> None:
        self._desk = desk
        self._web = web
        self._people = people
        self._heard: dict[tuple[str, str], None] = {}

    async def on_mention(self, body: Body) -> None:
        event = body["event"]
        if event.get("bot_id") or not event.get("user") or not self._is_new(event):
            return
        request, _ = await self._people.recognise(_request(body))
        async with self._desk.answering(request) as reply:
            await self._send(event, reply)
            if news := await self._desk.news_for(request):
                await self._send(event, news)

    def _is_new(self, event: Body) -> bool:
        message = (event["channel"], event["ts"])
        if message in self._heard:
            return False
        self._heard[message] = None
        if len(self._heard) > _KEPT:
            del self._heard[next(iter(self._heard))]
        return True

    async def _send(self, event: Body, reply: Reply) -> None:
        """Post once: what is repeated after no answer may stand there twice."""
        channel, thread = event["channel"], event.get("thread_ts")
        message: dict[str, Any] = render(reply)
        try:
            if is_private(reply):
                # In a thread that is not there yet, nobody would see it.
                await self._web.chat_postEphemeral(
                    channel=channel, user=event["user"], thread_ts=thread, **message
                )
            else:
                await self._web.chat_postMessage(
                    channel=channel, thread_ts=thread or event["ts"], **message
                )
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning(Event.MENTION_UNANSWERED(error=error))


def _request(body: Body) -> Request:
    event = body["event"]
    words = unescape(_NAMED.sub(" ", event.get("text") or ""))
    place = Place(Platform.SLACK, body.get("team_id") or "", event["channel"])
    return Request(grammar.parse(words), place, Person(event["user"]))
