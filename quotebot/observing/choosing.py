"""The observer that an operator asked for: metrics, traces, both or none."""

from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import Final

from quotebot.core.errors import SettingsError
from quotebot.core.messages import Platform
from quotebot.core.ports import Clock, Ledger, Observer
from quotebot.observing.several import all_of

_FAR: Final = timedelta(days=3650)


@asynccontextmanager
async def observed(
    clock: Clock,
    ledger: Ledger,
    platforms: Iterable[Platform],
    *,
    metrics_at: tuple[str, int] | None,
    opentelemetry: bool,
) -> AsyncIterator[Observer]:
    """Observe until the block is left; with metrics, also listen at that host and port.

    What is not asked for is not even loaded. Raises SettingsError where nothing can listen there,
    and where the extra for OpenTelemetry is not installed.
    """
    observers: list[Observer] = []
    async with AsyncExitStack() as stack:
        if metrics_at is not None:
            from quotebot.observing.metrics import Metrics  # noqa: PLC0415 - see above
            from quotebot.observing.serving import served  # noqa: PLC0415 - see above

            async def next_turn() -> datetime | None:
                plans = await ledger.due_plans(clock.now() + _FAR, 1)
                return plans[0].next_at if plans else None

            metrics = Metrics(clock, platforms)
            await stack.enter_async_context(served(metrics, *metrics_at, next_turn))
            observers.append(metrics)
        if opentelemetry:
            try:
                from quotebot.observing.tracing import traced  # noqa: PLC0415 - see above
            except ImportError as error:
                raise SettingsError(
                    "QUOTEBOT_OPENTELEMETRY is on and OpenTelemetry is not installed:"
                    " pip install 'quotebot[opentelemetry]'"
                ) from error
            observers.append(await stack.enter_async_context(traced()))
        yield all_of(observers)
