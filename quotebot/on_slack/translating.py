"""From Slack's payloads to places, persons and back to messages."""

import logging
from dataclasses import replace
from enum import StrEnum
from html import unescape
from typing import Any

import aiohttp
from slack_sdk.webhook.async_client import AsyncWebhookClient

from quotebot.core.events import Event
from quotebot.core.messages import (
    Ask,
    Notice,
    Person,
    Place,
    Platform,
    Reply,
    Request,
    SetDaily,
    is_private,
)
from quotebot.on_slack.reaching import as_the_session_says
from quotebot.on_slack.rendering import render

log = logging.getLogger(__name__)

Body = dict[str, Any]


def command_request(body: Body, ask: Ask) -> Request:
    place = Place(Platform.SLACK, body.get("team_id") or "", body.get("channel_id") or "")
    return Request(ask, place, Person(body.get("user_id") or "", body.get("user_name") or ""))


def typed_text(body: Body) -> str:
    """What followed the command; Slack hands & < > over as HTML entities."""
    return unescape(body.get("text") or "")


def press_request(body: Body, ask: Ask) -> Request:
    team, channel, user = (body.get(part) or {} for part in ("team", "channel", "user"))
    place = Place(Platform.SLACK, team.get("id") or "", channel.get("id") or "")
    pressed_on = (body.get("container") or {}).get("message_ts") or ""
    return Request(ask, place, Person(user.get("id") or "", user.get("name") or ""), pressed_on)


def form_request(body: Body, ask: Ask) -> Request:
    """A form is opened for the channel that is chosen in it."""
    request = press_request(body, ask)
    chosen = ask.channel if isinstance(ask, SetDaily) else None
    return replace(request, place=replace(request.place, channel=chosen or ""))


async def send(
    session: aiohttp.ClientSession,
    body: Body,
    reply: Reply,
    *,
    asked_by: str,
    in_place: bool = False,
) -> None:
    """Answer at the payload's response_url; a failure is logged, nothing is raised.

    `in_place` replaces the message whose button was pressed, unless there is only a notice to give.
    """
    message = payload(reply, asked_by=asked_by, in_place=in_place)
    await respond(session, body, message)


class Delivery(StrEnum):
    """What became of a message."""

    DONE = "done"
    REFUSED = "refused"
    UNCLEAR = "unclear"


async def respond(session: aiohttp.ClientSession, body: Body, message: Body) -> Delivery:
    """Post once to the payload's response_url, in the thread if there is one; nothing is raised."""
    if thread := (body.get("container") or {}).get("thread_ts"):
        message = message | {"thread_ts": thread}
    # No retry: a connection that breaks after the message was taken would post it twice.
    webhook = AsyncWebhookClient(body["response_url"], session=session, retry_handlers=[])
    as_the_session_says(webhook)
    try:
        response = await webhook.send_dict(message)
    except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
        log.warning(Event.ANSWER_UNDELIVERED(platform="Slack", error=error))
        return Delivery.REFUSED
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        log.warning(Event.ANSWER_UNCLEAR(platform="Slack", error=error))
        return Delivery.UNCLEAR
    if response.status_code == 200:
        return Delivery.DONE
    refused = f"{response.status_code} {response.body}"
    log.warning(Event.ANSWER_REFUSED(platform="Slack", error=refused))
    return Delivery.REFUSED if response.status_code < 500 else Delivery.UNCLEAR


def payload(reply: Reply, *, asked_by: str, in_place: bool = False) -> Body:
    """The exact body that is sent for the reply."""
    return render(reply, asked_by) | {
        "response_type": "ephemeral" if is_private(reply) else "in_channel",
        "replace_original": in_place and not isinstance(reply, Notice),
    }
