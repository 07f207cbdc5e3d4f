"""Run as a program by test_killed.py: remembers revision after revision, and says so each time."""

import asyncio
import sys

from quotebot.store.opening import open_store
from tests.store.memories import PLACE, after


async def write_for_ever(url: str) -> None:
    store = await open_store(url)
    while True:
        memory = await store.recall(PLACE)
        remembered = after(memory, f"quote {memory.revision + 1}")
        if await store.remember(PLACE, remembered):
            sys.stdout.write(f"{remembered.revision}\n")
            sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(write_for_ever(sys.argv[1]))
