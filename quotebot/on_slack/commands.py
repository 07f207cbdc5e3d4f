"""Slack's slash command, buttons and form: payload in, request, reply, payload out."""

import logging
import re
from typing import Any, Final

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core import buttons, daily_wording, grammar
from quotebot.core.events import Event
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import DailyForm, Notice
from quotebot.on_slack import forms
from quotebot.on_slack.mentions import Mentions
from quotebot.on_slack.people import Known, People
from quotebot.on_slack.permissions import MENTION
from quotebot.on_slack.rendering import SLASH_COMMAND
from quotebot.on_slack.sharing import take_away
from quotebot.on_slack.translating import (
    Body,
    command_request,
    form_request,
    press_request,
    send,
    typed_text,
)

log = logging.getLogger(__name__)

_GENERAL: Final = "general"  # the channel that Slack makes with a workspace, unless renamed
ANY_BUTTON: Final = re.compile("")


class Listeners:
    """What the app listens to; commands and buttons are acknowledged first of all."""

    def __init__(
        self, desk: FrontDesk, session: aiohttp.ClientSession, web: AsyncWebClient, people: People
    ) -> None:
        self._desk = desk
        self._session = session
        self._web = web
        self._people = people

    def add_to(self, app: AsyncApp) -> None:
        app.command(SLASH_COMMAND)(self._on_command)
        app.event(MENTION)(Mentions(self._desk, self._web, self._people).on_mention)
        app.options(forms.ZONE)(self._on_zone)
        app.view(forms.DAILY)(self._on_form)
        app.action(ANY_BUTTON, matchers=[_is_on_a_message])(self._on_press)

    async def _on_command(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        asked = command_request(body, grammar.parse(typed_text(body)))
        request, known = await self._people.recognise(asked)
        async with self._desk.answering(request) as reply:
            if isinstance(reply, DailyForm):
                await self._open(body, reply, known)
            else:
                await send(self._session, body, reply, asked_by=request.person.name)
            if news := await self._desk.news_for(request):
                await send(self._session, body, news, asked_by=request.person.name)

    async def _on_press(self, ack: AsyncAck, body: Body) -> None:
        await ack()
        ask = buttons.decode(body["actions"][0]["action_id"])
        request, _ = await self._people.recognise(press_request(body, ask))
        async with self._desk.answering(request) as reply:
            if buttons.takes_away(ask):
                await take_away(self._session, body, request, reply, self._desk)
                return
            in_place = buttons.stays_in_place(ask)
            await send(self._session, body, reply, asked_by=request.person.name, in_place=in_place)

    async def _on_zone(self, ack: AsyncAck, body: Body) -> None:
        await ack(options=forms.zone_options(body.get("value") or ""))

    async def _on_form(self, ack: AsyncAck, body: Body) -> None:
        request, _ = await self._people.recognise(form_request(body, forms.filled_in(body["view"])))
        async with self._desk.answering(request) as reply:
            text = reply.text if isinstance(reply, Notice) else ""
            done = isinstance(reply, Notice) and not reply.refused
            if done and forms.is_general(body["view"]):
                text = f"{text}\n{daily_wording.IN_THE_GENERAL_CHANNEL}"
            answer: Any = forms.accepted(text) if done else forms.refused(text)
            await ack(answer)

    async def _open(self, body: Body, form: DailyForm, known: Known) -> None:
        here = body["channel_id"] if body.get("channel_name") == _GENERAL else ""
        view = forms.daily_view(form, known.zone, here)
        try:
            await self._web.views_open(trigger_id=body["trigger_id"], view=view)
        except (SlackApiError, aiohttp.ClientError, TimeoutError, OSError) as error:
            log.warning(Event.FORM_UNOPENED(error=error))
            await send(self._session, body, Notice(daily_wording.NO_FORM), asked_by="")


async def _is_on_a_message(body: Body) -> bool:
    """What somebody does in a form is an action too, but has no response_url to answer at."""
    return "response_url" in body
