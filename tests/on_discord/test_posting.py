"""Posting on the bot's own account: what Discord answers, or does not, and what that means."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.buttons import daily_prefix
from quotebot.core.messages import QuoteCard
from quotebot.core.plans import Gone, Later, Posted, Unclear
from quotebot.on_discord.posting import DiscordPoster, payload
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
from quotebot.sandbox.discord.channel_routes import NONCE_SECONDS
from quotebot.sandbox.discord.drawing import draw
from quotebot.sandbox.discord.message_rules import check_new_message
from quotebot.sandbox.discord.rate_limits import POST
from tests.anthologies import WASTE
from tests.on_discord.clocks import HandClock
from tests.on_discord.daily_posts import KEY, daily, place, post, statuses
from tests.on_discord.test_escaping import HOSTILE
from tests.replies import cards
from tests.sandbox.discord.openapi import assert_documented


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
async def discord() -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as started:
        yield started
    assert_documented(started.requests)


@pytest.fixture
async def poster(discord: LoopbackDiscord, clock: HandClock) -> AsyncIterator[DiscordPoster]:
    """All it is given is a token: it has no client and no gateway."""
    poster = DiscordPoster(discord.token, clock, api=discord.api_url)
    yield poster
    await poster.close()


@pytest.fixture
async def impatient(discord: LoopbackDiscord, clock: HandClock) -> AsyncIterator[DiscordPoster]:
    """For a Discord that does not answer."""
    poster = DiscordPoster(discord.token, clock, api=discord.api_url, timeout=0.3)
    yield poster
    await poster.close()


@pytest.fixture
def general(discord: LoopbackDiscord) -> Channel:
    return discord.channel("general")


async def test_a_post_stands_in_the_channel(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    outcome = await post(poster, general)
    [message] = discord.messages(general)
    assert outcome == Posted(str(message.id))
    drawn = draw(message.payload)
    assert drawn.index("Vincent Vanhoucke") < drawn.index("Daily quote, set up by Ada.")
    assert message.pings == ()
    assert [one.method for one in discord.requests] == ["POST"]


async def test_the_button_carries_the_key_of_the_post(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    await post(poster, general)
    [message] = discord.messages(general)
    assert message.component(f"{daily_prefix(KEY)}progress") is not None


async def test_a_second_post_within_two_minutes_is_the_first(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    first = await post(poster, general)
    discord.turn_clock(NONCE_SECONDS - 1)
    assert await post(poster, general) == first
    assert len(discord.messages(general)) == 1


async def test_later_than_that_it_doubles_which_is_why_somebody_has_to_look_first(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    first = await post(poster, general)
    discord.turn_clock(NONCE_SECONDS + 1)
    assert await post(poster, general) != first
    assert len(discord.messages(general)) == 2


def test_a_repeated_post_arrives_before_the_nonce_is_forgotten_even_half_a_minute_late() -> None:
    assert DiscordPoster.repeatable_for.total_seconds() + 30 <= NONCE_SECONDS


async def test_a_second_process_cannot_double_it(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel, clock: HandClock
) -> None:
    other = DiscordPoster(discord.token, clock, api=discord.api_url)
    outcomes = await asyncio.gather(post(poster, general), post(other, general))
    await other.close()
    assert outcomes[0] == outcomes[1]
    assert len(discord.messages(general)) == 1


async def test_a_post_that_was_deleted_meanwhile_counts_as_posted(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    await post(poster, general)
    discord.delete(discord.messages(general)[0])
    assert await post(poster, general) == Posted("")
    assert discord.messages(general) == ()


ANSWERS_LOST = [
    *(ServerError(status, applied=False) for status in (500, 502, 503)),
    *(ServerError(status, applied=True) for status in (500, 502, 503)),
    *(Reset(applied=applied) for applied in (False, True)),
    Torn(),
    *(Hang(applied=applied) for applied in (False, True)),
]


@pytest.mark.parametrize("fault", ANSWERS_LOST, ids=repr)
async def test_an_answer_that_is_lost_is_unclear_and_one_repeat_settles_it(
    discord: LoopbackDiscord,
    poster: DiscordPoster,
    impatient: DiscordPoster,
    general: Channel,
    fault: Fault,
) -> None:
    discord.fail_next(POST, fault)
    assert isinstance(await post(impatient, general), Unclear)
    assert len(discord.requests) == 1
    outcome = await post(poster, general)
    [message] = discord.messages(general)
    assert outcome == Posted(str(message.id))


async def test_a_discord_that_is_not_there_has_surely_not_posted(clock: HandClock) -> None:
    async with LoopbackDiscord() as discord:
        gone = discord.api_url
    poster = DiscordPoster(discord.token, clock, api=gone)
    outcome = await post(poster, discord.channel("general"))
    await poster.close()
    assert isinstance(outcome, Later)
    assert "cannot be reached" in outcome.reason


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (7.25, 7.25),
        (0, 1),
        (-1, 1),
        (1e9, 900),
        ("abc", 5),
        (None, 5),
        ("", 5),
        ("nan", 5),
        ("inf", 900),
        ("1" * 400, 900),
        (10**400, 900),
        ("3", 3),
    ],
)
async def test_after_a_429_it_is_later_by_a_time_that_makes_sense(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel, told: Any, seconds: float
) -> None:
    discord.fail_next(POST, RateLimit(told))
    outcome = await post(poster, general)
    assert isinstance(outcome, Later)
    assert outcome.seconds == seconds
    assert statuses(discord) == [429]


async def test_a_limit_of_one_channel_leaves_the_others_alone(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    discord.fail_next(POST, RateLimit(60.0))
    assert isinstance(await post(poster, general), Later)
    assert isinstance(await post(poster, discord.channel("quotes"), "k2"), Posted)


@pytest.mark.parametrize(
    ("fault", "seconds"), [(RateLimit(60.0, "global"), 60), (Banned(600), 600)], ids=repr
)
async def test_a_limit_of_the_bot_silences_it_everywhere_until_it_is_over(
    discord: LoopbackDiscord,
    poster: DiscordPoster,
    general: Channel,
    clock: HandClock,
    fault: Fault,
    seconds: float,
) -> None:
    discord.fail_next(POST, fault)
    assert isinstance(await post(poster, general), Later)
    clock.turn(seconds - 10)
    silent = await post(poster, discord.channel("quotes"), "k2")
    assert isinstance(silent, Later)
    assert silent.seconds == pytest.approx(10)
    assert statuses(discord) == [429]
    clock.turn(11)
    assert isinstance(await post(poster, general), Posted)


async def test_a_token_that_was_withdrawn_blames_no_channel_and_is_not_tried_over_and_over(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    await discord.revoke_token()
    for key in ("k1", "k2", "k3"):
        outcome = await post(poster, general, key)
        assert isinstance(outcome, Later)
        assert outcome.seconds == pytest.approx(900, abs=1)
    assert statuses(discord) == [401]


@pytest.mark.parametrize("right", [Permission.VIEW_CHANNEL, Permission.SEND_MESSAGES], ids=repr)
async def test_a_channel_where_the_bot_may_not_post_is_gone(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel, right: Permission
) -> None:
    await discord.administration.deny(general, right)
    assert isinstance(await post(poster, general), Gone)
    await discord.administration.deny(general, Permission(0))
    assert isinstance(await post(poster, general), Posted)


async def test_a_channel_that_was_deleted_is_gone(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    await discord.administration.delete(general)
    assert await post(poster, general) == Gone("The channel is gone.")


async def test_a_server_that_removed_the_bot_is_gone(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel
) -> None:
    await discord.remove_bot_from(discord.world.guilds[0])
    assert isinstance(await post(poster, general), Gone)


@pytest.mark.parametrize("status", [400, 403, 404])
async def test_a_refusal_without_discords_reason_pauses_no_plan(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel, status: int
) -> None:
    discord.fail_next(POST, ServerError(status))
    outcome = await post(poster, general)
    assert isinstance(outcome, Later)
    assert outcome.seconds == 900


@pytest.mark.parametrize("hostile", HOSTILE)
async def test_hostile_words_are_posted_as_they_are_and_do_nothing(
    discord: LoopbackDiscord, poster: DiscordPoster, general: Channel, hostile: str
) -> None:
    words = replace(WASTE, text=f"x {hostile}", author=hostile)
    hostile_card = replace(daily(), quote=words, explanation=f"Set up by {hostile}")
    assert isinstance(await poster.post(place(general), hostile_card, KEY), Posted)
    [message] = discord.messages(general)
    assert message.pings == ()
    drawn = " ".join(draw(message.payload).replace("┃", " ").split())
    assert drawn.count(" ".join(hostile.split())) == 3


@given(cards, st.none() | st.text(max_size=400), st.text("0123456789abcdef", min_size=25))
def test_discord_takes_every_card_as_a_post(
    any_card: QuoteCard, explanation: str | None, key: str
) -> None:
    body = payload(replace(any_card, explanation=explanation), key[:25])
    check_new_message(body)
    assert body["enforce_nonce"] is True
    assert body["allowed_mentions"] == {"parse": []}
