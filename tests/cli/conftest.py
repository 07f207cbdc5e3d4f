"""What the tests of the command line share."""

import logging
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from quotebot.cli import progress
from quotebot.cli.logs import CHATTY
from tests.cli.canaries import SONG
from tests.cli.machine import unset_everything


@pytest.fixture(autouse=True)
def an_empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(autouse=True)
def no_sign_on_a_slow_machine(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a command writes does not depend on how fast the machine is today."""
    if "test_progress" not in request.node.nodeid:
        monkeypatch.setattr(progress, "PATIENCE", 3600.0)


@pytest.fixture(autouse=True)
def log_as_before() -> Iterator[None]:
    """Put back what a command does to the log of the process that it runs in."""
    handlers = list(logging.root.handlers)
    levels = {name: logging.getLogger(name).level for name in ("root", *CHATTY)}
    hooks = sys.excepthook, sys.unraisablehook, threading.excepthook, logging.lastResort
    yield
    sys.excepthook, sys.unraisablehook, threading.excepthook, logging.lastResort = hooks
    logging.captureWarnings(capture=False)
    logging.root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


@pytest.fixture
def heard(capfd: pytest.CaptureFixture[str]) -> Callable[[], str]:
    """All that was written to either stream, once it is known that nothing sings in it."""

    def read() -> str:
        written = "".join(capfd.readouterr())
        assert SONG not in written.casefold()
        return written

    return read
