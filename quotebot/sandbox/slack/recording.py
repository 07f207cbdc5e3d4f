"""What went over the wire, oldest first, for people and tests that ask what was really sent."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from quotebot.sandbox.slack.wire import Payload


@dataclass(frozen=True, slots=True)
class Request:
    """A call of a Web API method, or a post to a response_url; tokens are never kept.

    `answer` is the JSON that came back, the text of a page, or None when the line was cut, as
    `status` is then. `peer` is the caller's TCP port: calls over one connection share it.
    `at` and `seconds` are of the monotonic clock. `message` is the `ts` of the message that it made
    or changed, if any.
    """

    method: str
    path: str
    body: Payload
    status: int | None
    answer: Any
    at: float
    seconds: float
    peer: int
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What was sent to the app over Socket Mode; `connection` counts from 1."""

    id: str
    kind: str
    payload: Payload
    connection: int
    at: float


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What the app sent back; `milliseconds` since the envelope left.

    None, and not in time, for an id that no envelope has or that was acknowledged before.
    """

    envelope: str
    payload: Payload | None
    milliseconds: float | None
    in_time: bool
    at: float


@dataclass(frozen=True, slots=True)
class Connection:
    """A Socket Mode connection that opened or closed; `connection` counts from 1."""

    connection: int
    event: str
    at: float


Recorded = Request | Envelope | Acknowledgement | Connection
RecordedT = TypeVar("RecordedT", bound=Recorded)
KEPT = 10_000  # entries; the oldest are forgotten, so that a sandbox can run for days


class Wire:
    """The last ten thousand things that went over the wire either way, oldest first."""

    def __init__(self) -> None:
        self._entries: deque[Recorded] = deque(maxlen=KEPT)
        self._grown = asyncio.Event()
        self._listeners: list[Callable[[Recorded], None]] = []

    def record(self, entry: Recorded) -> None:
        self._entries.append(entry)
        for tell in self._listeners:
            tell(entry)
        self._grown.set()
        self._grown = asyncio.Event()

    def listen(self, tell: Callable[[Recorded], None]) -> None:
        """From now on tell of each entry as it is made."""
        self._listeners.append(tell)

    def everything(self) -> tuple[Recorded, ...]:
        return tuple(self._entries)

    def of(self, kind: type[RecordedT]) -> tuple[RecordedT, ...]:
        return tuple(entry for entry in self._entries if isinstance(entry, kind))

    async def holds(self, kind: type[Recorded], count: int) -> None:
        """Wait until so many of a kind were recorded."""
        while len(self.of(kind)) < count:
            await self._grown.wait()
