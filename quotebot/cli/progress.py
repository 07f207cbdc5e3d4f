"""A sign that something goes on, for whatever takes longer than people wait without one."""

import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from itertools import count
from typing import TYPE_CHECKING, Final, TextIO, TypeVar

import click

from quotebot.settings.surroundings import plain_wanted

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar as Bar

T = TypeVar("T")
PATIENCE: Final = 2.0  # seconds before the first sign
BETWEEN_LINES: Final = 10.0  # seconds, where there is no bar
_BETWEEN_LOOKS: Final = 0.2


class Progress:
    """How far some work is: whoever works says it here, at the cost of setting two numbers."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.done = 0
        self.of: int | None = None

    def reached(self, done: int, of: int) -> None:
        """So much is done, of so much."""
        self.done, self.of = done, of

    def each(self, items: Sequence[T], label: str | None = None) -> Iterator[T]:
        """The items; each counts as done when the next one is asked for."""
        self.label = label or self.label
        self.reached(0, len(items) if len(items) > 1 else 0)  # of one thing nobody sees a half
        for done, item in enumerate(items, 1):
            yield item
            self.done = done


class Sign:
    """Writes how far it is: as a bar that moves, or as a line now and then.

    A line has no character in it that steers a terminal. Neither is written before PATIENCE is
    over.
    """

    def __init__(self, work: Progress, stream: TextIO, *, plain: bool) -> None:
        self._work = work
        self._stream = stream
        self._as_lines = plain or not stream.isatty()
        self._next_at = PATIENCE
        self._bars = ExitStack()
        self._bar: Bar[int] | None = None

    def look(self, seconds: float) -> None:
        """So long the work has taken by now."""
        if seconds < self._next_at:
            return
        if self._as_lines:
            self._next_at = seconds + BETWEEN_LINES
            click.echo(self._line(seconds), self._stream)
        else:
            self._draw()

    def close(self) -> None:
        """The work is over."""
        if self._bar is not None:
            self._draw()
        self._bars.close()

    def _line(self, seconds: float) -> str:
        work = self._work
        if not work.of:
            return f"{work.label}: {seconds:.0f} seconds so far"
        return f"{work.label}: {100 * work.done // work.of} % after {seconds:.0f} seconds"

    def _draw(self) -> None:
        work = self._work
        of = work.of or None
        if self._bar is None or (self._bar.label, self._bar.length) != (work.label, of):
            self._bars.close()
            self._bar = self._bars.enter_context(self._new_bar(work.label, of))
        self._bar.update(work.done - self._bar.pos if of else 1)

    def _new_bar(self, label: str, of: int | None) -> "Bar[int]":
        """One that swings to and fro where nobody knows how much there is to do."""
        return click.progressbar(
            count() if of is None else None, length=of, label=label, file=self._stream
        )


@contextmanager
def progress(label: str, stream: TextIO | None = None) -> Iterator[Progress]:
    """Show what is done inside on standard error, if it takes long.

    Another thread looks now and then; nothing of it is left when the block is.
    """
    work = Progress(label)
    sign = Sign(work, stream or sys.stderr, plain=plain_wanted())
    over = threading.Event()
    thread = threading.Thread(target=_watch, args=(sign, over), daemon=True)
    thread.start()
    try:
        yield work
    finally:
        over.set()
        thread.join()


def _watch(sign: Sign, over: threading.Event) -> None:
    begun = time.monotonic()
    while not over.wait(_BETWEEN_LOOKS):
        sign.look(time.monotonic() - begun)
    sign.close()
