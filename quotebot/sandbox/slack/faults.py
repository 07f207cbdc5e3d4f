"""What can go wrong on the way to Slack, asked for one call at a time."""

from collections import defaultdict, deque
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RateLimited:
    """HTTP 429; `retry_after` in whole seconds, as Slack sends it."""

    retry_after: int = 1


@dataclass(frozen=True, slots=True)
class ServerError:
    """An HTTP error with Slack's own JSON body."""

    status: int = 500


@dataclass(frozen=True, slots=True)
class HtmlPage:
    """A proxy's error page in the place of JSON."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class Reset:
    """The TCP connection is cut with a reset before an answer."""


@dataclass(frozen=True, slots=True)
class Hang:
    """No answer, and the connection stays open until the loopback Slack closes."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """HTTP 200 with `ok: false` and this error code."""

    code: str


Fault = RateLimited | ServerError | HtmlPage | Reset | Hang | Refusal


class Faults:
    """The faults still to come, first in first out for each method."""

    def __init__(self) -> None:
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault) -> None:
        self._waiting[method].append(fault)

    def take(self, method: str) -> Fault | None:
        waiting = self._waiting[method]
        return waiting.popleft() if waiting else None
