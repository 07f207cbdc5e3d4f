"""Daily quotes on Discord, from /daily set to the post, through the real bot and over sockets."""

from collections.abc import AsyncIterator

import pytest

from quotebot.sandbox.discord import (
    ADA,
    MAX,
    LoopbackDiscord,
    Torn,
)
from tests.chats import on_discord
from tests.held_clock import HeldClock
from tests.on_discord.daily_use import (
    HOUR,
    LIBRARY,
    POST,
    SET,
    another,
    daily,
    everything_due_has_been_posted,
    posted,
    public,
    shown,
    words_of,
)

pytestmark = pytest.mark.usefixtures("discords_own_addresses")


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
async def discord(clock: HeldClock) -> AsyncIterator[LoopbackDiscord]:
    async with clock.discord() as world, on_discord(LIBRARY, world=world, clock=clock):
        yield world


async def test_a_daily_quote_is_announced_and_comes_at_its_minute_and_once(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    options = SET | {
        "timezone": "europe/berlin",
        "time": "11:00",
        "days": "mon-fri",
        "topics": "progress",
        "channel": discord.channel("quotes"),
    }
    said = await daily(discord, "set", options, channel="general")
    assert "Mon, Tue, Wed, Thu, Fri at 11:00 (Europe/Berlin), on progress" in said
    assert "Next post: Mon 04 May 2026, 11:00 CEST" in said
    (announced,) = public(discord)
    assert "set up for this channel by Ada" in shown(announced)
    assert "11:00 (Europe/Berlin)" in shown(announced)
    assert "can stop it: it is daily quote number 1" in shown(announced)
    clock.turn(HOUR - 1)
    await clock.pass_by(0)
    assert len(public(discord)) == 1
    post = await posted(discord, clock)
    assert "Topic: progress" in shown(post)
    assert "Daily quote, set up by Ada. Whoever runs this place can pause" in shown(post)
    clock.turn(HOUR)
    await everything_due_has_been_posted(discord, clock)
    assert len(public(discord)) == 2


async def test_a_post_pings_nobody_and_carries_an_enforced_nonce(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    clock.turn(HOUR)
    post = await posted(discord, clock)
    announced, sent = (one.body for one in discord.requests if one.route == POST)
    assert sent["allowed_mentions"]["parse"] == announced["allowed_mentions"]["parse"] == []
    assert sent["enforce_nonce"] is True
    assert len(sent["nonce"]) == 25
    assert post.component(f"q1:daily:{sent['nonce']}:") is not None


async def test_a_post_whose_answer_is_lost_stands_once(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    discord.fail_next(POST, Torn())
    clock.turn(HOUR)
    await clock.until(lambda: [one.route for one in discord.requests].count(POST) == 3)
    await posted(discord, clock)
    assert "2026-05-04 was posted" in await daily(discord, "status")


async def test_zones_are_suggested_while_typing_best_first_and_at_most_25(
    discord: LoopbackDiscord,
) -> None:
    async def suggested(typed: str) -> list[str]:
        options = {"timezone": typed}
        found = await discord.autocomplete("daily set", options, focused="timezone", person=ADA)
        return [str(one.value) for one in found]

    assert (await suggested("berl"))[0] == "Europe/Berlin"
    assert (await suggested("new york"))[0] == "America/New_York"
    assert len(await suggested("")) == len(await suggested("e")) == 25


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"time": "25:00"}, "“25:00” is no time of day"),
        ({"timezone": "Europa/Berlin"}, "Did you mean Europe/Berlin"),
        ({"days": "someday"}, "are no days"),
        ({"topics": "xyzzy"}, "is no topic"),
    ],
)
async def test_what_cannot_be_read_is_said_privately_and_nothing_is_kept(
    discord: LoopbackDiscord, wrong: dict[str, str], said: str
) -> None:
    assert said in await daily(discord, "set", SET | wrong)
    assert public(discord) == []
    assert "No daily quote is set up here" in await daily(discord, "list")


async def test_status_tells_what_comes_and_what_became_of_the_last(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    before = await daily(discord, "status")
    assert "Next post: Mon 04 May 2026, 09:00 UTC" in before
    assert "The one of" not in before
    clock.turn(HOUR)
    await posted(discord, clock)
    after = await daily(discord, "status")
    assert "Next post: Tue 05 May 2026" in after
    assert "The one of 2026-05-04 was posted." in after


async def test_a_preview_is_private_to_its_buttons_and_the_same_quote_comes(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    where = discord.channel("quotes")
    preview = (await discord.command("daily preview", person=ADA, channel=where)).message
    assert preview.ephemeral
    assert "this one is kept for 2026-05-04" in shown(preview)
    other = (await discord.press(preview, another(preview), person=ADA)).message
    assert other.ephemeral
    clock.turn(HOUR)
    assert words_of(await posted(discord, clock)) == words_of(preview)


async def test_paused_it_does_not_come_and_resumed_it_does(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    assert "Paused." in await daily(discord, "pause")
    clock.turn(HOUR)
    await everything_due_has_been_posted(discord, clock)
    assert len(public(discord)) == 1
    assert "Next post: Tue 05 May" in await daily(discord, "resume", {"number": 1})
    clock.turn(24 * HOUR)
    await posted(discord, clock)


async def test_skipped_once_it_comes_the_day_after(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    said = await daily(discord, "skip")
    assert "2026-05-04 is skipped; next post: Tue 05 May" in said
    clock.turn(HOUR)
    await everything_due_has_been_posted(discord, clock)
    assert len(public(discord)) == 1
    assert "2026-05-04 was skipped, as you wished" in await daily(discord, "status", {"number": 1})
    clock.turn(24 * HOUR)
    await posted(discord, clock)


async def test_several_are_told_apart_by_their_numbers(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    await daily(discord, "set", SET | {"time": "9:30"})
    listed = await daily(discord, "list")
    assert "2 daily quotes" in listed
    assert "1: every day at 09:00" in listed
    assert "2: every day at 09:30" in listed
    assert "by its number: 1, 2" in await daily(discord, "remove")
    assert "Daily quote 1 is removed" in await daily(discord, "remove", {"number": 1})
    assert "1: every" not in await daily(discord, "list")
    clock.turn(2 * HOUR - 1)
    await clock.until(lambda: len(public(discord)) == 3)  # two announcements, one post
    assert "2026-05-04 was posted" in await daily(discord, "status", {"number": 2})


async def test_today_is_the_channels_latest_post_for_anybody_alone(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    clock.turn(HOUR)
    post = await posted(discord, clock)
    where = discord.channel("quotes")
    today = (await discord.command("today", person=MAX, channel=where)).message
    assert today.ephemeral
    assert words_of(today) == words_of(post)
    assert "Posted here on 2026-05-04" in shown(today)


async def test_today_without_a_daily_quote_is_the_same_for_everybody(
    discord: LoopbackDiscord,
) -> None:
    answers = [
        (await discord.command("today", person=person, channel=discord.channel(channel))).message
        for person in (ADA, MAX)
        for channel in ("general", "quotes")
    ]
    assert all(message.ephemeral for message in answers)
    assert len({words_of(message) for message in answers}) == 1
    assert "The quote of the day" in shown(answers[0])


async def test_the_button_on_a_post_goes_on_with_the_channels_round(
    discord: LoopbackDiscord, clock: HeldClock
) -> None:
    await daily(discord, "set", SET)
    clock.turn(HOUR)
    post = await posted(discord, clock)
    seen, message = [words_of(post)], post
    for _ in range(len(LIBRARY.quotes) - 1):
        message = (await discord.press(message, another(message), person=MAX)).message
        assert not message.ephemeral
        seen.append(words_of(message))
    assert len(set(seen)) == len(LIBRARY.quotes)
    assert "Asked by Max" in shown(message)
