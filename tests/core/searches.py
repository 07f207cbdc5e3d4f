"""Searches for tests of what rests on a search."""

from collections.abc import Sequence

from quotebot.core.quotes import Quote


class NoSearch:
    """Finds nothing."""

    def find(self, typed: str, most: int) -> Sequence[Quote]:
        del typed, most
        return ()

    def holding(self, typed: str, most: int) -> Sequence[Quote]:
        del typed, most
        return ()
