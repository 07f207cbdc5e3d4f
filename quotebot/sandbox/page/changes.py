"""Tells every open page, over a WebSocket, that there may be something new to see."""

import asyncio
from collections.abc import Callable
from typing import Final

from aiohttp import web

_TOGETHER: Final = 0.03  # seconds in which changes are told of at once
_LOOK: Final = 0.5  # seconds between two looks at what nobody tells of
_HEARTBEAT: Final = 20.0


class Changes:
    """`standing` is what nobody tells of when it changes: connections, and the quote files."""

    def __init__(self, standing: Callable[[], object]) -> None:
        self._standing = standing
        self._version = 0
        self._changed = asyncio.Event()
        self._open: set[web.WebSocketResponse] = set()

    def note(self, _: object = None) -> None:
        self._version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def serve(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(heartbeat=_HEARTBEAT)
        await socket.prepare(request)
        self._open.add(socket)
        telling = asyncio.create_task(self._tell(socket))
        try:
            async for _ in socket:
                pass  # pages say nothing; the loop ends when they go
        finally:
            self._open.discard(socket)
            telling.cancel()
        return socket

    async def close(self) -> None:
        for socket in tuple(self._open):
            await socket.close()

    async def _tell(self, socket: web.WebSocketResponse) -> None:
        seen: object = None
        while not socket.closed:
            now = (self._version, self._standing())
            if now != seen:
                seen = now
                await socket.send_str("changed")
                await asyncio.sleep(_TOGETHER)
            else:
                await self._next()

    async def _next(self) -> None:
        changed = self._changed
        try:
            async with asyncio.timeout(_LOOK):
                await changed.wait()
        except TimeoutError:
            return
