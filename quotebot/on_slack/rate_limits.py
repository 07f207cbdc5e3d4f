"""Hears when Slack answers a request with 429, on whatever session it was sent."""

from types import SimpleNamespace

import aiohttp

from quotebot.core.messages import Platform
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Observer


def heard_by(observer: Observer) -> list[aiohttp.TraceConfig]:
    """Traces for a session of aiohttp's; none for nobody, since each costs a little."""
    if observer is UNOBSERVED:
        return []

    async def on_end(
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        ended: aiohttp.TraceRequestEndParams,
    ) -> None:
        if ended.response.status == 429:
            observer.rate_limited(Platform.SLACK)

    trace = aiohttp.TraceConfig()
    trace.on_request_end.append(on_end)
    return [trace]
