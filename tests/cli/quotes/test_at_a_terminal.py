"""`quotebot quotes add` as a process on a real pseudo-terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import quotebot
from tests.cli.machine import PATIENCE
from tests.cli.quotes.library import FOLDER, held

ROOT = Path(quotebot.__file__).parents[1]
CURSOR = "\x1b[?25h"  # shown again, once the line to type in is drawn


class Screen:
    """What the process shows, and the keyboard in front of it."""

    def __init__(self, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self._terminal = terminal
        self._process = process
        self._read = b""

    def shows(self, words: str) -> None:
        """Wait until it has shown the words after all that was waited for before."""
        deadline = time.monotonic() + PATIENCE
        while (found := self._read.find(words.encode())) < 0:
            ready, *_ = select.select([self._terminal], [], [], deadline - time.monotonic())
            assert ready, self._read.decode(errors="replace")
            self._read += os.read(self._terminal, 4096)
        self._read = self._read[found + len(words.encode()) :]

    def type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def ended(self) -> int:
        return self._process.wait(PATIENCE)


@contextmanager
def started(*arguments: str) -> Iterator[Screen]:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-m", "quotebot", *arguments],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={
            "PYTHONPATH": str(ROOT),
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "QUOTEBOT_QUOTES": str(FOLDER),
        },
    )
    os.close(theirs)
    try:
        yield Screen(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def answer(screen: Screen, title: str, keys: str) -> None:
    screen.shows(title)
    screen.shows(CURSOR)
    screen.type(f"{keys}\r")


@pytest.mark.parametrize("agreed", [True, False])
def test_a_quote_is_asked_for_shown_and_written(agreed: bool) -> None:
    before = held()
    with started("quotes", "add", "thoreau-walden", "--note", "A note.") as screen:
        answer(screen, "The words", "Rather than love, give me truth.")
        answer(screen, "Who said them", "")
        answer(screen, "Speaker", "")
        answer(screen, "Topics", "lfe")
        screen.shows('"lfe" is not in topics.yaml')
        screen.shows(CURSOR)
        screen.type("\x15life\r")
        answer(screen, "Where", "Conclusion")
        answer(screen, "Id", "")
        screen.shows("library/thoreau-walden.yaml gets:")
        screen.shows('text: "Rather than love, give me truth."')
        answer(screen, "Write it?", "" if agreed else "n")
        screen.shows("Added rather-than-love" if agreed else "Nothing was written.")
        assert screen.ended() == (0 if agreed else 1)
    assert (held() != before) is agreed


def test_giving_up_leaves_everything_as_it_was() -> None:
    before = held()
    with started("quotes", "add") as screen:
        answer(screen, "Which work", "walden")
        screen.shows("The words")
        screen.shows(CURSOR)
        screen.type("\x03")
        screen.shows("Nothing was written.")
        assert screen.ended() == 1
    assert held() == before
