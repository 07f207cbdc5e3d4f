"""Socket Mode: up to ten connections, envelopes that go to any one of them, acknowledgements."""

import asyncio
import contextlib
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from quotebot.sandbox.slack.exchanges import reset
from quotebot.sandbox.slack.recording import Acknowledgement, Connection, Envelope, Recorded
from quotebot.sandbox.slack.wire import Payload

MAX_CONNECTIONS = 10  # documented
CLOSING_GRACE = 10.0  # seconds between a disconnect frame and the end of the connection
CLOSE_TIMEOUT = 1.0  # seconds to wait for the other side's goodbye
HOST = "loopback"


@dataclass(slots=True, eq=False)
class Line:
    """One open WebSocket; one that was told to go away gets no more envelopes."""

    number: int
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    leaving: bool = False


@dataclass(slots=True, eq=False)
class Delivery:
    """An envelope under way."""

    envelope: Envelope
    acknowledged: asyncio.Future[Acknowledgement] = field(
        default_factory=lambda: asyncio.get_running_loop().create_future()
    )


class SocketMode:
    """The server's end; the app opens each connection with a link that works once."""

    def __init__(
        self,
        *,
        app_id: str,
        patience: float,
        record: Callable[[Recorded], None],
        clock: Callable[[], float],
    ) -> None:
        self._app_id = app_id
        self._patience = patience
        self._record = record
        self._clock = clock
        self._tickets: set[str] = set()
        self._lines: list[Line] = []
        self._deliveries: dict[str, Delivery] = {}
        self._turn = 0
        self._opened = 0
        self._changed = asyncio.Condition()

    def ticket(self) -> str:
        """A new ticket for one connection."""
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return ticket

    @property
    def connections(self) -> int:
        """How many connections can take an envelope now."""
        return sum(not line.leaving for line in self._lines)

    async def connected(self, count: int) -> None:
        """Wait until so many connections can take envelopes."""
        async with self._changed:
            await self._changed.wait_for(lambda: self.connections >= count)

    async def disconnected(self) -> None:
        """Wait until no connection is left."""
        async with self._changed:
            await self._changed.wait_for(lambda: not self._lines)

    async def handle(self, request: web.Request) -> web.StreamResponse:
        """Serve one connection until either side ends it."""
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            return web.Response(status=401)
        self._tickets.discard(ticket)
        socket = web.WebSocketResponse(timeout=CLOSE_TIMEOUT)
        await socket.prepare(request)
        if len(self._lines) >= MAX_CONNECTIONS:
            await self._send_disconnect(socket, "too_many_websockets")
            await socket.close()
            return socket
        self._opened += 1
        await self._serve(Line(self._opened, socket, request.transport))
        return socket

    async def _serve(self, line: Line) -> None:
        self._lines.append(line)
        try:
            await line.socket.send_json(self._hello())
            await self._note(line, "opened")
            async for frame in line.socket:
                if frame.type is WSMsgType.TEXT:
                    self._receive(frame.data)
        finally:
            self._lines.remove(line)
            await self._note(line, "closed")

    async def _note(self, line: Line, event: str) -> None:
        self._record(Connection(line.number, event, self._clock()))
        async with self._changed:
            self._changed.notify_all()

    def _hello(self) -> Payload:
        return {
            "type": "hello",
            "num_connections": len(self._lines),
            "connection_info": {"app_id": self._app_id},
            "debug_info": {"host": HOST, "approximate_connection_time": 18060},
        }

    async def deliver(
        self, kind: str, payload: Payload, *, takes_response: bool, extra: Payload | None = None
    ) -> Acknowledgement | str:
        """Send an envelope over the next connection and wait for the app to acknowledge it.

        Else the word that people see: dispatch_failed when nobody is connected, operation_timeout
        when no acknowledgement came in time (documented: three seconds).
        """
        line = self._next_line()
        if line is None:
            return "dispatch_failed"
        frame = {
            "envelope_id": str(uuid.uuid4()),
            "type": kind,
            "payload": payload,
            "accepts_response_payload": takes_response,
            **(extra or {}),
        }
        envelope = Envelope(frame["envelope_id"], kind, payload, line.number, self._clock())
        delivery = self._deliveries[envelope.id] = Delivery(envelope)
        self._record(envelope)
        with contextlib.suppress(ConnectionError):  # lost on the way: no acknowledgement comes
            await line.socket.send_json(frame)
        await asyncio.wait({delivery.acknowledged}, timeout=self._patience)
        done = delivery.acknowledged.done()
        return delivery.acknowledged.result() if done else "operation_timeout"

    def _next_line(self) -> Line | None:
        open_lines = [line for line in self._lines if not line.leaving]
        if not open_lines:
            return None
        self._turn += 1
        return open_lines[self._turn % len(open_lines)]

    def _receive(self, text: str) -> None:
        body = json.loads(text)
        now = self._clock()
        delivery = self._deliveries.pop(body.get("envelope_id", ""), None)
        elapsed = None if delivery is None else now - delivery.envelope.at
        acknowledgement = Acknowledgement(
            envelope=body.get("envelope_id", ""),
            payload=body.get("payload"),
            milliseconds=None if elapsed is None else elapsed * 1000,
            in_time=elapsed is not None and elapsed <= self._patience,
            at=now,
        )
        self._record(acknowledgement)
        if delivery is not None:
            delivery.acknowledged.set_result(acknowledgement)

    async def disconnect(self, reason: str) -> None:
        """Ask every connection to leave; whichever has not left within ten seconds is closed.

        With link_disabled Slack closes at once.
        """
        for line in tuple(self._lines):
            line.leaving = True
            await self._send_disconnect(line.socket, reason)
            if reason == "link_disabled":
                await line.socket.close()
            else:
                asyncio.get_running_loop().call_later(CLOSING_GRACE, reset, line.transport)

    async def _send_disconnect(self, socket: web.WebSocketResponse, reason: str) -> None:
        frame = {"type": "disconnect", "reason": reason, "debug_info": {"host": HOST}}
        with contextlib.suppress(ConnectionError):  # gone before it was told to go
            await socket.send_json(frame)

    def drop(self) -> None:
        """Reset the TCP connection of every line, with no goodbye."""
        for line in self._lines:
            line.leaving = True
            reset(line.transport)

    async def close(self) -> None:
        """End every connection as a server that goes away."""
        for line in tuple(self._lines):
            line.leaving = True
            await line.socket.close(code=1001)
