"""A web server on this machine that can be taken away and brought back at the same address."""

import time
from email.utils import formatdate
from typing import Final

from aiohttp import web

HOST: Final = "127.0.0.1"
_CLOSING_SECONDS: Final = 1.0


class LocalServer:
    """Listens on the loopback interface alone; `port` 0 lets the kernel pick a free one.

    `seconds_ahead` is how far the clock that its answers tell is before this machine's.
    """

    def __init__(self, port: int = 0) -> None:
        self.port = port
        self.seconds_ahead = 0.0
        self._runner: web.AppRunner | None = None
        self._site: web.TCPSite | None = None

    async def start(self, application: web.Application) -> None:
        """Raises OSError when the port is taken."""
        application.on_response_prepare.append(self._tell_the_time)
        self._runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=_CLOSING_SECONDS
        )
        await self._runner.setup()
        await self.come_back()

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    @property
    def is_gone(self) -> bool:
        return self._site is None

    async def go_away(self) -> None:
        """Refuse connections, and cut those that are open, as a machine does that goes down."""
        await self.stop_listening()
        if self._runner is not None:
            self._cut_connections(self._runner)

    async def stop_listening(self) -> None:
        """Refuse connections, and keep those that are open."""
        if self._site is not None:
            await self._site.stop()
            self._site = None

    async def come_back(self) -> None:
        if self._site is None and self._runner is not None:
            self._site = web.TCPSite(self._runner, HOST, self.port)
            await self._site.start()
            self.port = self.port or int(self._runner.addresses[0][1])

    async def _tell_the_time(self, _: web.Request, response: web.StreamResponse) -> None:
        response.headers["Date"] = formatdate(time.time() + self.seconds_ahead, usegmt=True)

    def _cut_connections(self, runner: web.AppRunner) -> None:
        for connection in runner.server.connections if runner.server else ():
            if connection.transport is not None:
                connection.transport.abort()
