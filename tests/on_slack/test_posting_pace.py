"""Daily quotes within Slack's rate limits, and what becomes of one that was too much."""

import pytest

from quotebot.core.messages import Place, Platform
from quotebot.core.plans import Later, Posted
from quotebot.on_slack.posting import SlackPoster
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import RateLimited
from tests.on_slack.clocks import HandClock
from tests.on_slack.daily_posts import KEY, QUOTES, daily


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        (7, 7), ("0", 1), ("-1", 30), ("abc", 30), (10**9, 3600), ("9" * 5000, 3600), (None, 30),
        ("1.5", 30), ("٣", 30), ("", 30),
    ],
)  # fmt: skip
async def test_a_rate_limit_is_waited_out_for_as_long_as_makes_sense(
    slack: LoopbackSlack, poster: SlackPoster, told: int | str | None, seconds: float
) -> None:
    slack.fail_next("chat.postMessage", RateLimited(told))
    outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Later)
    assert outcome.seconds == seconds
    assert slack.messages("#quotes") == ()


async def test_a_channel_is_left_alone_for_as_long_as_slack_asked(
    slack: LoopbackSlack, poster: SlackPoster, clock: HandClock
) -> None:
    general = Place(Platform.SLACK, "T0SANDBOX", "C0GENERAL")
    slack.fail_next("chat.postMessage", RateLimited(60))
    await poster.post(QUOTES, daily(), KEY)
    clock.seconds += 20
    outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Later)
    assert outcome.seconds == pytest.approx(40)
    assert len(slack.requests) == 1  # nothing was sent a second time
    assert isinstance(await poster.post(general, daily(), KEY), Posted)
    clock.seconds += 40
    assert isinstance(await poster.post(QUOTES, daily(), KEY), Posted)


async def test_a_clock_that_is_set_back_leaves_no_channel_alone_for_longer_than_an_hour(
    slack: LoopbackSlack, poster: SlackPoster, clock: HandClock
) -> None:
    slack.fail_next("chat.postMessage", RateLimited(60))
    await poster.post(QUOTES, daily(), KEY)
    clock.seconds -= 86_400
    outcome = await poster.post(QUOTES, daily(), KEY)
    assert isinstance(outcome, Later)
    assert outcome.seconds == 3600


async def test_a_channel_gets_one_post_a_second(
    slack: LoopbackSlack, poster: SlackPoster, clock: HandClock
) -> None:
    for _ in range(10):
        await poster.turn(QUOTES)
        assert isinstance(await poster.post(QUOTES, daily(), KEY), Posted)
    assert clock.seconds == pytest.approx(9)
    assert slack.limiter.refusals == 0


async def test_a_channel_that_does_not_wait_its_turn_is_refused(
    slack: LoopbackSlack, poster: SlackPoster
) -> None:
    outcomes = [await poster.post(QUOTES, daily(), KEY) for _ in range(10)]
    assert isinstance(outcomes[-1], Later)
    assert slack.limiter.refusals == 1  # from then on the poster knew by itself


async def test_many_channels_at_the_full_hour_stay_within_the_workspaces_limit(
    slack: LoopbackSlack, poster: SlackPoster, clock: HandClock
) -> None:
    for number in range(300):
        channel = slack.world.create(f"room-{number}")
        place = Place(Platform.SLACK, "T0SANDBOX", channel.id)
        await poster.turn(place)
        assert isinstance(await poster.post(place, daily(), KEY), Posted)
    assert slack.limiter.refusals == 0
    assert clock.seconds == pytest.approx((300 - 10) * 0.2)
