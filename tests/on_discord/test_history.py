"""Is the post in the channel? It is, it is not, or nobody can tell."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from quotebot.core.plans import Absent, CannotTell, Lookup, Posted, Unclear
from quotebot.on_discord.posting import DiscordPoster
from quotebot.sandbox.discord import (
    Banned,
    Channel,
    Fault,
    Hang,
    LoopbackDiscord,
    Permission,
    RateLimit,
    Reset,
    ServerError,
    Torn,
)
from tests.on_discord.clocks import HandClock
from tests.on_discord.daily_posts import KEY, daily, place
from tests.sandbox.discord.openapi import assert_documented

LIST = "GET /channels/{channel_id}/messages"
OTHER_KEY = KEY[::-1]


class Searched:
    """A channel of a loopback Discord, and a poster that looks into it."""

    def __init__(self, discord: LoopbackDiscord, clock: HandClock, channel: Channel) -> None:
        self.discord = discord
        self.clock = clock
        self.channel = channel
        self.poster = self.poster_with(timeout=20)

    def poster_with(self, timeout: float) -> DiscordPoster:
        """Patient, unless a test is about a Discord that does not answer."""
        return DiscordPoster(
            self.discord.token, self.clock, api=self.discord.api_url, timeout=timeout
        )

    async def post(self, key: str = KEY) -> Posted:
        outcome = await self.poster.post(place(self.channel), daily(key), key)
        assert isinstance(outcome, Posted)
        return outcome

    async def find(self, minutes: float = 0) -> Lookup:
        since = self.clock.now() - timedelta(minutes=minutes)
        return await self.poster.find(place(self.channel), KEY, since)

    def chatter(self, messages: int) -> None:
        for number in range(messages):
            self.discord.say(self.channel, f"chatter {number}")

    def passes(self, minutes: float) -> None:
        self.discord.turn_clock(60 * minutes)
        self.clock.turn(60 * minutes)


class SlowClock(HandClock):
    """Every sleep takes a minute."""

    async def sleep(self, seconds: float) -> None:
        await super().sleep(max(seconds, 60))


@pytest.fixture
async def searched() -> AsyncIterator[Searched]:
    async with LoopbackDiscord() as discord:
        searched = Searched(discord, HandClock(), discord.channel("general"))
        yield searched
        await searched.poster.close()
    assert_documented(discord.requests)


async def test_the_post_is_found(searched: Searched) -> None:
    posted = await searched.post()
    assert await searched.find() == posted


@pytest.mark.parametrize("newer", [99, 100, 250])
async def test_the_post_is_found_under_newer_messages(searched: Searched, newer: int) -> None:
    searched.chatter(3)
    posted = await searched.post()
    searched.chatter(newer)
    assert await searched.find() == posted


@pytest.mark.parametrize("messages", [1, 100, 250])
async def test_a_post_that_was_never_made_is_absent(searched: Searched, messages: int) -> None:
    await searched.post(OTHER_KEY)
    searched.chatter(messages)
    assert await searched.find() == Absent()


async def test_nobody_looks_further_back_than_asked(searched: Searched) -> None:
    searched.chatter(500)
    searched.passes(minutes=30)
    searched.chatter(1)
    assert await searched.find(minutes=10) == Absent()
    assert [request.route for request in searched.discord.requests] == [LIST]


async def test_clocks_may_differ_by_some_minutes(searched: Searched) -> None:
    posted = await searched.post()
    searched.chatter(150)
    assert await searched.find(minutes=-2) == posted


async def test_a_channel_in_which_nothing_was_ever_said_has_no_post(searched: Searched) -> None:
    assert await searched.find() == Absent()


async def test_a_channel_that_only_seems_to_be_empty_cannot_tell(searched: Searched) -> None:
    await searched.post()
    await searched.discord.administration.deny(searched.channel, Permission.READ_MESSAGE_HISTORY)
    assert isinstance(await searched.find(), CannotTell)


async def test_a_channel_whose_history_is_closed_has_no_post_if_nothing_was_said_since(
    searched: Searched,
) -> None:
    searched.chatter(1)
    searched.passes(minutes=30)
    await searched.discord.administration.deny(searched.channel, Permission.READ_MESSAGE_HISTORY)
    assert await searched.find(minutes=10) == Absent()


async def test_a_deleted_post_in_a_channel_whose_history_is_closed_cannot_be_told(
    searched: Searched,
) -> None:
    await searched.post()
    searched.discord.delete(searched.discord.messages(searched.channel)[0])
    await searched.discord.administration.deny(searched.channel, Permission.READ_MESSAGE_HISTORY)
    assert isinstance(await searched.find(), CannotTell)


async def test_a_channel_that_the_bot_cannot_see_cannot_tell(searched: Searched) -> None:
    await searched.discord.administration.deny(searched.channel, Permission.VIEW_CHANNEL)
    assert await searched.find() == CannotTell("Discord answered 403 (Missing Access)")


async def test_a_channel_that_is_gone_cannot_tell(searched: Searched) -> None:
    await searched.discord.administration.delete(searched.channel)
    assert await searched.find() == CannotTell("Discord answered 404 (Unknown Channel)")


async def test_a_channel_that_talks_too_much_is_not_read_for_ever(searched: Searched) -> None:
    await searched.post()
    searched.chatter(1_100)
    assert isinstance(await searched.find(), CannotTell)
    assert len(searched.discord.requests) == 11


@pytest.mark.parametrize(
    "fault",
    [ServerError(503), Reset(), RateLimit("abc"), RateLimit(1e9), Banned(), Torn()],
    ids=repr,
)
async def test_a_look_that_fails_for_the_moment_is_tried_again(
    searched: Searched, fault: Fault
) -> None:
    posted = await searched.post()
    searched.discord.fail_next(LIST, fault, times=2)
    assert await searched.find() == posted


@pytest.mark.parametrize("fault", [ServerError(500), RateLimit(1.0)], ids=repr)
async def test_a_look_is_not_tried_for_ever(searched: Searched, fault: Fault) -> None:
    searched.discord.fail_next(LIST, fault, times=4)
    assert isinstance(await searched.find(), Unclear)
    assert len(searched.discord.requests) == 3


async def test_a_look_without_an_answer_ends(searched: Searched) -> None:
    searched.discord.fail_next(LIST, Hang(), times=3)
    await searched.poster.close()
    searched.poster = searched.poster_with(timeout=0.2)
    assert isinstance(await searched.find(), Unclear)


async def test_a_look_that_takes_too_long_ends_before_the_next_request() -> None:
    async with LoopbackDiscord() as discord:
        searched = Searched(discord, SlowClock(), discord.channel("general"))
        searched.chatter(500)
        discord.fail_next(LIST, ServerError(503))
        assert isinstance(await searched.find(), Unclear)
        await searched.poster.close()
        assert len(discord.requests) == 1
