"""An event loop with nothing to do but to say how late it is, in a process of its own."""

import asyncio
from datetime import datetime

from quotebot.observing.metrics import Metrics
from quotebot.observing.serving import served
from quotebot.wiring import SystemClock


async def nothing_due() -> datetime | None:
    return None


async def idle() -> None:
    """Print where its metrics are, and serve them until it is killed."""
    async with served(Metrics(SystemClock(), ()), "127.0.0.1", 0, nothing_due) as address:
        print(address, flush=True)  # noqa: T201 - it is read by the soak
        await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(idle())
