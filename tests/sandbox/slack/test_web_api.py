"""The real slack_sdk calls the loopback Web API."""

import asyncio
import json

import aiohttp
import pytest
from aiohttp import ClientSession
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import (
    Hang,
    HtmlPage,
    RateLimited,
    Refusal,
    Reset,
    ServerError,
)
from quotebot.sandbox.slack.recording import Request
from quotebot.sandbox.slack.world import sandbox
from tests.sandbox.slack.bolt import APP_TOKEN, BOT_TOKEN
from tests.sandbox.slack.conftest import ClientWith

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]


async def test_auth_test_says_who_the_bot_is(client: AsyncWebClient) -> None:
    answer = await client.auth_test()
    assert answer["user_id"] == "U0QUOTEBOT"
    assert answer["team"] == "Sandbox"
    assert answer.headers["X-OAuth-Scopes"] == "chat:write,commands,users:read"


@pytest.mark.parametrize(
    ("token", "code"),
    [
        (None, "not_authed"),
        ("xoxb-another", "invalid_auth"),
        (APP_TOKEN, "not_allowed_token_type"),
    ],
)
async def test_a_wrong_bot_token_is_refused(
    client_with: ClientWith, token: str | None, code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client_with(token).auth_test()
    assert refused.value.response["error"] == code


@pytest.mark.parametrize(
    ("token", "code"),
    [("xapp-another", "invalid_auth"), (BOT_TOKEN, "not_allowed_token_type")],
)
async def test_a_wrong_app_token_opens_no_connection(
    client: AsyncWebClient, token: str, code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.apps_connections_open(app_token=token)
    assert refused.value.response["error"] == code


async def test_a_missing_scope_is_named() -> None:
    async with (
        LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes={"commands"}) as slack,
        ClientSession() as session,
    ):
        client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, session=session)
        with pytest.raises(SlackApiError) as refused:
            await client.users_info(user="U0ADA")
    assert refused.value.response["error"] == "missing_scope"
    assert refused.value.response["needed"] == "users:read"
    assert refused.value.response["provided"] == "commands"


async def test_a_method_that_is_not_there_is_unknown(client: AsyncWebClient) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call("chat.postPoem")
    assert refused.value.response["error"] == "unknown_method"


async def test_a_posted_message_is_seen_by_everybody(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    answer = await client.chat_postMessage(channel="#quotes", text="hello", blocks=BLOCKS)
    (message,) = slack.messages("#quotes", person="Gus")
    assert answer["ts"] == message.ts
    assert answer["channel"] == "C0QUOTES"
    assert message.text == "hello"
    assert message.blocks[0]["block_id"]


async def test_a_form_is_as_good_as_json(slack: LoopbackSlack, session: ClientSession) -> None:
    form = {"channel": "C0GENERAL", "text": "hello", "blocks": json.dumps(BLOCKS)}
    headers = {"Authorization": f"Bearer {BOT_TOKEN}"}
    async with session.post(
        f"{slack.api_url}chat.postMessage", data=form, headers=headers
    ) as response:
        assert (await response.json())["ok"]
    assert slack.messages("#general")[0].blocks[0]["text"] == BLOCKS[0]["text"]


async def test_a_direct_message_goes_to_one_person(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="@ada", text="hello")
    assert [message.text for message in slack.messages("D0ADA")] == ["hello"]


async def test_an_ephemeral_message_is_seen_by_one_person(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await client.chat_postEphemeral(channel="#general", user="U0ADA", text="psst")
    assert [message.text for message in slack.messages("#general", person="Ada")] == ["psst"]
    assert slack.messages("#general", person="Max") == ()


async def test_a_message_is_edited_in_its_place(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    first = await client.chat_postMessage(channel="#general", text="befor")
    await client.chat_postMessage(channel="#general", text="after that")
    await client.chat_update(channel="C0GENERAL", ts=first["ts"], text="before")
    assert [(m.text, m.edited) for m in slack.messages("#general")] == [
        ("before", True),
        ("after that", False),
    ]


async def test_an_ephemeral_message_cannot_be_edited(client: AsyncWebClient) -> None:
    posted = await client.chat_postEphemeral(channel="#general", user="U0ADA", text="psst")
    with pytest.raises(SlackApiError, match="message_not_found"):
        await client.chat_update(channel="C0GENERAL", ts=posted["message_ts"], text="louder")


async def test_text_is_cut_off_after_forty_thousand_characters(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="#general", text="a" * 40_001)
    assert len(slack.messages("#general")[0].text) == 40_000


@pytest.mark.parametrize(
    ("method", "arguments", "code"),
    [
        ("chat.postMessage", {"text": "hello"}, "invalid_arguments"),
        ("chat.postMessage", {"channel": "#general", "text": ""}, "no_text"),
        ("chat.postMessage", {"channel": "#elsewhere", "text": "hello"}, "channel_not_found"),
        ("chat.postMessage", {"channel": "#general", "blocks": "no"}, "invalid_blocks"),
        (
            "chat.postEphemeral",
            {"channel": "D0ADA", "user": "U0MAX", "text": "hello"},
            "user_not_in_channel",
        ),
        (
            "chat.update",
            {"channel": "C0GENERAL", "ts": "1.000001", "text": "hello"},
            "message_not_found",
        ),
        ("users.info", {"user": "U0NOBODY"}, "user_not_found"),
    ],
)
async def test_what_slack_refuses_is_refused(
    client: AsyncWebClient, method: str, arguments: dict[str, object], code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await client.api_call(method, json=arguments)
    assert refused.value.response["error"] == code


async def test_the_bot_cannot_post_where_it_was_not_invited() -> None:
    world = sandbox()
    world.remove_app("#general")
    async with (
        LoopbackSlack(
            bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes={"chat:write"}, world=world
        ) as slack,
        ClientSession() as session,
    ):
        client = AsyncWebClient(BOT_TOKEN, base_url=slack.api_url, session=session)
        with pytest.raises(SlackApiError, match="not_in_channel"):
            await client.chat_postMessage(channel="#general", text="hello")


@pytest.mark.parametrize("body", ["{", "[]"])
async def test_json_that_is_no_object_is_refused(
    slack: LoopbackSlack, session: ClientSession, body: str
) -> None:
    headers = {"Authorization": f"Bearer {BOT_TOKEN}", "Content-Type": "application/json"}
    async with session.post(
        f"{slack.api_url}chat.postMessage", data=body, headers=headers
    ) as response:
        assert (await response.json())["error"] in {"invalid_json", "json_not_object"}


async def test_a_person_is_described(client: AsyncWebClient) -> None:
    ada = (await client.users_info(user="U0ADA"))["user"]
    gus = (await client.users_info(user="U0GUS"))["user"]
    assert (ada["is_admin"], ada["is_restricted"]) == (True, False)
    assert (gus["is_admin"], gus["is_restricted"]) == (False, True)


async def test_everybody_lives_in_another_time_zone(client: AsyncWebClient) -> None:
    people = [(await client.users_info(user=user))["user"] for user in ("U0ADA", "U0MAX", "U0GUS")]
    assert [person["tz"] for person in people] == [
        "Europe/Amsterdam",
        "America/New_York",
        "Asia/Kathmandu",
    ]
    assert people[2]["tz_label"] == "Nepal Time"
    assert people[2]["tz_offset"] == 20_700


async def test_a_revoked_bot_token_is_refused_from_then_on(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await client.auth_test()
    await slack.revoke_token("bot")
    with pytest.raises(SlackApiError, match="token_revoked"):
        await client.auth_test()


async def test_a_rate_limit_says_when_to_come_back(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("chat.postMessage", RateLimited(retry_after=7))
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="#general", text="hello")
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "7"
    assert limited.value.response["error"] == "ratelimited"
    assert slack.messages("#general") == ()


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (ServerError(500), 500),
        (ServerError(503), 503),
        (HtmlPage(502), 502),
        (Refusal("fatal_error"), 200),
    ],
)
async def test_a_spoiled_call_fails_once_and_does_nothing(
    slack: LoopbackSlack,
    client: AsyncWebClient,
    fault: ServerError | HtmlPage | Refusal,
    status: int,
) -> None:
    slack.fail_next("chat.postMessage", fault)
    with pytest.raises(SlackApiError) as failed:
        await client.chat_postMessage(channel="#general", text="lost")
    assert failed.value.response.status_code == status
    await client.chat_postMessage(channel="#general", text="found")
    assert [message.text for message in slack.messages("#general")] == ["found"]


async def test_a_reset_connection_is_an_error_of_the_line(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("auth.test", Reset())
    with pytest.raises(aiohttp.ClientError):
        await client.auth_test()
    assert slack.requests[-1].status is None


async def test_a_call_that_hangs_is_never_answered(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("auth.test", Hang())
    call = asyncio.create_task(client.auth_test())
    await slack.has_recorded(Request)
    await client.users_info(user="U0ADA")  # meanwhile others are answered
    assert not call.done()
    call.cancel()
    assert slack.requests[0].answer is None


async def test_calls_are_recorded_without_their_tokens(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    await client.chat_postMessage(channel="#general", text="hello")
    await client.auth_test(token=BOT_TOKEN)
    first, second = slack.requests
    assert (first.method, first.status, first.body["text"]) == ("chat.postMessage", 200, "hello")
    assert first.peer == second.peer
    assert BOT_TOKEN not in repr(slack.wire)
