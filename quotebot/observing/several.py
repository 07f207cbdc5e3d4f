"""Tells several observers the same."""

from collections.abc import Mapping, Sequence
from typing import Final

from quotebot.core.messages import Platform
from quotebot.core.observed import UNOBSERVED, AskedFor, CommandOutcome, PostOutcome
from quotebot.core.ports import Observer


class Several:
    """An Observer that is many."""

    def __init__(self, observers: Sequence[Observer]) -> None:
        self._observers: Final = tuple(observers)

    def answered(
        self, platform: Platform, command: AskedFor, outcome: CommandOutcome, seconds: float
    ) -> None:
        for each in self._observers:
            each.answered(platform, command, outcome, seconds)

    def posted(
        self, platform: Platform, outcome: PostOutcome, lateness: float, seconds: float
    ) -> None:
        for each in self._observers:
            each.posted(platform, outcome, lateness, seconds)

    def connected(self, platform: Platform) -> None:
        for each in self._observers:
            each.connected(platform)

    def disconnected(self, platform: Platform) -> None:
        for each in self._observers:
            each.disconnected(platform)

    def rate_limited(self, platform: Platform) -> None:
        for each in self._observers:
            each.rate_limited(platform)

    def identify_remaining(self, starts: int) -> None:
        for each in self._observers:
            each.identify_remaining(starts)

    def reloaded(self, quotes: Mapping[str, int] | None) -> None:
        for each in self._observers:
            each.reloaded(quotes)

    def round_done(self) -> None:
        for each in self._observers:
            each.round_done()


def all_of(observers: Sequence[Observer]) -> Observer:
    """One observer for all of them; UNOBSERVED, which costs nothing, for none."""
    match observers:
        case []:
            return UNOBSERVED
        case [one]:
            return one
        case _:
            return Several(observers)
