"""The log for people: one line a message, whatever a message holds."""

import logging
import textwrap
from typing import Final

import click

from quotebot.core.events import Event
from quotebot.observing.logs_entry import Discretion, Entry

_COLOURS: Final = {
    logging.DEBUG: "bright_black",
    logging.WARNING: "yellow",
    logging.ERROR: "red",
    logging.CRITICAL: "red",
}
# As in syslog(3) and sd-daemon(3); each line of a traceback is a line of the journal.
_PRIORITIES: Final = {
    logging.DEBUG: 7,
    logging.INFO: 6,
    logging.WARNING: 4,
    logging.ERROR: 3,
    logging.CRITICAL: 2,
}


class Console(logging.Formatter):
    """Nothing that is logged can begin a line at the margin or reach the terminal as a command.

    With `priorities` each line begins as journald wants it, and has no time, which journald keeps.
    """

    def __init__(self, discretion: Discretion, *, colour: bool, priorities: bool) -> None:
        super().__init__()
        self._discretion = discretion
        self._colour = colour
        self._priorities = priorities

    def format(self, record: logging.LogRecord) -> str:
        entry = self._discretion.entry(record)
        level = logging.getLevelName(entry.level)
        if self._colour and (colour := _COLOURS.get(entry.level)):
            level = click.style(level, fg=colour)
        text = f"{level} {one_line(_said(entry))}"
        if not self._priorities:
            text = f"{entry.at.astimezone():%Y-%m-%d %H:%M:%S} {text}"
        if entry.trace:
            text = f"{text}\n{indented(entry.trace)}"
        return self._prioritised(text, entry.level) if self._priorities else text

    @staticmethod
    def _prioritised(text: str, level: int) -> str:
        priority = _PRIORITIES.get(level, 6)
        return "\n".join(f"<{priority}>{line}" for line in text.split("\n"))


def _said(entry: Entry) -> str:
    if entry.event is Event.LINE_LOGGED:
        return f"{entry.fields['logger']}: {entry.sentence}"
    extra = "".join(
        f" {name}={value}"
        for name, value in entry.extra.items()
        if value not in (None, "") and not (name == "error" and entry.trace)
    )
    return f"{entry.sentence} ({entry.event}{extra})"


def one_line(text: str) -> str:
    """The text with an escape for every character that is not shown as itself."""
    if text.isprintable():
        return text
    return "".join(
        each if each.isprintable() else each.encode("unicode_escape").decode() for each in text
    )


def indented(trace: str) -> str:
    return textwrap.indent("\n".join(map(one_line, trace.split("\n"))), "    ")
