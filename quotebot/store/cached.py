"""A store in front of another that answers from memory what this process already knows."""

from collections import OrderedDict
from typing import Final

from quotebot.core.messages import Place
from quotebot.core.ports import Store
from quotebot.core.rotation import Memory

PLACES: Final = 2000  # a busy place's memory takes about 10 kB, so at most about 20 MB


class CachedStore:
    """Saves the reads; every change still goes to the store behind it, which has the last word.

    Another process may change a place meanwhile. The change built on what is known here then comes
    too late, `remember` returns False as it must, and the next `recall` asks the store behind.
    """

    def __init__(self, store: Store, places: int = PLACES) -> None:
        self._store = store
        self._places = places
        self._known: OrderedDict[Place, Memory] = OrderedDict()

    async def recall(self, place: Place) -> Memory:
        known = self._known.get(place)
        if known is None:
            known = await self._store.recall(place)
            self._learn(place, known)
        else:
            self._known.move_to_end(place)
        return known

    async def remember(self, place: Place, memory: Memory) -> bool:
        # Forgotten first: if the change is refused, fails or is cancelled, only the store knows.
        self._known.pop(place, None)
        kept = await self._store.remember(place, memory)
        if kept:
            self._learn(place, memory)
        return kept

    async def close(self) -> None:
        self._known.clear()
        await self._store.close()

    def _learn(self, place: Place, memory: Memory) -> None:
        known = self._known.get(place)
        if known is not None and known.revision > memory.revision:
            return  # an answer that was overtaken by a later one
        self._known[place] = memory
        self._known.move_to_end(place)
        while len(self._known) > self._places:
            self._known.popitem(last=False)
