"""What is counted, without a bot around it."""

from collections.abc import Iterator

import pytest
from prometheus_client import generate_latest

from quotebot import __version__
from quotebot.core.messages import Platform
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome
from quotebot.observing.metrics import Metrics
from tests.observing.scraping import START, Scrape, StoppedClock

DISCORD, SLACK = Platform.DISCORD, Platform.SLACK


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock()


@pytest.fixture
def metrics(clock: StoppedClock) -> Metrics:
    return Metrics(clock, [DISCORD, SLACK])


def seen(metrics: Metrics) -> Scrape:
    return Scrape(generate_latest(metrics.registry).decode())


def test_a_bot_that_has_done_nothing_says_so_and_guesses_nothing(metrics: Metrics) -> None:
    now = seen(metrics)
    assert now.value("quotebot_up") == 1
    assert __version__ in next(iter(now.all("quotebot_build_info")))
    for platform in ("discord", "slack"):
        assert now.value("quotebot_ratelimited_total", platform=platform) == 0
        assert now.value("quotebot_posts_total", platform=platform, outcome="failed") == 0
    for name in (
        "quotebot_last_heartbeat_timestamp_seconds",
        "quotebot_schedule_next_timestamp_seconds",
        "quotebot_discord_identify_remaining",
    ):
        assert now.unknown(name)


def test_commands_are_counted_by_platform_command_and_outcome(metrics: Metrics) -> None:
    for seconds in (0.0004, 0.3):
        metrics.answered(SLACK, AskedFor.QUOTE, CommandOutcome.ANSWERED, seconds)
    metrics.answered(DISCORD, AskedFor.DAILY_SET, CommandOutcome.REFUSED, 0.01)
    now = seen(metrics)
    assert now.all("quotebot_commands_total") == {
        ("quote", "answered", "slack"): 2,
        ("daily-set", "refused", "discord"): 1,
    }
    duration = "quotebot_command_duration_seconds"
    assert now.value(f"{duration}_bucket", platform="slack", le="0.001") == 1
    assert now.value(f"{duration}_bucket", platform="slack", le="0.5") == 2
    assert now.value(f"{duration}_sum", platform="slack") == pytest.approx(0.3004)


def test_only_what_was_posted_was_late(metrics: Metrics) -> None:
    metrics.posted(SLACK, PostOutcome.LATER, 5.0, 0.1)
    metrics.posted(SLACK, PostOutcome.POSTED, 40.0, 0.1)
    now = seen(metrics)
    assert now.all("quotebot_posts_total") == {("later", "slack"): 1, ("posted", "slack"): 1}
    assert now.value("quotebot_post_lateness_seconds_count", platform="slack") == 1
    assert now.value("quotebot_post_lateness_seconds_bucket", platform="slack", le="30.0") == 0
    assert now.value("quotebot_post_lateness_seconds_bucket", platform="slack", le="60.0") == 1


def test_connections_come_and_go(metrics: Metrics) -> None:
    assert "quotebot_connected{" not in seen(metrics).text
    metrics.connected(DISCORD)
    metrics.connected(SLACK)
    metrics.disconnected(SLACK)
    metrics.rate_limited(DISCORD)
    metrics.identify_remaining(998)
    now = seen(metrics)
    assert now.value("quotebot_connected", platform="discord") == 1
    assert now.value("quotebot_connected", platform="slack") == 0
    assert now.all("quotebot_ratelimited_total") == {("discord",): 1}
    assert now.value("quotebot_discord_identify_remaining") == 998


def test_a_failed_reload_keeps_the_time_and_the_numbers_of_the_last_good_one(
    metrics: Metrics, clock: StoppedClock
) -> None:
    metrics.reloaded({"builtin": 800, "ours": 12})
    clock.time = START.replace(hour=9)
    metrics.reloaded(None)
    now = seen(metrics)
    assert now.value("quotebot_config_last_reload_successful") == 0
    read = now.value("quotebot_config_last_reload_success_timestamp_seconds")
    assert read == START.timestamp()
    assert now.all("quotebot_quotes_loaded") == {("builtin",): 800, ("ours",): 12}


def test_a_collection_that_is_gone_is_no_longer_shown(metrics: Metrics) -> None:
    metrics.reloaded({"builtin": 800, "ours": 12})
    metrics.reloaded({"ours": 13})
    now = seen(metrics)
    assert now.value("quotebot_config_last_reload_successful") == 1
    assert now.all("quotebot_quotes_loaded") == {("ours",): 13}


def test_moments_are_seconds_since_1970(metrics: Metrics, clock: StoppedClock) -> None:
    metrics.round_done()
    metrics.next_turn(START.replace(hour=10))
    now = seen(metrics)
    assert now.value("quotebot_last_heartbeat_timestamp_seconds") == START.timestamp()
    assert now.value("quotebot_schedule_next_timestamp_seconds") == START.timestamp() + 7200
    metrics.next_turn(None)
    assert seen(metrics).unknown("quotebot_schedule_next_timestamp_seconds")


def test_two_bots_in_one_process_do_not_share_their_numbers(
    metrics: Metrics, clock: StoppedClock
) -> None:
    other = Metrics(clock, [DISCORD])
    other.connected(DISCORD)
    assert seen(metrics).all("quotebot_connected") == {}


def labels_of(metrics: Metrics) -> Iterator[tuple[str, str]]:
    for family in metrics.registry.collect():
        for sample in family.samples:
            yield from sample.labels.items()


def test_the_labels_are_few_and_closed(metrics: Metrics) -> None:
    """Everything that can be told is told once: no more values than the enumerations have."""
    for platform in (DISCORD, SLACK):
        for command in AskedFor:
            for outcome in CommandOutcome:
                metrics.answered(platform, command, outcome, 0.1)
        for result in PostOutcome:
            metrics.posted(platform, result, 1.0, 0.1)
    allowed: dict[str, set[str]] = {
        "platform": {"discord", "slack"},
        "command": set(AskedFor),
        "outcome": {*CommandOutcome, *PostOutcome},
    }
    for name, value in labels_of(metrics):
        if name not in {"le", "version", "python"}:
            assert value in allowed[name]
