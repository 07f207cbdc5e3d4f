"""What can go wrong on the way to Slack, asked for one call at a time.

`applied` says whether the call took effect all the same.
"""

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimited:
    """HTTP 429; `retry_after` goes into the header as it is, and None leaves the header out."""

    retry_after: int | str | None = 1


@dataclass(frozen=True, slots=True)
class ServerError:
    """An HTTP error with Slack's own JSON body."""

    status: int = 500
    applied: bool = False


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A proxy's error page in the place of JSON."""

    status: int = 502
    applied: bool = False


@dataclass(frozen=True, slots=True)
class Reset:
    """The TCP connection is cut with a reset before an answer."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class CutShort:
    """The TCP connection is cut with a reset in the middle of the answer's JSON."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer, and the connection stays open until the loopback Slack closes."""

    applied: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """HTTP 200 with `ok: false` and this error code."""

    code: str


Fault = RateLimited | ServerError | HtmlPage | Reset | CutShort | Hang | Refusal


def is_applied(fault: Fault) -> bool:
    """Whether the call takes effect before it is spoiled."""
    return not isinstance(fault, RateLimited | Refusal) and fault.applied


class Faults:
    """The faults still to come, first in first out for each method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        self._waiting[method].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None

    def waiting(self, method: str) -> tuple[Fault, ...]:
        """Those still to come, the next one first."""
        return tuple(self._waiting[method])
