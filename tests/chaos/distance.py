"""A way on which everything takes a while, as on that to a real platform."""

import asyncio
from asyncio import StreamReader, StreamWriter
from contextlib import suppress
from urllib.parse import urlsplit


class Distance:
    """A way to what is on this machine at `url`, for so many seconds in each direction.

    What a process has sent goes on its way even if it is killed meanwhile.
    """

    def __init__(self, url: str, seconds: float) -> None:
        self._far = urlsplit(url)
        self._seconds = seconds
        self._server: asyncio.Server | None = None
        self._ends: set[StreamWriter] = set()
        self._travelling: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> str:
        """Where the way begins, as a URL."""
        self._server = await asyncio.start_server(self._lead, "127.0.0.1")
        port = self._server.sockets[0].getsockname()[1]
        return self._far._replace(netloc=f"127.0.0.1:{port}").geturl()

    async def __aexit__(self, *_: object) -> None:
        """Cut every connection that is still open."""
        if self._server is not None:
            self._server.close()
        for end in self._ends:
            end.transport.abort()
        await asyncio.gather(*self._travelling)

    def is_empty(self) -> bool:
        """Whether everything has arrived, and every connection was closed."""
        return not self._travelling

    async def _lead(self, from_bot: StreamReader, to_bot: StreamWriter) -> None:
        """Carry what either side sends, until both have said that there is no more."""
        travelling = asyncio.current_task()
        assert travelling is not None
        self._travelling.add(travelling)
        from_there, to_there = await asyncio.open_connection(self._far.hostname, self._far.port)
        ends = {to_bot, to_there}
        self._ends |= ends
        await asyncio.gather(self._carry(from_bot, to_there), self._carry(from_there, to_bot))
        for end in ends:
            end.close()
        self._ends -= ends
        self._travelling.discard(travelling)

    async def _carry(self, source: StreamReader, sink: StreamWriter) -> None:
        arriving: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        await asyncio.gather(self._read(source, arriving), _write(arriving, sink))

    async def _read(
        self, source: StreamReader, arriving: asyncio.Queue[tuple[float, bytes]]
    ) -> None:
        data = b"something"
        while data:
            try:
                data = await source.read(65536)
            except ConnectionError:
                data = b""  # the process died before it had read everything
            arriving.put_nowait((_now() + self._seconds, data))


async def _write(arriving: asyncio.Queue[tuple[float, bytes]], sink: StreamWriter) -> None:
    """Until nothing at all arrives, which is the end, as when it was read."""
    data = b"something"
    while data:
        at, data = await arriving.get()
        await asyncio.sleep(at - _now())
        if sink.is_closing():
            return
        if data:
            sink.write(data)
    with suppress(OSError):  # whoever was to read this is gone
        sink.write_eof()


def _now() -> float:
    return asyncio.get_running_loop().time()
