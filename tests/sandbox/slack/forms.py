"""A form such as a daily quote needs, and an app that opens it."""

from collections.abc import Callable
from typing import Any

from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.wire import Payload

ZONES = ("Europe/Amsterdam", "Europe/Berlin", "America/New_York")


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def option(value: str) -> Payload:
    return {"text": plain(value), "value": value}


def field(block_id: str, element: Payload, **extra: Any) -> Payload:
    element = {"action_id": f"{block_id}-action", **element}
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain(block_id),
        "element": element,
        **extra,
    }


DAYS = [option(day) for day in ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")]
FORM: Payload = {
    "type": "modal",
    "callback_id": "daily",
    "title": plain("A daily quote"),
    "submit": plain("Set"),
    "blocks": [
        field(
            "channel",
            {
                "type": "conversations_select",
                "default_to_current_conversation": True,
                "filter": {"include": ["public", "private"], "exclude_bot_users": True},
            },
        ),
        field("time", {"type": "timepicker", "initial_time": "09:00"}),
        field(
            "zone",
            {
                "type": "external_select",
                "min_query_length": 1,
                "initial_option": option("Europe/Amsterdam"),
            },
        ),
        field("days", {"type": "checkboxes", "options": DAYS, "initial_options": DAYS[:5]}),
        field(
            "topics",
            {
                "type": "multi_static_select",
                "options": [option("progress"), option("data"), option("waste")],
                "max_selected_items": 2,
            },
            optional=True,
        ),
        field("note", {"type": "plain_text_input", "min_length": 3}, optional=True),
    ],
}

Respond = Callable[[Payload], Payload]


def daily_form(
    respond: Respond = lambda _: {}, form: Payload = FORM, offered: tuple[str, ...] = ZONES
) -> Callable[[AsyncApp], None]:
    """An app that opens the form, suggests zones and answers what is sent with `respond`."""

    def set_up(app: AsyncApp) -> None:
        @app.command("/quote")
        async def _open(ack: AsyncAck, body: Payload, client: AsyncWebClient) -> None:
            await ack()
            await client.views_open(trigger_id=body["trigger_id"], view=form)

        @app.options("zone-action")
        async def _suggest(ack: AsyncAck, payload: Payload) -> None:
            typed = payload["value"].lower()
            await ack(options=[option(zone) for zone in offered if typed in zone.lower()])

        @app.view("daily")
        async def _take(ack: AsyncAck, view: Payload) -> None:
            await ack(**respond(view["state"]["values"]))

    return set_up


async def opened(slack: LoopbackSlack, channel: str = "#quotes") -> Payload:
    (view,) = (await slack.command("/quote", "daily", channel=channel)).views
    return view
