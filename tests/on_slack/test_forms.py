"""The form for a daily quote: what Slack takes, and what comes back from it."""

from typing import Any

import pytest
from aiohttp import ClientSession
from hypothesis import given
from hypothesis import strategies as st
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.core.messages import DailyForm, SetDaily
from quotebot.on_slack import forms
from quotebot.on_slack.acknowledging import install
from quotebot.on_slack.commands import Listeners
from quotebot.on_slack.people import People
from quotebot.sandbox.slack.views import check_view
from tests.anthologies import SMALL
from tests.chats import BOT_TOKEN, desk_for

TOPIC = st.from_regex(r"[a-z0-9-]{1,32}", fullmatch=True)


@given(
    topics=st.lists(TOPIC, min_size=1, max_size=120, unique=True),
    zone=st.sampled_from(["", "Europe/Berlin", "America/Argentina/ComodRivadavia"]),
)
def test_slack_takes_the_form(topics: list[str], zone: str) -> None:
    check_view(forms.daily_view(DailyForm(tuple(topics)), zone))


def test_slack_takes_the_form_that_says_what_was_done() -> None:
    answer = forms.accepted("Daily quote 1: every day at 09:00 (Europe/Berlin).")
    assert answer["response_action"] == "update"
    check_view(answer["view"])


def test_a_refusal_stands_under_an_input_that_the_form_has() -> None:
    view = forms.daily_view(DailyForm(("progress",)), "")
    errors = forms.refused("I cannot post there.")["errors"]
    assert errors.keys() <= {block["block_id"] for block in view["blocks"]}


def values(**chosen: Any) -> dict[str, Any]:
    """What Slack sends for a form in which this was filled in."""
    empty: dict[str, Any] = {
        "channel": {"selected_conversation": None},
        "time": {"selected_time": None},
        "zone": {"selected_option": None},
        "days": {"selected_options": []},
        "topics": {"selected_options": []},
    }
    filled = {name: {name: chosen.get(name, state)} for name, state in empty.items()}
    return {"state": {"values": filled}}


def options(*chosen: str) -> dict[str, Any]:
    return {"selected_options": [{"value": value} for value in chosen]}


def test_what_was_filled_in_is_what_is_asked() -> None:
    view = values(
        channel={"selected_conversation": "C1"},
        time={"selected_time": "07:30"},
        zone={"selected_option": {"value": "Europe/Berlin"}},
        days=options("0", "6"),
        topics=options("progress", "data"),
    )
    assert forms.filled_in(view) == SetDaily(
        "07:30", "Europe/Berlin", "Monday, Sunday", "progress, data", "C1"
    )


def test_what_was_left_empty_is_asked_as_nothing() -> None:
    assert forms.filled_in(values()) == SetDaily("", "", "", "", None)


def app_with_listeners(session: ClientSession) -> AsyncApp:
    """An app that knows who it is without asking, and is connected to nothing."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(enterprise_id=None, team_id="T1", bot_token=BOT_TOKEN)

    web = AsyncWebClient(BOT_TOKEN)
    app = AsyncApp(client=web, authorize=authorize)
    install(app)
    Listeners(desk_for(SMALL), session, web, People(web, (), ())).add_to(app)
    return app


@pytest.mark.parametrize("action_id", ["time", "q1:next:progress"])
async def test_what_is_done_in_a_form_is_left_to_whoever_listens_for_it(action_id: str) -> None:
    heard: list[str] = []

    async def listen(ack: AsyncAck, action: dict[str, Any]) -> None:
        heard.append(action["action_id"])
        await ack()

    body = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1", "name": "max"},
        "trigger_id": "1.2.3",
        "container": {"type": "view", "view_id": "V1"},
        "view": {"id": "V1", "type": "modal"},
        "actions": [{"type": "timepicker", "action_id": action_id, "block_id": "time"}],
    }
    async with ClientSession() as session:
        app = app_with_listeners(session)
        app.action(action_id)(listen)
        response = await app.async_dispatch(AsyncBoltRequest(body=body, mode="socket_mode"))
    assert response.status == 200
    assert heard == [action_id]
