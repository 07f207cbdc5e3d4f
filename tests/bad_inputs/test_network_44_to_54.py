"""Rows 44 to 54: what the network and the platforms do."""

from dataclasses import replace

import pytest

from quotebot.core.plans import Later, Posted
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.posting import slack_poster
from quotebot.sandbox.discord import ADA, RateLimit, Torn
from quotebot.sandbox.slack.faults import RateLimited, Reset
from tests.anthologies import SMALL
from tests.bad_inputs.platforms import DAILY, discord_place, flat, private, slack_loopback
from tests.chats import BOT_TOKEN, on_discord, on_slack
from tests.held_clock import HeldClock
from tests.on_slack.daily_posts import QUOTES as SLACK_QUOTES


@pytest.mark.parametrize("told", ["0", "-1", "abc", "1000000000", None])
async def test_row_50_an_odd_retry_after_means_a_wait_within_bounds(
    clock: HeldClock, told: str | None
) -> None:
    discord, slack = clock.discord(), slack_loopback(clock)
    async with (
        discord,
        slack,
        discord_poster(discord.token, clock, api=discord.api_url) as to_discord,
        slack_poster(BOT_TOKEN, clock, api=slack.api_url) as to_slack,
    ):
        discord.fail_next("POST /channels/{channel_id}/messages", RateLimit(told))
        slack.fail_next("chat.postMessage", RateLimited(told))
        general, quotes = discord.channel("general"), discord.channel("quotes")
        for poster, limited, free in (
            (to_discord, discord_place(general), discord_place(quotes)),
            (to_slack, replace(SLACK_QUOTES, channel="C0GENERAL"), SLACK_QUOTES),
        ):
            outcome = await poster.announce(limited, "One.")
            assert isinstance(outcome, Later)
            assert 1 <= outcome.seconds <= 3600
            assert isinstance(await poster.announce(free, "Two."), Posted)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_51_an_answer_that_is_lost_doubles_no_post_on_discord(
    clock: HeldClock,
) -> None:
    route = "POST /channels/{channel_id}/messages"
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        await discord.command("daily set", DAILY, person=ADA)
        discord.fail_next(route, Torn())
        clock.turn(3600)
        await clock.until(lambda: [one.route for one in discord.requests].count(route) == 3)
        status = (await discord.command("daily status", person=ADA)).message
        posts = [one for one in discord.messages(discord.channel("general")) if not private(one)]
    assert "was posted" in flat(status)
    assert len(posts) == 2  # the announcement, and the quote


async def test_row_51_an_answer_that_is_lost_doubles_no_post_on_slack(clock: HeldClock) -> None:
    async with slack_loopback(clock) as slack, on_slack(SMALL, world=slack, clock=clock):
        (form,) = (await slack.command("/quote", "daily", person="Ada")).views
        await slack.submit(form, {"time": "11:00"}, person="Ada")
        slack.fail_next("chat.postMessage", Reset(applied=True))
        clock.turn(3600)
        looks = "conversations.history"
        await clock.until(lambda: looks in [one.method for one in slack.requests])
        await clock.pass_by(60)
        (status,) = (await slack.command("/quote", "daily status", person="Ada")).messages
        posts = [one for one in slack.messages("#general") if not private(one)]
    assert "was posted" in flat(status)
    assert len(posts) == 2  # the announcement, and the quote
