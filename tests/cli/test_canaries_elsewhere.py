"""No secret is told by an error that nobody caught, nor by any other line of the log."""

import asyncio
import logging
import sys
import threading
import warnings
from collections.abc import Callable

import pytest

from tests.cli.canaries import CANARIES, log_everything


def in_a_thread(canary: str) -> None:
    def fail() -> None:
        raise RuntimeError(canary)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()


class Unlucky:
    """Fails when it is let go of."""

    def __init__(self, canary: str) -> None:
        self._canary = canary

    def __del__(self) -> None:
        raise RuntimeError(self._canary)


def let_go_of(canary: str) -> None:
    Unlucky(canary)


def at_the_top(canary: str) -> None:
    error = RuntimeError(canary)
    sys.excepthook(RuntimeError, error, None)


def as_a_warning(canary: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        logging.captureWarnings(capture=False)
        logging.captureWarnings(capture=True)
        warnings.warn(f"RuntimeError {canary}", RuntimeWarning, stacklevel=1)
        logging.captureWarnings(capture=False)


def in_a_task_that_nobody_awaits(canary: str) -> None:
    async def fail() -> None:
        raise RuntimeError(canary)

    async def start() -> None:
        task = asyncio.create_task(fail())
        await asyncio.wait({task})

    asyncio.run(start())


def in_a_line_that_does_not_fit(canary: str) -> None:
    logging.getLogger("RuntimeError").info("%d", canary)


def in_an_argument(canary: str) -> None:
    logging.getLogger("x").info("RuntimeError: %r %s", {"a": [canary]}, canary)


def in_an_extra_field(canary: str) -> None:
    logging.getLogger("x").info("RuntimeError", extra={"secret_thing": canary})


def in_a_cause(canary: str) -> None:
    try:
        try:
            raise RuntimeError(canary)  # noqa: TRY301 - one error has to cause the other
        except RuntimeError as error:
            raise KeyError(canary) from error
    except KeyError as error:
        error.add_note(canary)
        logging.getLogger("x").exception("failed")


def in_a_group(canary: str) -> None:
    group = ExceptionGroup(canary, [RuntimeError(canary), ValueError(canary)])
    logging.getLogger("x").error("failed", exc_info=group, stack_info=True)


@pytest.mark.parametrize(
    "path",
    [
        in_a_thread, let_go_of, at_the_top, as_a_warning, in_a_task_that_nobody_awaits,
        in_a_line_that_does_not_fit, in_an_argument, in_an_extra_field, in_a_cause, in_a_group,
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["json", "console"])
def test_what_is_raised_or_logged_anywhere_else(
    form: str, path: Callable[[str], None], heard: Callable[[], str]
) -> None:
    log_everything(form)
    path(" ".join(CANARIES.values()))
    assert "RuntimeError" in heard()
