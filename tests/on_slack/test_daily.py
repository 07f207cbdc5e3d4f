"""Daily quotes on Slack, from the form to the post, through the real Bolt and over sockets."""

from collections.abc import AsyncIterator

import pytest

from quotebot.core.daily_wording import IN_THE_GENERAL_CHANNEL
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.faults import Reset
from quotebot.sandbox.slack.forms import REQUIRED
from tests.chats import SCOPES, on_slack
from tests.held_clock import HeldClock
from tests.on_slack.daily_use import (
    HOUR,
    LIBRARY,
    SET,
    another,
    daily,
    everything_due_has_been_posted,
    loopback,
    opened,
    posted,
    public,
    submitted,
    words_of,
)


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
async def slack(clock: HeldClock) -> AsyncIterator[LoopbackSlack]:
    async with loopback(clock) as world, on_slack(LIBRARY, world=world, clock=clock):
        yield world


async def test_a_daily_quote_is_announced_and_comes_at_its_minute_and_once(
    slack: LoopbackSlack, clock: HeldClock
) -> None:
    entries = {"time": "11:00", "days": ["0", "1", "2", "3", "4"], "topics": ["progress"]}
    said = await submitted(slack, entries)
    assert "Mon, Tue, Wed, Thu, Fri at 11:00 (Europe/Amsterdam), on progress" in said
    assert "Next post: Mon 04 May 2026, 11:00 CEST" in said
    (announced,) = public(slack)
    assert "set up for this channel by ada" in draw(announced.payload)
    assert "can stop it: it is daily quote number 1" in draw(announced.payload)
    clock.turn(HOUR - 1)
    await clock.pass_by(0)
    assert len(public(slack)) == 1
    post = await posted(slack, clock)
    drawn = draw(post.payload)
    assert "Topic: progress" in drawn
    assert "Daily quote, set up by ada. Whoever runs this place can pause" in drawn
    clock.turn(HOUR)
    await everything_due_has_been_posted(slack, clock)
    assert len(public(slack)) == 2


async def test_another_channel_can_be_chosen_in_the_form(slack: LoopbackSlack) -> None:
    await submitted(slack, {"channel": "#general"})
    assert public(slack) == []
    assert len(public(slack, "#general")) == 1


async def test_whoever_picks_the_channel_that_everybody_reads_is_told_so(
    slack: LoopbackSlack,
) -> None:
    assert IN_THE_GENERAL_CHANNEL not in await submitted(slack, SET)
    assert IN_THE_GENERAL_CHANNEL in await submitted(slack, SET, channel="#general")


async def test_in_a_direct_message_the_form_asks_for_a_channel(slack: LoopbackSlack) -> None:
    view = await opened(slack, channel="@ada")
    missing = await slack.submit(view, {}, person="Ada", channel="@ada")
    assert missing.errors == {"channel": REQUIRED}


async def test_zones_are_suggested_while_typing_best_first(slack: LoopbackSlack) -> None:
    view = await opened(slack)
    offered = (await slack.suggest(view, "zone", "berl", person="Ada")).options
    assert offered[0]["value"] == "Europe/Berlin"
    assert len((await slack.suggest(view, "zone", "e", person="Ada")).options) == 25
    answer = await slack.submit(view, {"zone": "Europe/Berlin"}, person="Ada", channel="#quotes")
    assert "(Europe/Berlin)" in draw(answer.views[0])


async def test_everything_that_can_be_done_by_typing(
    slack: LoopbackSlack, clock: HeldClock
) -> None:
    await submitted(slack, SET)
    await submitted(slack, {"time": "11:30"})
    listed = await daily(slack, "daily list")
    assert "1: every day at 11:00" in listed
    assert "2: every day at 11:30" in listed
    assert "by its number: 1, 2" in await daily(slack, "daily pause")
    assert "Paused." in await daily(slack, "daily pause 1")
    assert "2026-05-04 is skipped; next post: Tue 05 May" in await daily(slack, "daily skip #2")
    clock.turn(2 * HOUR)
    await everything_due_has_been_posted(slack, clock)
    assert len(public(slack)) == 2  # the announcements
    assert "was skipped, as you wished" in await daily(slack, "daily status 2")
    assert "Next post: Tue 05 May" in await daily(slack, "daily resume 1")
    assert "Daily quote 2 is removed" in await daily(slack, "daily remove 2")
    clock.turn(24 * HOUR)
    await posted(slack, clock, 2)
    assert "2026-05-05 was posted" in await daily(slack, "daily status")


async def test_a_preview_is_private_to_its_buttons_and_the_same_quote_comes(
    slack: LoopbackSlack, clock: HeldClock
) -> None:
    await submitted(slack, SET)
    answer = await slack.command("/quote", "daily preview", person="Ada", channel="#quotes")
    (preview,) = answer.messages
    assert preview.is_ephemeral
    assert "this one is kept for 2026-05-04" in draw(preview.payload)
    (other,) = (await slack.press(preview, another(preview))).messages
    assert other.is_ephemeral
    clock.turn(HOUR)
    assert words_of(await posted(slack, clock)) == words_of(preview)


async def test_today_is_the_channels_latest_post_for_anybody_alone(
    slack: LoopbackSlack, clock: HeldClock
) -> None:
    assert "The quote of the day" in await daily(slack, "today", "Max")
    await submitted(slack, SET)
    clock.turn(HOUR)
    post = await posted(slack, clock)
    today = await daily(slack, "today", "Max")
    assert today.startswith(words_of(post))
    assert "Posted here on 2026-05-04" in today


async def test_the_button_on_a_post_goes_on_with_the_channels_round(
    slack: LoopbackSlack, clock: HeldClock
) -> None:
    await submitted(slack, SET)
    clock.turn(HOUR)
    message = await posted(slack, clock)
    seen = [words_of(message)]
    for _ in range(len(LIBRARY.quotes) - 1):
        (message,) = (await slack.press(message, another(message))).messages
        assert not message.is_ephemeral
        seen.append(words_of(message))
    assert len(set(seen)) == len(LIBRARY.quotes)


async def test_a_channel_that_is_archived_stops_it_and_whoever_set_it_up_is_told_once(
    slack: LoopbackSlack, clock: HeldClock
) -> None:
    await submitted(slack, SET)
    slack.world.archive("#quotes")
    clock.turn(HOUR)
    await clock.until(lambda: posts_tried(slack) == 2)
    await clock.pass_by(10)  # until the bot knows whom to tell
    await slack.command("/quote", "today", person="Max", channel="#general")
    for _ in range(3):
        await slack.command("/quote", "today", person="Ada", channel="#general")
    news = "Daily quote 1, which you set up, was stopped: The channel is archived."
    told = [news in draw(one.payload) for one in slack.messages("#general", "Ada")]
    assert sorted(told) == [False, False, False, True]
    assert len(slack.messages("#general", "Max")) == 1
    assert "Stopped: The channel is archived." in await daily(slack, "daily status")
    assert slack.messages("@ada") == ()


def posts_tried(slack: LoopbackSlack) -> int:
    return [request.method for request in slack.requests].count("chat.postMessage")


async def test_where_nobody_can_look_an_unclear_post_is_sent_by_hand_if_it_did_not_come(
    clock: HeldClock,
) -> None:
    scopes = SCOPES - {"channels:history", "groups:history"}
    async with (
        loopback(clock, scopes) as slack,
        on_slack(LIBRARY, world=slack, clock=clock),
    ):
        await submitted(slack, SET)
        slack.fail_next("chat.postMessage", Reset())
        clock.turn(HOUR)
        await clock.until(lambda: looked(slack))
        await clock.pass_by(10)
        assert len(public(slack)) == 1
        status = await slack.command("/quote", "daily status", person="Ada", channel="#quotes")
        assert "may or may not have been posted" in draw(status.messages[0].payload)
        pressed = await slack.press(status.messages[0], "q1:act:send-now:1")
        assert "in a moment" in draw(pressed.messages[0].payload)
        await posted(slack, clock)
        assert "2026-05-04 was posted" in await daily(slack, "daily status")


def looked(slack: LoopbackSlack) -> bool:
    return "conversations.history" in [request.method for request in slack.requests]
