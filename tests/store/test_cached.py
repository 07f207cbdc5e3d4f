"""The cache saves reads and never decides."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest

from quotebot.core.errors import StoreError
from quotebot.core.messages import Place
from quotebot.core.rotation import Memory
from quotebot.store.cached import CachedStore, MemoryCache
from quotebot.store.in_memory import InMemoryStore
from tests.store.memories import PLACE, SAME_CHANNEL_ON_SLACK, after, show


class CountedStore(InMemoryStore):
    """Counts how often each place was read, and can be held up or broken."""

    def __init__(self) -> None:
        super().__init__()
        self.reads: Counter[Place] = Counter()
        self.is_broken = False
        self.may_read, self.may_write = asyncio.Event(), asyncio.Event()
        self.may_read.set()
        self.may_write.set()

    async def recall(self, place: Place) -> Memory:
        self.reads[place] += 1
        memory = await super().recall(place)
        await self.may_read.wait()
        return memory

    async def remember(self, place: Place, memory: Memory) -> bool:
        kept = await super().remember(place, memory)
        await self.may_write.wait()
        if self.is_broken:
            raise StoreError("the disk is full")
        return kept


async def test_a_place_is_read_once_however_often_it_changes() -> None:
    behind = CountedStore()
    store = CachedStore(behind, MemoryCache())

    for shown in "abc":
        await show(store, PLACE, shown)

    assert (await store.recall(PLACE)).recent == ("a", "b", "c")
    assert behind.reads == {PLACE: 1}


async def test_a_lost_race_is_told_and_the_winner_is_read() -> None:
    behind = CountedStore()
    store = CachedStore(behind, MemoryCache())
    await show(store, PLACE, "ours")
    await show(behind, PLACE, "theirs")
    reads = behind.reads[PLACE]

    assert not await store.remember(PLACE, after(await store.recall(PLACE), "too late"))

    assert (await store.recall(PLACE)).recent == ("ours", "theirs")
    assert behind.reads[PLACE] == reads + 1


async def test_after_a_failed_change_only_the_store_behind_knows() -> None:
    behind = CountedStore()
    store = CachedStore(behind, MemoryCache())
    behind.is_broken = True

    with pytest.raises(StoreError):
        await store.remember(PLACE, Memory(1, ("kept all the same",)))

    assert (await store.recall(PLACE)).recent == ("kept all the same",)


async def test_after_a_cancelled_change_only_the_store_behind_knows() -> None:
    behind = CountedStore()
    store = CachedStore(behind, MemoryCache())
    await show(store, PLACE, "a")
    behind.may_write.clear()
    change = asyncio.create_task(store.remember(PLACE, Memory(2, ("a", "b"))))
    await asyncio.sleep(0)
    change.cancel()
    await asyncio.gather(change, return_exceptions=True)
    behind.may_write.set()

    assert (await store.recall(PLACE)).recent == ("a", "b")


async def test_an_answer_that_was_overtaken_does_not_replace_what_is_known() -> None:
    behind = CountedStore()
    store = CachedStore(behind, MemoryCache())
    behind.may_read.clear()
    slow = asyncio.create_task(store.recall(PLACE))
    await asyncio.sleep(0)
    await store.remember(PLACE, Memory(1, ("a",)))
    behind.may_read.set()

    assert await slow == Memory()

    assert (await store.recall(PLACE)).recent == ("a",)


async def test_the_place_that_was_used_longest_ago_is_forgotten_first() -> None:
    behind = CountedStore()
    store = CachedStore(behind, MemoryCache(places=2))
    third = replace(PLACE, channel="third")

    for place in (PLACE, SAME_CHANNEL_ON_SLACK, PLACE, third, PLACE, SAME_CHANNEL_ON_SLACK):
        await store.recall(place)

    assert behind.reads == {PLACE: 1, SAME_CHANNEL_ON_SLACK: 2, third: 1}
