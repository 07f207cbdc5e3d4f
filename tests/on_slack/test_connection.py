"""Connecting to Slack, staying there, and leaving."""

import asyncio

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from quotebot.core.errors import AccessRevoked, CredentialRefused, OperatorError
from quotebot.on_slack.connection import SlackConnection
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import ServerError
from tests.anthologies import SMALL
from tests.chats import APP_TOKEN, BOT_TOKEN, Patience, desk_for, on_slack


def loopback() -> LoopbackSlack:
    return LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN)


@pytest.mark.parametrize(
    ("bot", "app", "variable"),
    [("xoxb-wrong", APP_TOKEN, "SLACK_BOT_TOKEN"), (BOT_TOKEN, "xapp-wrong", "SLACK_APP_TOKEN")],
)
async def test_a_wrong_token_is_refused_in_one_sentence_that_names_the_variable(
    bot: str, app: str, variable: str
) -> None:
    async with loopback() as slack:
        connection = SlackConnection(bot, app, desk_for(SMALL), api=slack.api_url)
        with pytest.raises(CredentialRefused, match=variable) as refusal:
            await connection.log_in()
        await connection.close()
        assert "wrong" not in str(refusal.value)


async def test_a_slack_that_is_down_is_waited_for_ever_more_patiently() -> None:
    patience = Patience(pauses=20)
    async with loopback() as slack:
        gone = slack.api_url
    connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=gone, pause=patience)
    await patience.exhausted_by(connection.log_in())
    await connection.close()
    assert max(patience.seconds[:3]) <= 4
    assert 5 < max(patience.seconds) <= 60


async def test_an_address_that_is_not_slacks_is_said_to_be_wrong() -> None:
    async with loopback() as slack:
        wrong = slack.url + "/elsewhere/"
        connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=wrong)
        with pytest.raises(OperatorError, match="QUOTEBOT_SLACK_API"):
            await connection.log_in()
        await connection.close()


async def test_this_machine_is_reached_directly_where_a_proxy_is_set(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    async with on_slack(SMALL) as slack:
        assert (await slack.command("/quote", "progress")).messages


async def test_an_outage_at_the_start_is_waited_out() -> None:
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)

    async with loopback() as slack:
        slack.fail_next("auth.test", ServerError(503))
        slack.fail_next("apps.connections.open", ServerError(500))
        connection = SlackConnection(
            BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url, pause=pause
        )
        await connection.log_in()
        await slack.connected()
        await connection.close()
    assert len(pauses) == 2


@pytest.mark.parametrize("event", ["app_uninstalled", "tokens_revoked"])
async def test_removal_from_the_workspace_ends_the_connection(event: str) -> None:
    async with loopback() as slack:
        connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url)
        await connection.log_in()
        serving = asyncio.create_task(connection.serve())
        await slack.event({"type": event})
        with pytest.raises(AccessRevoked, match="SLACK_BOT_TOKEN"):
            await asyncio.wait_for(serving, 10)
        await connection.close()


async def test_an_app_token_that_is_withdrawn_ends_the_connection() -> None:
    async with loopback() as slack:
        connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url)
        await connection.log_in()
        serving = asyncio.create_task(connection.serve())
        await slack.revoke_token("app")
        with pytest.raises(AccessRevoked, match="SLACK_APP_TOKEN"):
            await asyncio.wait_for(serving, 10)
        await connection.close()


async def test_a_lost_connection_is_taken_up_again() -> None:
    async with on_slack(SMALL) as slack:
        await slack.disconnect()
        await slack.connected()
        assert (await slack.command("/quote", "progress")).messages


async def test_a_slack_that_goes_away_is_waited_for_ever_more_patiently_and_found_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    patience = Patience(pauses=8)
    slack = loopback()
    await slack.start()
    port = int(slack.api_url.split(":")[2].split("/")[0])
    connection = SlackConnection(
        BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url, pause=patience
    )

    def is_connected() -> bool:
        return connection.connected

    await connection.log_in()
    assert is_connected()
    await slack.close()
    await patience.used_up()
    assert not is_connected()
    assert max(patience.seconds[:3]) <= 4
    assert "Traceback" not in caplog.text
    assert "Slack cannot be reached (nothing listens there" in caplog.text
    slack = loopback()
    await slack.start(port)
    patience.go_on()
    await asyncio.wait_for(slack.connected(), 10)
    assert (await slack.command("/quote", "progress")).messages
    assert is_connected()
    await connection.close()
    assert not is_connected()
    await slack.close()


async def test_an_answer_that_slack_refuses_is_logged_and_nothing_breaks(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with on_slack(SMALL) as slack:
        slack.fail_next("response_url", ServerError(500))
        refused = await slack.command("/quote", "progress", timeout=0.3)
        assert refused.acknowledged_milliseconds is not None
        assert not refused.messages
        assert "refused an answer" in caplog.text
        assert (await slack.command("/quote", "progress")).messages


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        ("slash_commands", {"command": "/quote"}),
        ("events_api", {"type": "event_callback", "event": {"type": "tokens_revoked"}}),
    ],
)
async def test_an_acknowledgement_on_a_connection_that_broke_is_a_line_in_the_log(
    kind: str, payload: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    async with loopback() as slack:
        connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url)
        await connection.log_in()
        socket = connection._socket
        assert socket is not None
        await socket._client.disconnect()  # type: ignore[no-untyped-call]
        await socket.handle(socket._client, SocketModeRequest(kind, "envelope-1", payload))
        await connection.close()
    (line,) = (one for one in caplog.messages if "acknowledgement" in one)
    assert line.startswith("an acknowledgement did not reach Slack: ")
    assert slack.messages("#general") == ()
