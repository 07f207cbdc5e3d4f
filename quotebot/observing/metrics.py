"""The numbers that Prometheus can read, in a registry of their own."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import nan
from platform import python_version
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector

from quotebot import __version__
from quotebot.core.messages import Platform
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome
from quotebot.core.ports import Clock

_ANSWER_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 2.5)
_LATENESS_BUCKETS: Final = (1, 2, 5, 10, 30, 60, 300, 900, 1800, 3600, 7200, 14400)
_LAG_BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class Metrics:
    """An Observer that counts; `registry` holds the numbers.

    What is not known, as long as it is not, is NaN: a 0 would set off alarms.
    """

    def __init__(self, clock: Clock, platforms: Iterable[Platform]) -> None:
        self._clock = clock
        self.registry = CollectorRegistry()
        _say_who_runs(self.registry)
        self._commands = _Commands(self.registry)
        self._posts = _Posts(self.registry)
        self._library = _Library(self.registry)
        self._links = _Links(self.registry)
        self._heartbeat = Gauge(
            "quotebot_last_heartbeat_timestamp_seconds",
            "When the daily round last looked at all that is due, which it does every second",
            registry=self.registry,
        )
        self._lag = Histogram(
            "quotebot_event_loop_lag_seconds",
            "By how much a sleep of half a second ended too late",
            buckets=_LAG_BUCKETS,
            registry=self.registry,
        )
        self._heartbeat.set(nan)
        for platform in platforms:
            self._links.expect(platform)
            self._posts.expect(platform)

    def answered(
        self, platform: Platform, command: AskedFor, outcome: CommandOutcome, seconds: float
    ) -> None:
        self._commands.total.labels(platform, command, outcome).inc()
        self._commands.duration.labels(platform).observe(seconds)

    def posted(
        self, platform: Platform, outcome: PostOutcome, lateness: float, seconds: float
    ) -> None:
        self._posts.total.labels(platform, outcome).inc()
        if outcome is PostOutcome.POSTED:
            self._posts.lateness.labels(platform).observe(lateness)

    def connected(self, platform: Platform) -> None:
        self._links.connected.labels(platform).set(1)

    def disconnected(self, platform: Platform) -> None:
        self._links.connected.labels(platform).set(0)

    def rate_limited(self, platform: Platform) -> None:
        self._links.rate_limited.labels(platform).inc()

    def identify_remaining(self, starts: int) -> None:
        self._links.identify_remaining.set(starts)

    def reloaded(self, quotes: Mapping[str, int] | None) -> None:
        self._library.successful.set(quotes is not None)
        if quotes is None:
            return
        self._library.success_time.set(self._clock.now().timestamp())
        self._library.quotes.clear()
        for collection, number in quotes.items():
            self._library.quotes.labels(collection).set(number)

    def round_done(self) -> None:
        self._heartbeat.set(self._clock.now().timestamp())

    def next_turn(self, at: datetime | None) -> None:
        """When the next daily quote is due; None: that is not known, or there is none."""
        self._posts.next_turn.set(nan if at is None else at.timestamp())

    def lagged(self, seconds: float) -> None:
        """The event loop had so much else to do."""
        self._lag.observe(seconds)


class _Commands:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.total = Counter(
            "quotebot_commands_total",
            "Commands that were answered, and how; a button counts as what it asks for",
            ("platform", "command", "outcome"),
            registry=registry,
        )
        self.duration = Histogram(
            "quotebot_command_duration_seconds",
            "How long the bot took for its answer, without its way to the platform",
            ("platform",),
            buckets=_ANSWER_BUCKETS,
            registry=registry,
        )


class _Posts:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.total = Counter(
            "quotebot_posts_total",
            "Tries of daily posts, and how each ended",
            ("platform", "outcome"),
            registry=registry,
        )
        self.lateness = Histogram(
            "quotebot_post_lateness_seconds",
            "How long after its time a daily post stood in its channel",
            ("platform",),
            buckets=_LATENESS_BUCKETS,
            registry=registry,
        )
        self.next_turn = Gauge(
            "quotebot_schedule_next_timestamp_seconds",
            "When the next daily quote is due; NaN without one, or without a database",
            registry=registry,
        )
        self.next_turn.set(nan)

    def expect(self, platform: Platform) -> None:
        """Start at 0, so that the first of its kind is seen as an increase."""
        self.lateness.labels(platform)
        for outcome in PostOutcome:
            self.total.labels(platform, outcome)


class _Library:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.quotes = Gauge(
            "quotebot_quotes_loaded",
            "Quotes by where they come from: builtin, or the name of a folder",
            ("collection",),
            registry=registry,
        )
        self.successful = Gauge(
            "quotebot_config_last_reload_successful",
            "1 if the quote files were read without an error the last time, else 0",
            registry=registry,
        )
        self.success_time = Gauge(
            "quotebot_config_last_reload_success_timestamp_seconds",
            "When the quotes that are shown were read",
            registry=registry,
        )


class _Links:
    def __init__(self, registry: CollectorRegistry) -> None:
        self.connected = Gauge(
            "quotebot_connected",
            "1 if commands from the platform can come, else 0",
            ("platform",),
            registry=registry,
        )
        self.rate_limited = Counter(
            "quotebot_ratelimited_total",
            "Requests that a platform answered with 429, too many",
            ("platform",),
            registry=registry,
        )
        self.identify_remaining = Gauge(
            "quotebot_discord_identify_remaining",
            "Sessions that Discord lets the bot still start today; NaN until it has said so",
            registry=registry,
        )
        self.identify_remaining.set(nan)

    def expect(self, platform: Platform) -> None:
        self.rate_limited.labels(platform)


def _say_who_runs(registry: CollectorRegistry) -> None:
    Gauge("quotebot_up", "1, as long as the bot runs", registry=registry).set(1)
    build = Gauge(
        "quotebot_build_info",
        "1, with the versions of the bot and of Python",
        ("version", "python"),
        registry=registry,
    )
    build.labels(__version__, python_version()).set(1)
    ProcessCollector(registry=registry)
