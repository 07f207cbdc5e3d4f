"""Tells systemd how the bot is: ready, what it is doing, alive, reloading, stopping.

The protocol is a datagram of NAME=value lines (sd_notify(3)).
"""

import asyncio
import contextlib
import logging
import socket
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Final

from quotebot.core.events import Event
from quotebot.running.health import Health
from quotebot.settings.service_manager import ServiceManager

log = logging.getLogger(__name__)

_LOOK_SECONDS: Final = 1.0
_START_SECONDS: Final = 60  # how much longer a start may take, told again at each look


class Notifier:
    """Sends to the address; does nothing without one, and never raises."""

    def __init__(self, address: str | None) -> None:
        self._address = address
        self._failed = False
        self._ready = False
        self._reloads = 0

    def tell(self, **said: str | int) -> None:
        if not self._address:
            return
        # Of a name that starts with @ the first byte is zero: it stands in no file system.
        address = "\0" + self._address[1:] if self._address.startswith("@") else self._address
        lines = "\n".join(f"{name}={value}" for name, value in said.items())
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sending:
                sending.settimeout(0)
                sending.sendto(lines.encode(), address)
        except (OSError, ValueError) as error:
            if not self._failed:
                log.warning(Event.SYSTEMD_UNTOLD(error=error))
            self._failed = True

    def ready(self, status: str) -> None:
        self._ready = True
        self.tell(READY=1, STATUS=status)

    @contextlib.contextmanager
    def reloading(self) -> Iterator[None]:
        """Of several reloads at a time systemd hears the first begin and the last end."""
        if not self._ready:  # systemd would take the end of a reload for that of the start
            yield
            return
        self._reloads += 1
        if self._reloads == 1:
            self.tell(RELOADING=1, MONOTONIC_USEC=time.monotonic_ns() // 1000)
        try:
            yield
        finally:
            self._reloads -= 1
            if self._reloads == 0:
                self.tell(READY=1)


@contextlib.asynccontextmanager
async def told_to_systemd(
    manager: ServiceManager, notifier: Notifier, health: Callable[[], Health], stop: asyncio.Event
) -> AsyncIterator[None]:
    """Keep systemd informed until the block is left; without one, do nothing.

    It is all done in the event loop, so a loop that stands still misses the watchdog.
    """
    if manager.address is None:
        yield
        return
    telling = asyncio.create_task(_tell(manager, notifier, health, stop))
    try:
        yield
    finally:
        telling.cancel()
        await asyncio.wait({telling})


async def _tell(
    manager: ServiceManager, notifier: Notifier, health: Callable[[], Health], stop: asyncio.Event
) -> None:
    pause = min(_LOOK_SECONDS, manager.watchdog / 2 if manager.watchdog else _LOOK_SECONDS)
    ready, told = False, ""
    while not stop.is_set():
        now = health()
        status = _status(now)
        if not ready and (ready := any(now.platforms.values()) or not now.platforms):
            notifier.ready(status)
        elif status != told:
            notifier.tell(STATUS=status)
        if not ready:  # an outage at the start is waited out, however long a start may take
            notifier.tell(EXTEND_TIMEOUT_USEC=_START_SECONDS * 1_000_000)
        told = status
        if manager.watchdog:
            notifier.tell(WATCHDOG=1)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stop.wait()
    notifier.tell(STOPPING=1, STATUS="finishing what is under way")
    while manager.watchdog:
        notifier.tell(WATCHDOG=1)
        await asyncio.sleep(pause)


def _status(health: Health) -> str:
    if not health.platforms:
        return "posts daily quotes"
    if missing := health.missing:
        return f"not connected to {' and '.join(missing)}"
    return f"connected to {' and '.join(health.platforms)}"
