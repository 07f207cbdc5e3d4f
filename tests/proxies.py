"""A small HTTP proxy on this machine that leads every name to one port, and says what it was asked.

It forwards plain requests, WebSockets among them, and opens tunnels (CONNECT).
"""

import asyncio
from typing import Self


class Proxy:
    """`wanted` is the Authorization that it wants; `asked` are the first lines it got."""

    def __init__(self, port: int, *, wanted: str | None = None) -> None:
        self._port = port
        self._wanted = wanted
        self._tasks: set[asyncio.Task[None]] = set()
        self.asked: list[str] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._take_in, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _take_in(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = await reader.readuntil(b"\r\n\r\n")
            self._note(head)
            if self._wanted and self._wanted.encode() not in head:
                writer.write(b"HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
                await writer.drain()
                return
            to_reader, to_writer = await asyncio.open_connection("127.0.0.1", self._port)
            try:
                if head.startswith(b"CONNECT"):
                    writer.write(b"HTTP/1.1 200 Go on\r\n\r\n")
                else:
                    to_writer.write(head)
                await asyncio.gather(self._carry(reader, to_writer), self._carry(to_reader, writer))
            finally:
                to_writer.close()
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _carry(self, source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
        while data := await source.read(65536):
            self._note(data)  # one connection may carry many requests
            target.write(data)
            await target.drain()
        target.close()

    def _note(self, data: bytes) -> None:
        line = data.split(b"\r\n", 1)[0]
        if line.split(b" ", 1)[0] in (b"CONNECT", b"GET", b"PATCH", b"POST", b"PUT", b"DELETE"):
            self.asked.append(line.decode())
