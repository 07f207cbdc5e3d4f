"""What the core needs from outside, each as small as the need."""

from typing import Protocol

from quotebot.core.messages import Place
from quotebot.core.rotation import Memory


class Store(Protocol):
    """Keeps what happened, over restarts.

    Every method raises StoreError when the database cannot be used.
    """

    async def recall(self, place: Place) -> Memory:
        """What the place was shown; an empty Memory where nothing ever was."""
        ...

    async def remember(self, place: Place, memory: Memory) -> bool:
        """Keep the memory whose revision is one more than the one kept (0 where nothing is).

        False, and nothing changes, when the kept revision is another: somebody was first.
        """
        ...

    async def close(self) -> None:
        """Release what is held; everything remembered is on disk."""
        ...
