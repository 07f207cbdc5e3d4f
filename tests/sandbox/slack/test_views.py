"""Modals: opened with a trigger that works once and for three seconds, and sent back."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.recording import Envelope
from quotebot.sandbox.slack.views import check_view
from quotebot.sandbox.slack.wire import Payload, Refused
from tests.sandbox.slack.bolt import bolt_connected_to
from tests.sandbox.slack.conftest import Clock

INPUT: Payload = {
    "type": "input",
    "block_id": "quote",
    "label": {"type": "plain_text", "text": "Quote"},
    "element": {"type": "plain_text_input", "action_id": "text"},
}
VIEW: Payload = {
    "type": "modal",
    "callback_id": "suggest",
    "title": {"type": "plain_text", "text": "Suggest a quote"},
    "submit": {"type": "plain_text", "text": "Send"},
    "blocks": [INPUT],
}


def opening_a_modal(app: AsyncApp) -> None:
    @app.command("/quote")
    async def _open(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient) -> None:
        await ack()
        await client.views_open(trigger_id=body["trigger_id"], view=VIEW)

    @app.view("suggest")
    async def _take(ack: AsyncAck, view: dict[str, Any]) -> None:
        text = view["state"]["values"]["quote"]["text"]["value"]
        if text != "Nothing":
            await ack(response_action="update", view={**VIEW, "callback_id": "thanks"})
        else:
            await ack(response_action="errors", errors={"quote": "Say something"})


async def test_a_command_opens_a_modal_that_is_sent_back(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, opening_a_modal):
        opened = await slack.command("/quote", "suggest")
        (view,) = opened.views
        sent = await slack.submit(view, {"quote": "Less is more."})
    assert view["id"].startswith("V")
    assert [view["callback_id"] for view in sent.views] == ["thanks"]
    assert sent.views[0]["id"] == view["id"]
    assert not sent.closed


async def test_a_modal_that_the_app_does_not_take_shows_its_errors(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, opening_a_modal):
        (view,) = (await slack.command("/quote", "suggest")).views
        sent = await slack.submit(view, {"quote": "Nothing"})
    assert sent.errors == {"quote": "Say something"}
    assert not sent.closed


async def trigger_of_a_command(slack: LoopbackSlack) -> str:
    async with bolt_connected_to(slack, _acknowledging):
        await slack.command("/quote", timeout=0)
    return str(slack.recorded(Envelope)[-1].payload["trigger_id"])


def _acknowledging(app: AsyncApp) -> None:
    @app.command("/quote")
    async def _acknowledge(ack: AsyncAck) -> None:
        await ack()


async def test_a_trigger_works_once(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    trigger = await trigger_of_a_command(slack)
    await client.views_open(trigger_id=trigger, view=VIEW)
    with pytest.raises(SlackApiError, match="exchanged_trigger_id"):
        await client.views_open(trigger_id=trigger, view=VIEW)


@pytest.mark.parametrize(("seconds", "works"), [(3.0, True), (3.1, False)])
async def test_a_trigger_works_for_three_seconds(
    slack: LoopbackSlack, client: AsyncWebClient, clock: Clock, seconds: float, works: bool
) -> None:
    trigger = await trigger_of_a_command(slack)
    clock.seconds += seconds
    if works:
        assert (await client.views_open(trigger_id=trigger, view=VIEW))["ok"]
    else:
        with pytest.raises(SlackApiError, match="expired_trigger_id"):
            await client.views_open(trigger_id=trigger, view=VIEW)


async def test_an_invented_trigger_is_refused(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError, match="invalid_trigger_id"):
        await client.views_open(trigger_id="1.2.3", view=VIEW)


async def test_a_modal_that_slack_would_not_open_uses_up_no_trigger(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    trigger = await trigger_of_a_command(slack)
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_open(trigger_id=trigger, view={**VIEW, "blocks": []})
    assert (await client.views_open(trigger_id=trigger, view=VIEW))["ok"]


@pytest.mark.parametrize(
    ("key", "value", "problem"),
    [
        ("type", "home", "unsupported type: home [json-pointer:/view/type]"),
        (
            "title",
            {"type": "plain_text", "text": "t" * 25},
            "must be less than 25 characters [json-pointer:/view/title/text]",
        ),
        (
            "private_metadata",
            "m" * 3001,
            "must be less than 3001 characters [json-pointer:/view/private_metadata]",
        ),
        (
            "callback_id",
            "c" * 256,
            "must be less than 256 characters [json-pointer:/view/callback_id]",
        ),
        (
            "blocks",
            [{"type": "divider"}] * 101,
            "no more than 100 items allowed [json-pointer:/view/blocks]",
        ),
        (
            "blocks",
            [INPUT, INPUT],
            "block_id already exists: quote [json-pointer:/view/blocks/1]",
        ),
    ],
)
def test_a_modal_has_limits(key: str, value: object, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        check_view({**VIEW, key: value})
    assert problem in refused.value.problems


def test_a_modal_with_an_input_needs_a_submit_button() -> None:
    without = {key: value for key, value in VIEW.items() if key != "submit"}
    with pytest.raises(Refused) as refused:
        check_view(without)
    assert refused.value.problems == ("missing required field: submit [json-pointer:/view]",)


def test_a_select_is_an_input_too() -> None:
    option = {"text": {"type": "plain_text", "text": "Daily"}, "value": "daily"}
    element = {"type": "static_select", "action_id": "days", "options": [option]}
    check_view({**VIEW, "blocks": [{**INPUT, "element": element}]})
