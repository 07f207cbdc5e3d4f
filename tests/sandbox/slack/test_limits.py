"""How often the app may post: in a channel, and in the whole workspace."""

import pytest
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.limits import Limiter, Rate, RateLimits
from quotebot.sandbox.slack.wire import TooManyCalls
from tests.sandbox.slack.conftest import Clock


def taken(limiter: Limiter, channels: list[str]) -> int:
    """How many of these posts are let through."""
    let_through = 0
    for channel in channels:
        try:
            limiter.post(channel)
        except TooManyCalls:
            continue
        let_through += 1
    return let_through


async def test_a_short_burst_in_a_channel_is_tolerated_and_then_one_a_second(
    slack: LoopbackSlack, client: AsyncWebClient, clock: Clock
) -> None:
    for _ in range(5):
        await client.chat_postMessage(channel="C0QUOTES", text="hello")
    with pytest.raises(SlackApiError) as limited:
        await client.chat_postMessage(channel="C0QUOTES", text="hello")
    assert limited.value.response.status_code == 429
    assert limited.value.response["error"] == "ratelimited"
    assert limited.value.response.headers["Retry-After"] == "1"
    assert (await client.chat_postMessage(channel="C0GENERAL", text="hello"))["ok"]
    clock.seconds += 1
    assert (await client.chat_postMessage(channel="C0QUOTES", text="hello"))["ok"]
    assert len(slack.messages("#quotes")) == 6
    assert slack.limiter.refusals == 1


def test_a_workspace_takes_a_generous_burst_and_then_five_posts_a_second() -> None:
    clock = Clock()
    limiter = Limiter(RateLimits(), clock)
    channels = [f"C{number}" for number in range(1000)]
    assert taken(limiter, channels) == 100
    assert limiter.refusals == 900
    clock.seconds += 10
    assert taken(limiter, channels) == 50


def test_a_thousand_channels_are_reached_in_the_time_that_several_hundred_a_minute_allow() -> None:
    clock = Clock()
    limiter = Limiter(RateLimits(), clock)
    for number in range(1000):
        limiter.post(f"C{number}")
        clock.seconds += 0.2
    assert limiter.refusals == 0


def test_a_post_that_the_workspace_refuses_does_not_count_in_its_channel() -> None:
    clock = Clock()
    limits = RateLimits(posts_in_channel=Rate(10, 1), posts_in_workspace=Rate(1, 1))
    limiter = Limiter(limits, clock)
    assert taken(limiter, ["C1", "C2"]) == 1
    clock.seconds += 1
    assert taken(limiter, ["C2"]) == 1


def test_what_is_asked_to_wait_is_let_through_after_that() -> None:
    clock = Clock()
    limiter = Limiter(RateLimits(posts_in_channel=Rate(2.5, 2)), clock)
    for _ in range(20):
        try:
            limiter.post("C1")
        except TooManyCalls as refused:
            clock.seconds += refused.retry_after
            limiter.post("C1")
    assert limiter.refusals > 0


async def test_a_message_that_says_nothing_is_refused_and_not_counted(
    slack: LoopbackSlack, client: AsyncWebClient
) -> None:
    for _ in range(10):
        with pytest.raises(SlackApiError, match="no_text"):
            await client.api_call("chat.postMessage", json={"channel": "C0QUOTES", "text": ""})
    assert slack.limiter.refusals == 0
