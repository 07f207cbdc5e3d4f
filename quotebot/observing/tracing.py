"""Spans for OpenTelemetry, exported by OTLP over HTTP to where its own variables say.

It can be imported only where the extra `opentelemetry` is installed.
"""

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import OTELResourceDetector, Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, StatusCode

from quotebot import __version__
from quotebot.core.events import Event
from quotebot.core.messages import Platform
from quotebot.core.observed import AskedFor, CommandOutcome, PostOutcome, Unobserved
from quotebot.core.ports import Observer

log = logging.getLogger(__name__)

FLUSH_SECONDS: Final = 1.0  # at the end, for the spans that have not left yet
_NANOSECONDS: Final = 1_000_000_000
_NOT_WELL: Final = frozenset({
    CommandOutcome.TOO_SLOW, CommandOutcome.FAILED,
    PostOutcome.UNKNOWN, PostOutcome.FAILED, PostOutcome.MISSED,
})  # fmt: skip


@asynccontextmanager
async def traced(
    now: Callable[[], int] = time.time_ns, *, flush_seconds: float = FLUSH_SECONDS
) -> AsyncIterator[Observer]:
    """An Observer that makes spans; what has not left `flush_seconds` after the end is lost.

    `now` gives nanoseconds since 1970.
    """
    provider = _provider()
    try:
        yield _Spans(provider, now)
    finally:
        await _shut_down(provider, flush_seconds)


class _Spans(Unobserved):
    def __init__(self, provider: TracerProvider, now: Callable[[], int]) -> None:
        self._tracer = provider.get_tracer("quotebot", __version__)
        self._now = now

    def answered(
        self, platform: Platform, command: AskedFor, outcome: CommandOutcome, seconds: float
    ) -> None:
        told = {"quotebot.platform": platform.value, "quotebot.command": command.value}
        self._add(f"command {command}", told, outcome, seconds)

    def posted(
        self, platform: Platform, outcome: PostOutcome, lateness: float, seconds: float
    ) -> None:
        told = {"quotebot.platform": platform.value, "quotebot.lateness_seconds": lateness}
        self._add("daily post", told, outcome, seconds)

    def _add(
        self,
        name: str,
        told: Mapping[str, str | float],
        outcome: CommandOutcome | PostOutcome,
        seconds: float,
    ) -> None:
        """A span that is over."""
        ended = self._now()
        span = self._tracer.start_span(
            name,
            kind=SpanKind.SERVER if isinstance(outcome, CommandOutcome) else SpanKind.INTERNAL,
            attributes={**told, "quotebot.outcome": outcome.value},
            start_time=ended - round(seconds * _NANOSECONDS),
        )
        if outcome in _NOT_WELL:
            span.set_status(StatusCode.ERROR)
        span.end(ended)


def _provider() -> TracerProvider:
    ours = Resource({"service.name": "quotebot", "service.version": __version__})
    # OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES have the last word.
    resource = Resource.create().merge(ours).merge(OTELResourceDetector().detect())
    provider = TracerProvider(resource=resource, shutdown_on_exit=False)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return provider


async def _shut_down(provider: TracerProvider, within: float) -> None:
    """Export what is left. A collector that does not answer must not keep the bot from ending, as
    a thread of the loop's own would: asyncio waits for those."""
    loop, done = asyncio.get_running_loop(), asyncio.Event()

    def shut_down() -> None:
        provider.shutdown()
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(done.set)

    threading.Thread(target=shut_down, name="last spans", daemon=True).start()
    try:
        async with asyncio.timeout(within):
            await done.wait()
    except TimeoutError:
        log.warning(Event.SPANS_LOST(seconds=within))
