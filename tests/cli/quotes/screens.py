"""quotebot as a process on a real pseudo-terminal, and somebody in front of it."""

import os
import pty
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.machine import PATIENCE

CURSOR = "\x1b[?25h"  # shown again, once the line to type in is drawn


class Screen:
    """What the process shows, and the keyboard in front of it."""

    def __init__(self, terminal: int, process: subprocess.Popen[bytes]) -> None:
        self._terminal = terminal
        self._process = process
        self._read = b""
        self.seen = b""

    def shows(self, words: str) -> None:
        """Wait until it has shown the words after all that was waited for before."""
        deadline = time.monotonic() + PATIENCE
        while (found := self._read.find(words.encode())) < 0:
            ready, *_ = select.select([self._terminal], [], [], deadline - time.monotonic())
            assert ready, self._read.decode(errors="replace")
            new = os.read(self._terminal, 4096)
            self.seen += new
            self._read += new
        self._read = self._read[found + len(words.encode()) :]

    def type(self, keys: str) -> None:
        os.write(self._terminal, keys.encode())

    def ended(self) -> int:
        return self._process.wait(PATIENCE)


@contextmanager
def started(
    *command: str, variables: dict[str, str], folder: Path | None = None
) -> Iterator[Screen]:
    """The command in the folder, with no variables but these and those of a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(  # noqa: S603 - our own interpreter
        command,
        cwd=folder,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
        env={
            "TERM": "xterm",
            "LC_ALL": "C.UTF-8",
            "PROMPT_TOOLKIT_NO_CPR": "1",
            **variables,
        },
    )
    os.close(theirs)
    try:
        yield Screen(ours, process)
    finally:
        process.kill()
        process.wait()
        os.close(ours)
