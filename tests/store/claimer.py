"""Run as a program by test_processes.py: claims each delivery that it can, and says its id."""

import asyncio
import sys

from quotebot.store.opening import open_storage
from tests.store.plans import LEASE, NOW


async def claim_all(url: str, first: int, last: int) -> None:
    storage = await open_storage(url, exclusive=False)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.readline)
    for delivery_id in range(first, last + 1):
        if await storage.ledger.claim(delivery_id, NOW, NOW + LEASE):
            sys.stdout.write(f"{delivery_id}\n")
    await storage.close()


if __name__ == "__main__":
    asyncio.run(claim_all(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
