"""What is said again and again is said a few times, and then how often."""

import logging
import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from typing import Final

from quotebot.core.events import Event, Happened

MOST: Final = 10  # lines alike in a window before they are only counted
WINDOW: Final = 60.0  # seconds

_NUMBERS: Final = re.compile(r"\d+")
_LONGEST_KEY: Final = 200


@dataclass(slots=True, eq=False)
class _Window:
    began: float
    level: int
    logger: str
    said: str
    seen: int = 0

    @property
    def ends(self) -> float:
        return self.began + WINDOW


class Repeats:
    """Lets through what is new; time is what the records say it is.

    Warnings and errors are alike if they are the same event on the same platform; what is
    informative only if it is the same with all that belongs to it. Debug lines were asked for.
    """

    def __init__(self) -> None:
        self._windows: dict[Hashable, _Window] = {}  # the oldest first
        self._kept_back: list[_Window] = []  # those of them that are full

    def take(self, record: logging.LogRecord) -> Iterator[logging.LogRecord]:
        """The lines to write now: sums of what has been kept back, and the record or not."""
        yield from self.sums(record.created)
        if record.levelno <= logging.DEBUG:
            yield record
            return
        key = _likeness(record)
        window = self._windows.get(key)
        if window is None:
            said = record.getMessage()[:_LONGEST_KEY]
            window = _Window(record.created, record.levelno, record.name, said)
            self._windows[key] = window
        window.seen += 1
        if window.seen <= MOST:
            yield record
        elif window.seen == MOST + 1:
            self._kept_back.append(window)

    def sums(self, until: float | None = None) -> Iterator[logging.LogRecord]:
        """A line for each window that was over by then, or for all, where any was kept back.

        One that begins later than that is over too: the clock was set back.
        """
        while self._windows:
            key, window = next(iter(self._windows.items()))
            if until is not None and window.began <= until < window.ends:
                return
            del self._windows[key]
            if window in self._kept_back:
                self._kept_back.remove(window)
                yield _sum(window, window.ends if until is None else until)

    @property
    def next_sum(self) -> float | None:
        """When the first window ends that kept something back."""
        return min((window.ends for window in self._kept_back), default=None)


def _sum(window: _Window, at: float) -> logging.LogRecord:
    told = Event.LOG_REPEATED(times=window.seen - MOST, repeated=window.said)
    record = logging.LogRecord(window.logger, window.level, "", 0, told, None, None)
    record.created = at
    return record


def _likeness(record: logging.LogRecord) -> Hashable:
    match record.msg:
        case Happened(event, fields) if record.levelno > logging.INFO:
            place = fields.get("place")
            return event, str(getattr(place, "platform", None) or fields.get("platform"))
        case Happened(event, fields):
            return event, repr(sorted(fields.items()))
        case template:
            text = _NUMBERS.sub("0", str(template)[:_LONGEST_KEY])
            return record.name, record.levelno, text
