"""What can go wrong with a request on its way: limits, bans, server errors, cuts, silence."""

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimit:
    """A 429 answer. `retry_after` is in seconds; a shared limit does not count against the bot.

    As a string it is sent as it is, and None leaves it out.
    """

    retry_after: float | str | None = 0.3
    scope: str = "user"

    @property
    def is_global(self) -> bool:
        return self.scope == "global"


@dataclass(frozen=True, slots=True)
class Banned:
    """The 429 of the front of Discord, for an address that was refused too often: no JSON."""

    retry_after: int = 600


@dataclass(frozen=True, slots=True)
class ServerError:
    """`applied` says whether the request took effect all the same."""

    status: int = 503
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Reset:
    """The connection is cut; `applied` says whether the request took effect before that."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class Torn:
    """The request takes effect, and the connection is cut in the middle of the answer."""


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer ever comes; `applied` says whether the request took effect all the same."""

    applied: bool = False


Fault = RateLimit | Banned | ServerError | Reset | Torn | Hang


class Faults:
    """Faults waiting for the next requests to their route, first in, first out."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, route: str, fault: Fault, times: int) -> None:
        self._waiting[route].extend([fault] * times)

    def take(self, route: str) -> Fault | None:
        waiting = self._waiting[route]
        return waiting.popleft() if waiting else None

    def waiting(self, route: str) -> tuple[Fault, ...]:
        """Those still to come, the next one first."""
        return tuple(self._waiting[route])
