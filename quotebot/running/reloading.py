"""What makes the bot read its quotes anew besides `quotebot reload`: a changed file, and SIGHUP."""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable, Coroutine, Iterator, Sequence
from contextlib import (
    AbstractContextManager,
    aclosing,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from pathlib import Path

from quotebot.core.events import Event
from quotebot.curation.reloading import Reloader
from quotebot.curation.watching import changes

log = logging.getLogger(__name__)


@asynccontextmanager
async def reloading(
    reloader: Reloader,
    paths: Sequence[Path],
    *,
    watch: bool,
    telling: Callable[[], AbstractContextManager[None]] = nullcontext,
) -> AsyncIterator[None]:
    """Reload on SIGHUP and, with `watch`, when a file changes, until the block is left.

    `telling` is entered while a reload that SIGHUP asked for is under way.
    """

    async def reload() -> None:
        with telling():
            await reloader.reload()

    with _on_hangup(reload):
        watching = asyncio.create_task(_watch(reloader, paths)) if watch else None
        try:
            yield
        finally:
            if watching:
                watching.cancel()
                await asyncio.wait({watching})


async def _watch(reloader: Reloader, paths: Sequence[Path]) -> None:
    """The bot goes on without being told of changes when they cannot be watched."""
    try:
        async with aclosing(changes(paths)) as changed:
            async for _ in changed:
                await reloader.reload()
    except Exception:
        log.exception(Event.QUOTES_UNWATCHED())


@contextmanager
def _on_hangup(reload: Callable[[], Coroutine[object, object, None]]) -> Iterator[None]:
    """Reload on SIGHUP, where there is such a signal."""
    number = getattr(signal, "SIGHUP", None)
    if number is None:
        yield
        return
    loop = asyncio.get_running_loop()
    before = signal.getsignal(number)
    tasks: set[asyncio.Task[None]] = set()

    def on_signal() -> None:
        task = asyncio.create_task(reload())
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    loop.add_signal_handler(number, on_signal)
    try:
        yield
    finally:
        loop.remove_signal_handler(number)
        signal.signal(number, before)
        for task in tasks:
            task.cancel()
