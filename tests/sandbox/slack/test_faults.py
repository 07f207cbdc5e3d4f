"""Calls that are spoiled on the way, with and without having taken effect."""

import asyncio

import aiohttp
import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import (
    CutShort,
    Fault,
    Hang,
    HtmlPage,
    RateLimited,
    Reset,
    ServerError,
)
from quotebot.sandbox.slack.recording import Request


@pytest.mark.parametrize("applied", [False, True])
@pytest.mark.parametrize("kind", [ServerError, HtmlPage, Reset, CutShort])
async def test_a_spoiled_post_stands_in_the_channel_if_it_was_applied(
    slack: LoopbackSlack,
    client: AsyncWebClient,
    kind: type[ServerError | HtmlPage | Reset | CutShort],
    applied: bool,
) -> None:
    slack.fail_next("chat.postMessage", kind(applied=applied))
    with pytest.raises((SlackApiError, aiohttp.ClientError)):
        await client.chat_postMessage(channel="C0QUOTES", text="hello")
    assert len(slack.messages("#quotes")) == applied


@pytest.mark.parametrize("applied", [False, True])
async def test_a_post_without_an_answer_stands_there_if_it_was_applied(
    slack: LoopbackSlack, client: AsyncWebClient, applied: bool
) -> None:
    slack.fail_next("chat.postMessage", Hang(applied=applied))
    posting = asyncio.create_task(client.chat_postMessage(channel="C0QUOTES", text="hello"))
    await slack.has_recorded(Request)
    assert not posting.done()
    posting.cancel()
    assert len(slack.messages("#quotes")) == applied


async def test_an_answer_that_is_cut_short_breaks_off_in_the_middle(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    slack.fail_next("chat.postMessage", CutShort(applied=True))
    with pytest.raises(aiohttp.ClientPayloadError):
        await client.chat_postMessage(channel="C0QUOTES", text="hello")


@pytest.mark.parametrize("told", [0, -1, "abc", 10**9])
async def test_retry_after_can_say_anything(
    slack: LoopbackSlack, client: AsyncWebClient, told: int | str
) -> None:
    slack.fail_next("chat.postMessage", RateLimited(told))
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C0QUOTES", text="hello")
    assert limited.value.response.headers["Retry-After"] == str(told)


async def test_retry_after_can_be_missing(slack: LoopbackSlack, client: AsyncWebClient) -> None:
    slack.fail_next("chat.postMessage", RateLimited(None))
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C0QUOTES", text="hello")
    assert limited.value.response.status_code == 429
    assert "Retry-After" not in limited.value.response.headers


async def test_a_fault_can_be_asked_for_several_times(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    fault: Fault = ServerError(503)
    slack.fail_next("chat.postMessage", fault, times=2)
    for _ in range(2):
        with pytest.raises(SlackApiError):
            await client.chat_postMessage(channel="C0QUOTES", text="hello")
    assert (await client.chat_postMessage(channel="C0QUOTES", text="hello"))["ok"]
