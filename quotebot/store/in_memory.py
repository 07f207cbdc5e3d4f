"""A store that lasts as long as the process: for the sandbox, the command line and tests."""

from quotebot.core.messages import Place, Platform
from quotebot.core.rotation import Memory


class InMemoryStore:
    """Keeps everything in a dict; it can be used by one event loop at a time."""

    def __init__(self) -> None:
        self._kept: dict[Place, Memory] = {}

    async def recall(self, place: Place) -> Memory:
        return self._kept.get(place, Memory())

    async def remember(self, place: Place, memory: Memory) -> bool:
        kept = self._kept.get(place, Memory())
        if memory.revision != kept.revision + 1:
            return False
        self._kept[place] = memory
        return True

    def forget_server(self, platform: Platform, server: str) -> None:
        for place in [*self._kept]:
            if (place.platform, place.server) == (platform, server):
                del self._kept[place]

    async def close(self) -> None:
        """Nothing is held; what was remembered goes with the store."""
