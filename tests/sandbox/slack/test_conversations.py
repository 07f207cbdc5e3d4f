"""conversations.history: newest first, a range, pages, and who may read it."""

from typing import Any

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from tests.sandbox.slack.conftest import Clock

BLOCKS = [{"type": "section", "text": {"type": "mrkdwn", "text": "hello"}}]


@pytest.fixture
def reader(slack: LoopbackSlack, client: AsyncWebClient) -> AsyncWebClient:
    slack.credentials.grant("channels:history")
    return client


async def texts(client: AsyncWebClient, **arguments: Any) -> list[str]:
    answer = await client.conversations_history(channel="C0QUOTES", **arguments)
    return [message["text"] for message in answer["messages"]]


def talk(slack: LoopbackSlack, count: int) -> list[str]:
    """The timestamps of so many messages, "0" and so on."""
    return [slack.say(str(number), channel="#quotes").ts for number in range(count)]


async def test_the_newest_message_comes_first(slack: LoopbackSlack, reader: AsyncWebClient) -> None:
    talk(slack, 3)
    assert await texts(reader) == ["2", "1", "0"]


async def test_the_apps_own_message_comes_with_its_ids_and_blocks(
    slack: LoopbackSlack, reader: AsyncWebClient
) -> None:
    posted = await reader.chat_postMessage(channel="C0QUOTES", text="hello", blocks=BLOCKS)
    slack.say("hi", channel="#quotes")
    theirs, own = (await reader.conversations_history(channel="C0QUOTES"))["messages"]
    assert (own["ts"], own["user"], own["bot_id"]) == (posted["ts"], "U0QUOTEBOT", "B0QUOTEBOT")
    assert own["blocks"][0]["text"] == BLOCKS[0]["text"]
    assert theirs["user"] == "U0MAX"
    assert "bot_id" not in theirs


async def test_what_one_person_sees_is_no_history(reader: AsyncWebClient) -> None:
    await reader.chat_postEphemeral(channel="C0QUOTES", user="U0ADA", text="psst")
    assert await texts(reader) == []


@pytest.mark.parametrize(("inclusive", "expected"), [(False, ["2"]), (True, ["3", "2", "1"])])
async def test_a_range_leaves_out_its_ends_unless_they_are_asked_for(
    slack: LoopbackSlack, reader: AsyncWebClient, inclusive: bool, expected: list[str]
) -> None:
    ts = talk(slack, 5)
    found = await texts(reader, oldest=ts[1], latest=ts[3], inclusive=inclusive)
    assert found == expected


async def test_a_range_may_have_one_end(slack: LoopbackSlack, reader: AsyncWebClient) -> None:
    ts = talk(slack, 4)
    assert await texts(reader, oldest=ts[1]) == ["3", "2"]
    assert await texts(reader, latest=ts[2]) == ["1", "0"]


async def test_pages_follow_one_another_while_people_go_on_talking(
    slack: LoopbackSlack, reader: AsyncWebClient
) -> None:
    talk(slack, 5)
    seen, cursor = [], None
    while True:
        page = await reader.conversations_history(channel="C0QUOTES", limit=2, cursor=cursor)
        seen.append([message["text"] for message in page["messages"]])
        slack.say("meanwhile", channel="#quotes")
        if not page["has_more"]:
            break
        cursor = page["response_metadata"]["next_cursor"]
    assert seen == [["4", "3"], ["2", "1"], ["0"]]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"limit": 0}, "invalid_limit"),
        ({"limit": 1000}, "invalid_limit"),
        ({"cursor": "???"}, "invalid_cursor"),
        ({"cursor": "bm90X2E6Y3Vyc29y"}, "invalid_cursor"),
        ({"oldest": "yesterday"}, "invalid_ts_oldest"),
        ({"latest": "1e9"}, "invalid_ts_latest"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
    ],
)
async def test_what_makes_no_sense_is_refused(
    reader: AsyncWebClient, arguments: dict[str, Any], code: str
) -> None:
    with pytest.raises(SlackApiError) as refused:
        await reader.conversations_history(**{"channel": "C0QUOTES", **arguments})
    assert refused.value.response["error"] == code


async def test_a_channel_that_the_app_is_not_in_cannot_be_read(
    slack: LoopbackSlack, reader: AsyncWebClient
) -> None:
    slack.world.remove_app("#quotes")
    with pytest.raises(SlackApiError, match="not_in_channel"):
        await texts(reader)


async def test_each_kind_of_channel_is_read_by_a_scope_of_its_own(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    secret = slack.world.create("secret", private=True)
    needed = {"C0QUOTES": "channels", secret.id: "groups", "D0ADA": "im"}
    for channel, prefix in needed.items():
        with pytest.raises(SlackApiError) as refused:
            await client.conversations_history(channel=channel)
        assert refused.value.response["error"] == "missing_scope"
        assert refused.value.response["needed"] == f"{prefix}:history"
        slack.credentials.grant(f"{prefix}:history")
        assert (await client.conversations_history(channel=channel))["messages"] == []


async def test_outside_the_marketplace_there_are_fifteen_messages_a_minute(
    slack: LoopbackSlack, reader: AsyncWebClient, clock: Clock
) -> None:
    slack.limiter.non_marketplace = True
    talk(slack, 20)
    assert len(await texts(reader, limit=100)) == 15
    clock.seconds += 59
    with pytest.raises(SlackApiError) as limited:
        await texts(reader)
    assert limited.value.response.status_code == 429
    assert limited.value.response.headers["Retry-After"] == "1"
    clock.seconds += 1
    assert len(await texts(reader, limit=3)) == 3
