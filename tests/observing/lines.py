"""A log that is kept in memory, as the real handler writes it."""

import io
import json
import logging
from collections.abc import Callable, Iterable
from typing import Any

from quotebot.observing.logs import LogHandler
from quotebot.observing.logs_console import Console
from quotebot.observing.logs_entry import Discretion
from quotebot.observing.logs_json import JsonLines
from quotebot.observing.pseudonyms import Pseudonyms
from quotebot.observing.redaction import Redaction

KEY = b"0" * 32
NAMES = Pseudonyms(KEY)


def discretion(secrets: Iterable[str] = ()) -> Discretion:
    return Discretion(Redaction(secrets), NAMES)


def console(*, colour: bool = False, priorities: bool = False) -> Console:
    return Console(discretion(), colour=colour, priorities=priorities)


def record(
    message: object,
    *arguments: object,
    level: int = logging.ERROR,
    error: BaseException | None = None,
    name: str = "name",
    at: float = 0.0,
) -> logging.LogRecord:
    made = logging.LogRecord(name, level, __file__, 1, message, arguments, None)
    made.created = at
    if error is not None:
        made.exc_info = (type(error), error, error.__traceback__)
    return made


def raised(error: Exception) -> Exception:
    """The error with a traceback, as if it had happened here."""
    try:
        raise error
    except type(error) as caught:
        return caught


class Log:
    """What a handler has written."""

    def __init__(self, formatter: logging.Formatter) -> None:
        self.stream = io.StringIO()
        self.awaited: list[tuple[float, Callable[[], None]]] = []
        self.handler = LogHandler(
            self.stream, formatter, lambda seconds, call: self.awaited.append((seconds, call))
        )

    def say(self, *records: logging.LogRecord) -> str:
        """All that has been written once these are."""
        for each in records:
            self.handler.handle(each)
        return self.text

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def objects(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.text.splitlines()]


def json_log(secrets: Iterable[str] = ()) -> Log:
    return Log(JsonLines(discretion(secrets)))


def console_log(*, colour: bool = False, priorities: bool = False) -> Log:
    return Log(console(colour=colour, priorities=priorities))
