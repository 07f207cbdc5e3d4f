"""What Python writes to standard error by itself, past the log: brought into the log."""

import logging
import sys
import threading
from types import TracebackType

from quotebot.core.events import Event

log = logging.getLogger(__name__)


def bring_into_the_log() -> None:
    """Log what nothing caught, in any thread or while an object was let go of, and warnings."""
    sys.excepthook = _on_uncaught
    sys.unraisablehook = _on_unraisable
    threading.excepthook = _on_uncaught_in_a_thread
    logging.captureWarnings(capture=True)


def _on_uncaught(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    log.error(Event.BUG_UNHANDLED(where="the main thread"), exc_info=(kind, error, trace))


def _on_unraisable(met: "sys.UnraisableHookArgs") -> None:
    log.error(
        Event.BUG_UNHANDLED(where=met.err_msg or "an object that was let go of"),
        exc_info=met.exc_value,
    )


def _on_uncaught_in_a_thread(met: threading.ExceptHookArgs) -> None:
    name = met.thread.name if met.thread else "a thread"
    log.error(Event.BUG_UNHANDLED(where=name), exc_info=met.exc_value)
