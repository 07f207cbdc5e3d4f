"""The real Bolt over Socket Mode: connecting, acknowledging, losing the connection, coming back."""

import asyncio
from typing import Any

import pytest
from aiohttp import ClientSession, ClientWebSocketResponse, WSServerHandshakeError
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.ack.async_ack import AsyncAck
from slack_bolt.context.respond.async_respond import AsyncRespond
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.loopback import DisconnectReason
from quotebot.sandbox.slack.recording import Acknowledgement, Connection, Envelope
from quotebot.sandbox.slack.world import Enterprise, sandbox
from tests.sandbox.slack.bolt import APP_TOKEN, BOT_TOKEN, bolt_connected_to


def echoing(app: AsyncApp) -> None:
    """`/quote` answers with its own text, in the acknowledgement."""

    @app.command("/quote")
    async def _echo(ack: AsyncAck, command: dict[str, str]) -> None:
        await ack(f"you said {command['text']}")


async def link_of(client: AsyncWebClient) -> str:
    return str((await client.apps_connections_open(app_token=APP_TOKEN))["url"])


async def opened(client: AsyncWebClient, session: ClientSession) -> ClientWebSocketResponse:
    """A connection made by hand, its first frame not read yet."""
    return await session.ws_connect(await link_of(client))


async def test_a_connection_is_greeted(client: AsyncWebClient, session: ClientSession) -> None:
    async with await opened(client, session) as first, await opened(client, session) as second:
        assert await first.receive_json() == {
            "type": "hello",
            "num_connections": 1,
            "connection_info": {"app_id": "A0QUOTEBOT"},
            "debug_info": {"host": "loopback", "approximate_connection_time": 18060},
        }
        assert (await second.receive_json())["num_connections"] == 2


async def test_a_link_works_once(client: AsyncWebClient, session: ClientSession) -> None:
    link = await link_of(client)
    async with session.ws_connect(link):
        with pytest.raises(WSServerHandshakeError):
            await session.ws_connect(link)


async def test_the_eleventh_connection_is_one_too_many(
    client: AsyncWebClient, session: ClientSession
) -> None:
    lines = [await opened(client, session) for _ in range(11)]
    greetings = [await line.receive_json() for line in lines]
    assert [greeting["type"] for greeting in greetings] == ["hello"] * 10 + ["disconnect"]
    assert greetings[-1]["reason"] == "too_many_websockets"


async def test_a_command_arrives_as_slack_sends_it(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, echoing):
        await slack.command("/quote", "salt & <pepper>", person="Ada", channel="@ada")
    (envelope,) = slack.recorded(Envelope)
    payload = dict(envelope.payload)
    assert payload.pop("response_url").startswith(f"{slack.url}/commands/")
    assert payload.pop("trigger_id")
    assert payload == {
        "token": "not-a-secret",
        "team_id": "T0SANDBOX",
        "team_domain": "sandbox",
        "channel_id": "D0ADA",
        "channel_name": "directmessage",
        "user_id": "U0ADA",
        "user_name": "ada",
        "command": "/quote",
        "text": "salt &amp; &lt;pepper&gt;",
        "api_app_id": "A0QUOTEBOT",
        "is_enterprise_install": "false",
    }


async def test_on_enterprise_grid_a_command_names_the_organisation() -> None:
    world = sandbox(enterprise=Enterprise("E0ACME", "Acme"))
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, world=world) as slack:
        async with bolt_connected_to(slack, echoing):
            await slack.command("/quote")
        payload = slack.recorded(Envelope)[0].payload
    assert (payload["enterprise_id"], payload["enterprise_name"]) == ("E0ACME", "Acme")


async def test_an_acknowledgement_can_carry_the_answer(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, echoing):
        answer = await slack.command("/quote", "progress", person="Ada")
    (message,) = answer.messages
    assert (message.text, message.visible_to) == ("you said progress", "U0ADA")
    assert answer.acknowledged_milliseconds is not None
    (acknowledgement,) = slack.recorded(Acknowledgement)
    assert acknowledgement.in_time
    assert acknowledgement.payload == {"text": "you said progress"}


async def test_an_acknowledgement_that_slack_would_not_show_is_a_failure(
    slack: LoopbackSlack,
) -> None:
    def answering_badly(app: AsyncApp) -> None:
        @app.command("/quote")
        async def _answer(ack: AsyncAck) -> None:
            await ack("hello", blocks=[{"type": "poem"}])

    async with bolt_connected_to(slack, answering_badly):
        answer = await slack.command("/quote")
    assert answer.failure == '/quote failed with the error "invalid_blocks"'
    assert slack.messages("#general") == ()


async def test_an_empty_acknowledgement_shows_nothing(slack: LoopbackSlack) -> None:
    def silent(app: AsyncApp) -> None:
        @app.command("/quote")
        async def _acknowledge(ack: AsyncAck) -> None:
            await ack()

    async with bolt_connected_to(slack, silent):
        answer = await slack.command("/quote", timeout=0)
    assert (answer.messages, answer.failure, answer.answered_milliseconds) == ((), None, None)
    assert answer.acknowledged_milliseconds is not None


async def test_without_a_connection_people_see_dispatch_failed(slack: LoopbackSlack) -> None:
    answer = await slack.command("/quote", "progress")
    assert answer.failure == '/quote failed with the error "dispatch_failed"'


async def test_without_an_acknowledgement_people_see_operation_timeout() -> None:
    async with (
        LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, patience=0.02) as slack,
        bolt_connected_to(slack),
    ):
        answer = await slack.command("/unheard-of")
    assert answer.failure == '/unheard-of failed with the error "operation_timeout"'


async def test_a_late_acknowledgement_is_recorded_as_late(session: ClientSession) -> None:
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, patience=0.02) as slack:
        client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, session=session)
        async with await opened(client, session) as line:
            await line.receive_json()
            assert (await slack.command("/quote")).failure is not None
            envelope = await line.receive_json()
            await line.send_json({"envelope_id": envelope["envelope_id"]})
            await line.send_json({"envelope_id": "nobody's"})
        await slack.disconnected()
    late, stray = slack.recorded(Acknowledgement)
    assert (late.envelope, late.in_time) == (envelope["envelope_id"], False)
    assert late.milliseconds is not None
    assert (stray.milliseconds, stray.in_time) == (None, False)


async def test_envelopes_take_turns_between_connections(
    slack: LoopbackSlack, client: AsyncWebClient, session: ClientSession
) -> None:
    async with await opened(client, session) as first, await opened(client, session) as second:
        commands = [asyncio.create_task(slack.command("/quote", timeout=0)) for _ in range(4)]
        for line in (first, second):
            assert (await line.receive_json())["type"] == "hello"
            for _ in range(2):
                await line.send_json({"envelope_id": (await line.receive_json())["envelope_id"]})
        await asyncio.gather(*commands)
    assert sorted(envelope.connection for envelope in slack.recorded(Envelope)) == [1, 1, 2, 2]


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_bolt_comes_back_when_it_is_told_to_leave(
    slack: LoopbackSlack, reason: DisconnectReason
) -> None:
    async with bolt_connected_to(slack, echoing):
        await slack.disconnect(reason)
        await slack.connected()
        answer = await slack.command("/quote", "again")
    assert answer.messages[0].text == "you said again"
    assert slack.recorded(Envelope)[-1].connection == 2


async def test_bolt_comes_back_after_a_reset(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, echoing):
        slack.drop_connections()
        await slack.connected()
        answer = await slack.command("/quote", "again")
    assert answer.messages[0].text == "you said again"
    assert [entry.event for entry in slack.recorded(Connection)][:3] == [
        "opened",
        "closed",
        "opened",
    ]


async def test_a_revoked_app_token_ends_the_connection_for_good(slack: LoopbackSlack) -> None:
    async with bolt_connected_to(slack, echoing) as handler:
        await slack.revoke_token("app")
        await slack.disconnected()
        with pytest.raises(SlackApiError, match="invalid_auth"):
            await handler.client.issue_new_wss_url()
        assert slack.connections == 0


async def test_bolt_with_a_wrong_app_token_gets_no_link(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    handler = AsyncSocketModeHandler(AsyncApp(client=client), "xapp-another")
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await handler.client.issue_new_wss_url()
    await handler.close_async()
    assert slack.connections == 0


async def test_an_event_reaches_the_app(slack: LoopbackSlack) -> None:
    heard = asyncio.Queue[dict[str, Any]]()

    def hearing(app: AsyncApp) -> None:
        @app.event("app_mention")
        async def _hear(event: dict[str, Any]) -> None:
            await heard.put(event)

    async with bolt_connected_to(slack, hearing):
        answer = await slack.event(
            {"type": "app_mention", "user": "U0ADA", "text": "<@U0QUOTEBOT> progress"}
        )
        assert (await heard.get())["text"] == "<@U0QUOTEBOT> progress"
    assert answer.acknowledged_milliseconds is not None


async def test_one_shared_session_keeps_to_one_connection(slack: LoopbackSlack) -> None:
    def answering_twice(app: AsyncApp) -> None:
        @app.command("/quote")
        async def _answer(ack: AsyncAck, client: AsyncWebClient) -> None:
            await ack("one")
            await client.chat_postMessage(channel="#quotes", text="two")

    async with bolt_connected_to(slack, answering_twice):
        for _ in range(3):
            await slack.command("/quote")
    calls = [request for request in slack.requests if request.method == "chat.postMessage"]
    assert len({call.peer for call in calls}) == 1


async def test_a_late_answer_goes_to_the_response_url(slack: LoopbackSlack) -> None:
    def answering_later(app: AsyncApp) -> None:
        @app.command("/quote")
        async def _answer(ack: AsyncAck, respond: AsyncRespond) -> None:
            await ack()
            await respond("later")

    async with bolt_connected_to(slack, answering_later):
        answer = await slack.command("/quote")
    assert [message.text for message in answer.messages] == ["later"]
    assert answer.answered_milliseconds is not None
