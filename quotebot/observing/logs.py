"""The log of a process: where its lines go, in which form, and what is kept out of them."""

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TextIO

from quotebot.core.events import Event
from quotebot.observing.repeats import Repeats

CHATTY: Final = (
    "discord", "slack_bolt", "slack_sdk", "aiohttp", "alembic", "asyncio", "sqlalchemy",
    "watchfiles",
)  # fmt: skip

Later = Callable[[float, Callable[[], None]], None]


def log_to(handler: logging.Handler, level: str) -> None:
    """Send the log there alone; the libraries' own chatter only from warnings up."""
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for library in CHATTY:
        logging.getLogger(library).setLevel(logging.NOTSET if level == "debug" else logging.WARNING)


def in_a_thread(seconds: float, call: Callable[[], None]) -> None:
    """Call it after so many seconds, unless the process has ended by then."""
    timer = threading.Timer(seconds, call)
    timer.daemon = True
    timer.start()


class LogHandler(logging.StreamHandler[TextIO]):
    """Writes lines to a stream, few of those that are alike; a line it cannot write it tells of.

    `later` is what has a sum of the others written when nothing else is logged.
    """

    def __init__(
        self, stream: TextIO, formatter: logging.Formatter, later: Later = in_a_thread
    ) -> None:
        super().__init__(stream)
        self.setFormatter(formatter)
        self._repeats = Repeats()
        self._later = later
        self._awaited: float | None = None

    def emit(self, record: logging.LogRecord) -> None:
        try:
            for line in self._repeats.take(record):
                super().emit(line)
        except Exception:  # noqa: BLE001 - handleError tells of it
            self.handleError(record)
        self._await_sum(record.created)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """As logging does, but for the message and its arguments, which may hold anything."""
        told = Event.LOG_BROKEN(error=type(sys.exception()).__name__, logger=record.name)
        line = logging.LogRecord(record.name, told.event.level, "", 0, told, None, None)
        with suppress(OSError, ValueError):  # there is nowhere left to tell it
            self.stream.write(self.format(line) + self.terminator)
            self.flush()

    def close(self) -> None:
        self._write_sums(None)
        super().close()

    def _await_sum(self, now: float) -> None:
        due = self._repeats.next_sum
        if due is not None and due != self._awaited:
            self._awaited = due
            self._later(max(due - now, 0), lambda: self._tell_sums(due))

    def _tell_sums(self, until: float) -> None:
        self._write_sums(until)
        self._await_sum(until)

    def _write_sums(self, until: float | None) -> None:
        self.acquire()
        try:
            for line in self._repeats.sums(until):
                super().emit(line)
        finally:
            self.release()
