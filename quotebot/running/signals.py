"""What the signals that end a process do."""

import asyncio
import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager

from quotebot.core.events import Event

log = logging.getLogger(__name__)


@contextmanager
def stopping_on_signals(stop: asyncio.Event) -> Iterator[None]:
    """Set the event at the first SIGTERM or SIGINT; the second of them ends the process at once."""
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def on_signal() -> None:
        for number in before:
            loop.remove_signal_handler(number)
            # Python's own handler of SIGINT would raise KeyboardInterrupt somewhere in the loop.
            signal.signal(number, signal.SIG_DFL)
        stop.set()
        log.info(Event.BOT_STOPPING())

    for number in before:
        loop.add_signal_handler(number, on_signal)
    try:
        yield
    finally:
        for number, handler in before.items():
            loop.remove_signal_handler(number)
            signal.signal(number, handler)
