"""Rows 44 to 54: what the network and the platforms do."""

import asyncio
from dataclasses import replace

import pytest

from quotebot.core.errors import AccessRevoked, CredentialRefused
from quotebot.core.plans import Later, Posted
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.connection import SlackConnection
from quotebot.on_slack.posting import slack_poster
from quotebot.sandbox.discord import ADA, LoopbackDiscord, Permission, RateLimit, Torn
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import RateLimited, Reset
from tests.anthologies import SMALL
from tests.bad_inputs.platforms import DAILY, discord_place, flat, private, slack_loopback
from tests.chats import APP_TOKEN, BOT_TOKEN, SCOPES, desk_for, on_discord, on_slack
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


@pytest.mark.parametrize(
    ("scope", "level", "what_for"),
    [
        ("chat:write", "WARNING", "cannot post in channels to which it was invited"),
        ("app_mentions:read", "WARNING", "cannot hear that it is named"),
        ("users:read", "INFO", "cannot know who is an administrator"),
        ("channels:history", "INFO", "cannot look whether a post"),
    ],
)
async def test_row_53_a_scope_that_is_missing_is_logged_with_what_it_costs_and_where_to_add_it(
    caplog: pytest.LogCaptureFixture, scope: str, level: str, what_for: str
) -> None:
    caplog.set_level("INFO")
    app_token = "xapp-1-A0123456789-1234-canary"
    granted = SCOPES | {"chat:write.public"}
    async with LoopbackSlack(
        bot_token=BOT_TOKEN, app_token=app_token, scopes=granted - {scope}
    ) as slack:
        connection = SlackConnection(BOT_TOKEN, app_token, desk_for(SMALL), api=slack.api_url)
        await connection.log_in()
        await connection.close()
    (told,) = (one for one in caplog.records if "scope" in one.getMessage())
    assert told.levelname == level
    sentence = told.getMessage()
    assert scope in sentence
    assert what_for in sentence
    assert "https://api.slack.com/apps/A0123456789/oauth" in sentence
    assert "canary" not in caplog.text


async def test_row_53_an_app_token_without_its_scope_is_refused_with_what_to_do() -> None:
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack:
        slack.credentials.app_scopes = frozenset()
        connection = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url)
        with pytest.raises(CredentialRefused) as refused:
            await connection.log_in()
        await connection.close()
    sentence = str(refused.value)
    assert "The token in SLACK_APP_TOKEN lacks the scope connections:write" in sentence
    assert "https://api.slack.com/apps" in sentence


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_53_intents_that_are_refused_end_the_connection_with_where_to_allow_them() -> (
    None
):
    async with LoopbackDiscord() as world:
        bot = DiscordConnection(
            world.token,
            desk_for(SMALL),
            api=world.api_url,
            gateway=world.gateway_url,
            guild_ready_timeout=0.05,
        )
        await bot.log_in()
        serving = asyncio.create_task(bot.serve())
        await world.connected()
        await world.disconnect(4014)
        with pytest.raises(AccessRevoked) as refused:
            await asyncio.wait_for(serving, 10)
        await bot.close()
    assert "the intents that the bot asks for (guilds)" in str(refused.value)
    assert "https://discord.com/developers/applications/" in str(refused.value)


async def test_row_53_a_channel_that_the_app_was_taken_out_of_stops_the_daily_quote_and_says_why(
    clock: HeldClock, caplog: pytest.LogCaptureFixture
) -> None:
    async with slack_loopback(clock) as slack, on_slack(SMALL, world=slack, clock=clock):
        (form,) = (await slack.command("/quote", "daily", person="Ada")).views
        await slack.submit(form, {"time": "11:00"}, person="Ada")
        slack.world.remove_app("#general")
        clock.turn(3600)
        await clock.until(lambda: "/invite @quotebot" in caplog.text)
        await clock.pass_by(10)
        (status,) = (await slack.command("/quote", "daily status", person="Ada")).messages
    assert "/invite @quotebot" in flat(status)


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize("denied", [Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES])
async def test_row_53_a_channel_that_is_closed_to_the_bot_stops_the_daily_quote_and_says_why(
    clock: HeldClock, caplog: pytest.LogCaptureFixture, denied: Permission
) -> None:
    to_do = "allow it View Channel and Send Messages (Edit Channel, Permissions)"
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        await discord.command("daily set", DAILY, person=ADA)
        await discord.administration.deny(discord.channel("general"), denied)
        clock.turn(3600)
        await clock.until(lambda: to_do in caplog.text)
        await clock.pass_by(10)
        status = (await discord.command("daily status", person=ADA)).message
    assert to_do in flat(status)
