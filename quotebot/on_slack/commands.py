"""Slack's slash command and buttons: payload in, request, reply, payload out."""

import re
from typing import Final

import aiohttp
from slack_bolt.async_app import AsyncAck, AsyncApp

from quotebot.core import buttons, grammar
from quotebot.core.front_desk import FrontDesk
from quotebot.on_slack.rendering import SLASH_COMMAND
from quotebot.on_slack.translating import Body, command_request, press_request, send, typed_text

ANY_BUTTON: Final = re.compile("")


def add_listeners(app: AsyncApp, desk: FrontDesk, session: aiohttp.ClientSession) -> None:
    """Listen to the slash command and to every button; both are acknowledged first of all."""

    async def on_command(ack: AsyncAck, body: Body) -> None:
        await ack()
        request = command_request(body, grammar.parse(typed_text(body)))
        async with desk.answering(request) as reply:
            await send(session, body, reply, asked_by=request.person.name)

    async def on_press(ack: AsyncAck, body: Body) -> None:
        await ack()
        ask = buttons.decode(body["actions"][0]["action_id"])
        request = press_request(body, ask)
        async with desk.answering(request) as reply:
            in_place = buttons.stays_in_place(ask)
            await send(session, body, reply, asked_by=request.person.name, in_place=in_place)

    app.command(SLASH_COMMAND)(on_command)
    app.action(ANY_BUTTON)(on_press)
