"""Serves the metrics over HTTP, from the bot's own event loop."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Final

from aiohttp import web
from prometheus_client.exposition import choose_encoder

from quotebot.core.errors import SettingsError, StoreError
from quotebot.core.events import Event
from quotebot.observing.metrics import Metrics

log = logging.getLogger(__name__)

NextTurn = Callable[[], Awaitable[datetime | None]]

PATH: Final = "/metrics"
_DATABASE_SECONDS: Final = 1.0  # that a scrape waits for; the rest is told all the same
_LAG_SECONDS: Final = 0.5
_CLOSE_SECONDS: Final = 1.0


@asynccontextmanager
async def served(metrics: Metrics, host: str, port: int, next_turn: NextTurn) -> AsyncIterator[str]:
    """Serve until the block is left; the address. Port 0 takes any that is free.

    Raises SettingsError if nothing can listen there.
    """
    runner = web.AppRunner(
        _application(metrics, next_turn), access_log=None, shutdown_timeout=_CLOSE_SECONDS
    )
    await runner.setup()
    measuring = asyncio.create_task(_measure_lag(metrics))
    try:
        address = await _listen(runner, host, port)
        log.info(Event.METRICS_SERVED(address=address))
        yield address
    finally:
        measuring.cancel()
        await asyncio.wait({measuring})
        await runner.cleanup()


async def _listen(runner: web.AppRunner, host: str, port: int) -> str:
    try:
        await web.TCPSite(runner, host, port).start()
    except OSError as error:
        raise SettingsError(
            f"QUOTEBOT_METRICS: nothing can listen at {host}:{port}"
            f" ({error.strerror or error}): name another port, or an address of this machine"
        ) from error
    bound = runner.addresses[0][1]
    return f"http://{f'[{host}]' if ':' in host else host}:{bound}{PATH}"


def _application(metrics: Metrics, next_turn: NextTurn) -> web.Application:
    async def scrape(request: web.Request) -> web.Response:
        metrics.next_turn(await _known(next_turn))
        encode, content_type = choose_encoder(request.headers.get("Accept", ""))
        # Writing some hundred lines takes milliseconds, in which the loop has others to serve.
        text = await asyncio.to_thread(encode, metrics.registry)
        return web.Response(body=text, headers={"Content-Type": content_type})

    async def nothing_here(_: web.Request) -> web.Response:
        raise web.HTTPNotFound

    application = web.Application()
    application.router.add_get(PATH, scrape, allow_head=False)
    application.router.add_route("*", "/{anything:.*}", nothing_here)
    return application


async def _known(next_turn: NextTurn) -> datetime | None:
    """A database that cannot be used, which the daily round logs, hides only what is in it."""
    try:
        async with asyncio.timeout(_DATABASE_SECONDS):
            return await next_turn()
    except (StoreError, TimeoutError):
        return None


async def _measure_lag(metrics: Metrics) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        due = clock() + _LAG_SECONDS
        await asyncio.sleep(_LAG_SECONDS)
        metrics.lagged(max(0.0, clock() - due))
