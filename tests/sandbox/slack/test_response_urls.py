"""What the app may post to the address that a command or a press carries."""

from typing import Any

import pytest
from aiohttp import ClientSession
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.webhook.async_client import AsyncWebhookClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import RateLimited
from quotebot.sandbox.slack.recording import Envelope
from tests.sandbox.slack.bolt import APP_TOKEN, BOT_TOKEN, bolt_connected_to
from tests.sandbox.slack.conftest import Clock

BUTTONS: list[dict[str, Any]] = [
    {
        "type": "actions",
        "elements": [
            {
                "type": "button",
                "action_id": "another",
                "value": "progress",
                "text": {"type": "plain_text", "text": "Another"},
            },
            {
                "type": "button",
                "action_id": "dismiss",
                "text": {"type": "plain_text", "text": "Dismiss"},
            },
        ],
    }
]


def quoting(app: AsyncApp) -> None:
    """`/quote` shows two buttons, to everybody or to one: one replaces, one deletes."""

    @app.command("/quote")
    async def _quote(ack: AsyncAck, respond: AsyncRespond, command: dict[str, str]) -> None:
        await ack()
        await respond("a quote", blocks=BUTTONS, response_type=command["text"] or None)

    @app.action("another")
    async def _another(ack: AsyncAck, respond: AsyncRespond, action: dict[str, str]) -> None:
        await ack()
        await respond(f"another on {action['value']}", replace_original=True)

    @app.action("dismiss")
    async def _dismiss(ack: AsyncAck, respond: AsyncRespond) -> None:
        await ack()
        await respond(delete_original=True)


@pytest.mark.parametrize(
    ("response_type", "seen_by_gus"), [("in_channel", 1), ("ephemeral", 0), ("", 0)]
)
async def test_an_answer_is_for_one_person_unless_it_says_otherwise(
    slack: LoopbackSlack, response_type: str, seen_by_gus: int
) -> None:
    async with bolt_connected_to(slack, quoting):
        answer = await slack.command("/quote", response_type, person="Max")
    assert [message.text for message in answer.messages] == ["a quote"]
    assert len(slack.messages("#general", person="Max")) == 1
    assert len(slack.messages("#general", person="Gus")) == seen_by_gus


@pytest.mark.parametrize("response_type", ["in_channel", "ephemeral"])
async def test_a_press_can_replace_the_message(slack: LoopbackSlack, response_type: str) -> None:
    async with bolt_connected_to(slack, quoting):
        (message,) = (await slack.command("/quote", response_type)).messages
        (changed,) = (await slack.press(message, "another")).messages
    assert (changed.ts, changed.text, changed.edited) == (message.ts, "another on progress", True)
    assert changed.visible_to == message.visible_to
    assert slack.messages("#general") == (changed,)


async def test_a_press_can_delete_the_message(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, quoting):
        (message,) = (await slack.command("/quote", "ephemeral")).messages
        answer = await slack.press(message, "dismiss")
    assert answer.deleted == (message,)
    assert slack.messages("#general") == ()


async def test_a_press_says_where_it_was_made(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, quoting):
        (message,) = (await slack.command("/quote", "in_channel", channel="#quotes")).messages
        await slack.press(message, "another", person="Gus")
    payload = slack.recorded(Envelope)[-1].payload
    assert payload["container"]["is_ephemeral"] is False
    assert payload["message"]["ts"] == message.ts
    assert payload["user"]["id"] == "U0GUS"
    assert payload["channel"] == {"id": "C0QUOTES", "name": "quotes"}
    assert payload["actions"][0]["block_id"] == message.blocks[0]["block_id"]


async def test_a_press_in_an_ephemeral_message_does_not_carry_the_message(
    slack: LoopbackSlack,
) -> None:
    async with bolt_connected_to(slack, quoting):
        (message,) = (await slack.command("/quote", "ephemeral", person="Ada")).messages
        await slack.press(message, "another")
    payload = slack.recorded(Envelope)[-1].payload
    assert payload["container"]["is_ephemeral"] is True
    assert payload["user"]["id"] == "U0ADA"
    assert "message" not in payload


async def test_nobody_presses_what_they_cannot_see(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, quoting):
        (message,) = (await slack.command("/quote", "ephemeral", person="Ada")).messages
        with pytest.raises(LookupError, match="Max cannot see"):
            await slack.press(message, "another", person="Max")


async def test_a_forged_press_reaches_the_app(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, quoting):
        (message,) = (await slack.command("/quote", "in_channel")).messages
        await slack.press(message, "another", value="forged")
    assert slack.messages("#general")[0].text == "another on forged"


@pytest.fixture
async def response_url(slack: LoopbackSlack) -> str:
    """The address of a command that was acknowledged and not answered yet."""

    def acknowledging(app: AsyncApp) -> None:
        @app.command("/quote")
        async def _acknowledge(ack: AsyncAck) -> None:
            await ack()

    async with bolt_connected_to(slack, acknowledging):
        await slack.command("/quote", timeout=0)
    return str(slack.recorded(Envelope)[-1].payload["response_url"])


async def test_an_address_takes_five_answers(slack: LoopbackSlack, response_url: str) -> None:
    webhook = AsyncWebhookClient(response_url)
    statuses = [(await webhook.send(text=f"answer {n}")).status_code for n in range(1, 7)]
    assert statuses == [200, 200, 200, 200, 200, 404]
    assert len(slack.messages("#general")) == 5
    assert slack.requests[-1].answer["error"] == "used_url"


async def test_a_refused_answer_does_not_count(slack: LoopbackSlack, response_url: str) -> None:
    webhook = AsyncWebhookClient(response_url)
    assert (await webhook.send(text="")).status_code == 400
    statuses = [(await webhook.send(text=f"answer {n}")).status_code for n in range(1, 7)]
    assert statuses == [200, 200, 200, 200, 200, 404]


@pytest.mark.parametrize(("minutes", "status"), [(30, 200), (30.1, 404)])
async def test_an_address_works_for_thirty_minutes(
    slack: LoopbackSlack, response_url: str, clock: Clock, minutes: float, status: int
) -> None:
    clock.seconds += minutes * 60
    answer = await AsyncWebhookClient(response_url).send(text="late")
    assert answer.status_code == status
    assert ("expired_url" in answer.body) is (status == 404)


async def test_an_invented_address_is_not_found(slack: LoopbackSlack) -> None:
    answer = await AsyncWebhookClient(f"{slack.url}/commands/0123").send(text="hello")
    assert (answer.status_code, "no_service" in answer.body) == (404, True)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": ""}, "no_text"),
        ({"blocks": []}, "no_text"),
        ({"blocks": [{"type": "poem"}]}, "invalid_blocks"),
        ({"text": "hello", "response_type": "loud"}, "invalid_payload"),
    ],
)
async def test_what_slack_would_not_show_is_refused(
    slack: LoopbackSlack, response_url: str, body: dict[str, Any], code: str
) -> None:
    answer = await AsyncWebhookClient(response_url).send_dict(body)
    assert answer.status_code == 400
    assert slack.requests[-1].answer["error"] == code
    assert slack.messages("#general") == ()


@pytest.mark.parametrize("body", ["{", "[]"])
async def test_an_answer_must_be_a_json_object(
    session: ClientSession, response_url: str, body: str
) -> None:
    headers = {"Content-Type": "application/json"}
    async with session.post(response_url, data=body, headers=headers) as answer:
        assert answer.status == 400


async def test_a_form_is_no_answer(session: ClientSession, response_url: str) -> None:
    async with session.post(response_url, data={"text": "hello"}) as answer:
        assert (await answer.json())["error"] == "invalid_payload"


async def test_an_address_can_be_rate_limited(slack: LoopbackSlack, response_url: str) -> None:
    slack.fail_next("response_url", RateLimited(retry_after=3))
    answer = await AsyncWebhookClient(response_url).send(text="hello")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")


async def test_a_press_that_nobody_listens_for_times_out() -> None:
    async with (
        LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, patience=0.5) as slack,
        bolt_connected_to(slack, quoting),
    ):
        (message,) = (await slack.command("/quote", "in_channel")).messages
        answer = await slack.press(message, "q0:unheard-of")
    assert answer.failure == "operation_timeout"
    assert slack.recorded(Envelope)[-1].payload["actions"][0]["action_id"] == "q0:unheard-of"
