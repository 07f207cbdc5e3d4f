"""How gateway payloads travel: plain text, or one zlib stream per connection."""

import json
import zlib
from typing import Protocol

from aiohttp import web

from quotebot.sandbox.discord.refusals import Json


class Frames(Protocol):
    """Sends payloads over one connection, in the way the client asked for."""

    async def send(self, payload: Json) -> None: ...


class TextFrames:
    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket

    async def send(self, payload: Json) -> None:
        await self._socket.send_str(json.dumps(payload))


class ZlibStream:
    """Each payload is one binary frame that ends in 00 00 ff ff (zlib's Z_SYNC_FLUSH)."""

    def __init__(self, socket: web.WebSocketResponse) -> None:
        self._socket = socket
        self._compressor = zlib.compressobj()

    async def send(self, payload: Json) -> None:
        # No await between the two steps: frames must leave in the order they were compressed.
        frame = self._compressor.compress(json.dumps(payload).encode())
        frame += self._compressor.flush(zlib.Z_SYNC_FLUSH)
        await self._socket.send_bytes(frame)


def frames_for(socket: web.WebSocketResponse, compress: str | None) -> Frames:
    """Text for anything but zlib-stream, which clients accept whatever they asked for."""
    return ZlibStream(socket) if compress == "zlib-stream" else TextFrames(socket)
