"""How the log looks on a terminal: one line a message, whatever a message holds."""

import logging
import sys
import textwrap
from types import TracebackType
from typing import Final

CHATTY: Final = ("discord", "slack_bolt", "slack_sdk", "aiohttp", "alembic", "sqlalchemy")
_ExceptionInfo = (
    tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
)


def log_to_stderr(level: str) -> None:
    """Send the log to standard error; the libraries' own chatter only from warnings up."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(OneLine("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    for library in CHATTY:
        logging.getLogger(library).setLevel(logging.NOTSET if level == "debug" else logging.WARNING)


def log_when_debugging(level: str) -> None:
    """Show whoever typed a command the log only if they asked for all of it."""
    log_to_stderr(level if level == "debug" else "critical")


class OneLine(logging.Formatter):
    """Nothing that is logged can begin a line at the margin or reach the terminal as a command."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging's name
        record.message = one_line(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: _ExceptionInfo) -> str:  # noqa: N802 - logging's name
        return _indented(super().formatException(ei))

    def formatStack(self, stack_info: str) -> str:  # noqa: N802 - logging's name
        return _indented(stack_info)


def one_line(text: str) -> str:
    """The text with an escape for every character that is not shown as itself."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def _indented(trace: str) -> str:
    return textwrap.indent("\n".join(map(one_line, trace.split("\n"))), "    ")
