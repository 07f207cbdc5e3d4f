"""A store in front of another that answers from memory what this process already knows."""

from collections import OrderedDict
from typing import Final

from quotebot.core.messages import Place, Platform
from quotebot.core.ports import Store
from quotebot.core.rotation import Memory

PLACES: Final = 2000  # a busy place's memory takes about 10 kB, so at most about 20 MB


class MemoryCache:
    """The memories of the places used last, as this process knows them.

    Whoever changes a memory behind the cache forgets the place before, and learns it again only
    from a change that was accepted: if one is refused, fails or is cancelled, only the database
    knows.
    """

    def __init__(self, places: int = PLACES) -> None:
        self._places = places
        self._known: OrderedDict[Place, Memory] = OrderedDict()

    def get(self, place: Place) -> Memory | None:
        known = self._known.get(place)
        if known is not None:
            self._known.move_to_end(place)
        return known

    def learn(self, place: Place, memory: Memory) -> None:
        known = self._known.get(place)
        if known is not None and known.revision > memory.revision:
            return  # an answer that was overtaken by a later one
        self._known[place] = memory
        self._known.move_to_end(place)
        while len(self._known) > self._places:
            self._known.popitem(last=False)

    def forget(self, place: Place) -> None:
        self._known.pop(place, None)

    def forget_server(self, platform: Platform, server: str) -> None:
        for place in [*self._known]:
            if (place.platform, place.server) == (platform, server):
                del self._known[place]

    def clear(self) -> None:
        self._known.clear()


class CachedStore:
    """Saves the reads; every change still goes to the store behind it, which has the last word.

    Another process may change a place meanwhile. The change built on what is known here then comes
    too late, `remember` returns False as it must, and the next `recall` asks the store behind.
    """

    def __init__(self, store: Store, cache: MemoryCache) -> None:
        self._store = store
        self._cache = cache

    async def recall(self, place: Place) -> Memory:
        known = self._cache.get(place)
        if known is None:
            known = await self._store.recall(place)
            self._cache.learn(place, known)
        return known

    async def remember(self, place: Place, memory: Memory) -> bool:
        self._cache.forget(place)
        kept = await self._store.remember(place, memory)
        if kept:
            self._cache.learn(place, memory)
        return kept

    async def close(self) -> None:
        self._cache.clear()
        await self._store.close()
