"""Lets what has begun come to its end, although the bot is told to stop."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Final

from quotebot.core.events import Event

log = logging.getLogger(__name__)

FINISH_SECONDS: Final = 5.0  # for what is under way when the bot is told to stop


async def finished(work: Coroutine[object, object, None]) -> None:
    """Do the work; whoever is cancelled meanwhile first finishes it, in FINISH_SECONDS at most.

    What the work raises after that is logged.
    """
    working = asyncio.create_task(work)
    try:
        await asyncio.shield(working)
    except asyncio.CancelledError:
        await asyncio.wait({working}, timeout=FINISH_SECONDS)
        working.cancel()
        if working.done() and not working.cancelled() and (error := working.exception()):
            log.error(Event.WORK_UNFINISHED(), exc_info=error)  # noqa: TRY400 - it is not the error that is handled here
        raise
