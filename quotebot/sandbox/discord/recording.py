"""What the bot sent over REST, kept so that tests and people can look at it."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class RecordedRequest:
    """One request and its answer.

    `route` is the method and the path as Discord's OpenAPI document writes it, with the parameters'
    names in braces; None if there is no such route. `status` is None when the request was cut off
    or left hanging. `at` is on the monotonic clock; `at` and `seconds` are in seconds.
    """

    method: str
    path: str
    route: str | None
    body: Any
    status: int | None
    answer: Any
    at: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Dispatched:
    """An event that went to the bot over the gateway; `at` is on the monotonic clock."""

    event: str
    payload: Any
    at: float


class Recorder:
    """The last requests, oldest first; older ones are forgotten so that a long run stays small."""

    def __init__(self, remembered: int = 10_000) -> None:
        self._requests: deque[RecordedRequest] = deque(maxlen=remembered)
        self._listeners: list[Callable[[RecordedRequest], None]] = []

    @property
    def requests(self) -> tuple[RecordedRequest, ...]:
        return tuple(self._requests)

    def record(self, request: RecordedRequest) -> None:
        self._requests.append(request)
        for tell in self._listeners:
            tell(request)

    def listen(self, tell: Callable[[RecordedRequest], None]) -> None:
        """From now on tell of each request as soon as it was answered or spoiled."""
        self._listeners.append(tell)
