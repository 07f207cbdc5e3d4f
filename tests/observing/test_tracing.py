"""Spans, from the observer to a collector on this machine."""

import asyncio
import logging
import sys
from collections.abc import Iterator

import pytest
from opentelemetry.proto.trace.v1.trace_pb2 import Span, Status

from quotebot import __version__
from quotebot.core.errors import SettingsError
from quotebot.core.messages import Platform
from quotebot.core.observed import UNOBSERVED, AskedFor, CommandOutcome, PostOutcome
from quotebot.observing.choosing import observed
from quotebot.observing.several import Several
from quotebot.observing.tracing import traced
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.cli.machine import PATIENCE
from tests.observing.collector import Collector, collecting, told
from tests.observing.scraping import StoppedClock

SECOND = 1_000_000_000
NOW = 1_800_000_000 * SECOND


@pytest.fixture
def collector(monkeypatch: pytest.MonkeyPatch) -> Iterator[Collector]:
    with collecting() as one:
        monkeypatch.setenv("NO_PROXY", "127.0.0.1")
        monkeypatch.setenv("OTEL_BSP_SCHEDULE_DELAY", "20")  # milliseconds
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", one.url)
        yield one


async def test_a_command_is_a_span_that_says_who_answered_what_and_how(
    collector: Collector,
) -> None:
    async with traced(lambda: NOW, flush_seconds=PATIENCE) as observer:
        observer.answered(Platform.SLACK, AskedFor.QUOTE, CommandOutcome.ANSWERED, 0.25)
    (span,) = collector.spans
    assert collector.paths == ["/v1/traces"]
    assert span.name == "command quote"
    assert span.kind == Span.SPAN_KIND_SERVER
    assert (span.start_time_unix_nano, span.end_time_unix_nano) == (NOW - SECOND // 4, NOW)
    assert told(span.attributes) == {
        "quotebot.platform": "slack",
        "quotebot.command": "quote",
        "quotebot.outcome": "answered",
    }
    assert span.status.code == Status.STATUS_CODE_UNSET
    assert collector.resource["service.name"] == "quotebot"
    assert collector.resource["service.version"] == __version__


async def test_a_daily_post_is_a_span_that_says_how_late_it_was(collector: Collector) -> None:
    async with traced(lambda: NOW, flush_seconds=PATIENCE) as observer:
        observer.posted(Platform.DISCORD, PostOutcome.POSTED, 3.5, 2.0)
    (span,) = collector.spans
    assert span.name == "daily post"
    assert span.end_time_unix_nano - span.start_time_unix_nano == 2 * SECOND
    assert told(span.attributes) == {
        "quotebot.platform": "discord",
        "quotebot.outcome": "posted",
        "quotebot.lateness_seconds": 3.5,
    }


async def test_what_went_wrong_is_an_error_and_what_was_refused_is_none(
    collector: Collector,
) -> None:
    async with traced(flush_seconds=PATIENCE) as observer:
        for outcome in CommandOutcome:
            observer.answered(Platform.SLACK, AskedFor.HELP, outcome, 0.1)
        for result in PostOutcome:
            observer.posted(Platform.SLACK, result, 1.0, 0.1)
    wrong = {
        (span.name, told(span.attributes)["quotebot.outcome"])
        for span in collector.spans
        if span.status.code == Status.STATUS_CODE_ERROR
    }
    commands = {("command help", each) for each in ("too-slow", "failed")}
    posts = {("daily post", each) for each in ("failed", "missed", "unknown")}
    assert wrong == commands | posts
    assert len(collector.spans) == len(CommandOutcome) + len(PostOutcome)


async def test_opentelemetrys_own_variables_have_the_last_word(
    collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OTEL_SERVICE_NAME", "our-quotes")
    async with traced(flush_seconds=PATIENCE) as observer:
        observer.answered(Platform.SLACK, AskedFor.HELP, CommandOutcome.ANSWERED, 0.1)
    assert collector.resource["service.name"] == "our-quotes"


async def test_a_collector_that_does_not_answer_does_not_keep_the_bot_from_ending(
    collector: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    collector.released.clear()
    clock = asyncio.get_running_loop().time
    async with traced(flush_seconds=0.05) as observer:
        observer.answered(Platform.SLACK, AskedFor.HELP, CommandOutcome.ANSWERED, 0.1)
        began = clock()
    assert clock() - began < 8  # the exporter itself would wait for ten seconds
    assert not collector.spans
    assert "the last spans did not leave" in caplog.text


async def test_without_the_extra_one_sentence_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delitem(sys.modules, "quotebot.observing.tracing")
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    with pytest.raises(SettingsError, match=r"pip install 'quotebot\[opentelemetry\]'") as missing:
        async with observed(
            StoppedClock(), InMemoryLedger(InMemoryStore()), [], metrics_at=None, opentelemetry=True
        ):
            pass
    assert "\n" not in str(missing.value)
    assert "QUOTEBOT_OPENTELEMETRY" in str(missing.value)


async def test_nobody_observes_unless_asked_to_and_then_both_may(
    collector: Collector, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    clock, ledger = StoppedClock(), InMemoryLedger(InMemoryStore())
    async with observed(clock, ledger, [], metrics_at=None, opentelemetry=False) as nobody:
        assert nobody is UNOBSERVED
    at = ("127.0.0.1", 0)
    async with observed(clock, ledger, [], metrics_at=at, opentelemetry=True) as both:
        assert isinstance(both, Several)
        both.answered(Platform.SLACK, AskedFor.HELP, CommandOutcome.ANSWERED, 0.1)
        await collector.has_spans()
    assert len(collector.spans) == 1
