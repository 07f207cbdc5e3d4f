"""One client's websocket on the gateway: hello, identify or resume, heartbeats, limits."""

import asyncio
import json
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

from aiohttp import WSMsgType, web

from quotebot.sandbox.discord.frames import Frames
from quotebot.sandbox.discord.gateway_sessions import (
    KNOWN_INTENTS,
    CloseCode,
    Opcode,
    Session,
)
from quotebot.sandbox.discord.refusals import Json

SENDS_PER_MINUTE = 120
MAX_PAYLOAD_BYTES = 4096
ACK_SECONDS = 0.005  # between a heartbeat and its acknowledgement, as over a short wire


class ProtocolViolation(Exception):  # noqa: N818 - it ends in a close code, not in a traceback
    """The client broke a rule that Discord answers by closing the connection."""

    def __init__(self, code: CloseCode) -> None:
        super().__init__(f"close {code.value}: {code.name}")
        self.code = code


class Sessions(Protocol):
    """What a connection needs from the gateway."""

    def token_is_good(self, token: object) -> bool: ...

    def intents_are_allowed(self, intents: int) -> bool: ...

    def may_start(self) -> bool: ...

    async def begin(self, connection: "Connection", session: Session) -> None: ...

    def find(self, session_id: object) -> Session | None: ...

    async def resume(self, connection: "Connection", session: Session, sequence: int) -> None: ...

    def detach(self, connection: "Connection", *, forget: bool) -> None: ...


class Connection:
    """Reads what the client sends until either side closes."""

    def __init__(
        self,
        socket: web.WebSocketResponse,
        transport: asyncio.Transport | None,
        frames: Frames,
        sessions: Sessions,
        *,
        heartbeat_interval: float,
        monotonic: Callable[[], float],
    ) -> None:
        self.socket = socket
        self._transport = transport
        self.frames = frames
        self.session: Session | None = None
        self._sessions = sessions
        self._heartbeat_interval = heartbeat_interval
        self._monotonic = monotonic
        self._sent_at: deque[float] = deque()

    async def run(self) -> None:
        interval = int(self._heartbeat_interval * 1000)
        goodbye = False
        try:
            await self.send(Opcode.HELLO, {"heartbeat_interval": interval})
            # A client that goes away while it is being written to has merely gone away.
            with suppress(ConnectionError):
                goodbye = await self._read()
        except ProtocolViolation as violation:
            await self.socket.close(code=violation.code, message=violation.code.name.encode())
        finally:
            self._sessions.detach(self, forget=goodbye)

    def abort(self) -> None:
        """Cut the connection without a close frame."""
        if self._transport is not None:
            self._transport.abort()

    async def send(self, opcode: Opcode, data: Any) -> None:
        """Like Discord, says nothing to a client that has already gone."""
        with suppress(ConnectionError):
            await self.frames.send({"op": opcode, "d": data, "s": None, "t": None})

    async def _read(self) -> bool:
        """Handle messages until the end; True if the client gave its session up (1000, 1001)."""
        loop = asyncio.get_running_loop()
        # Discord does not say how late a heartbeat may be; here it is one whole interval.
        deadline = loop.time() + 2 * self._heartbeat_interval
        while True:
            try:
                async with asyncio.timeout_at(deadline):
                    message = await self.socket.receive()
            except TimeoutError:
                raise ProtocolViolation(CloseCode.SESSION_TIMED_OUT) from None
            if message.type not in (WSMsgType.TEXT, WSMsgType.BINARY):
                return message.type is WSMsgType.CLOSE and message.data in (1000, 1001)
            payload = self._payload(message.data)
            if payload["op"] == Opcode.HEARTBEAT:
                deadline = loop.time() + 2 * self._heartbeat_interval
            await self._handle(payload)

    def _payload(self, raw: str | bytes) -> Json:
        self._count_send()
        if len(raw) > MAX_PAYLOAD_BYTES:
            raise ProtocolViolation(CloseCode.DECODE_ERROR)
        try:
            payload = json.loads(raw)
        except ValueError:
            raise ProtocolViolation(CloseCode.DECODE_ERROR) from None
        if not isinstance(payload, dict) or not isinstance(payload.get("op"), int):
            raise ProtocolViolation(CloseCode.DECODE_ERROR)
        return payload

    def _count_send(self) -> None:
        now = self._monotonic()
        while self._sent_at and self._sent_at[0] <= now - 60:
            self._sent_at.popleft()
        self._sent_at.append(now)
        if len(self._sent_at) > SENDS_PER_MINUTE:
            raise ProtocolViolation(CloseCode.RATE_LIMITED)

    async def _handle(self, payload: Json) -> None:
        data = payload.get("d")
        match payload["op"]:
            case Opcode.HEARTBEAT:
                # An answer in no time overtakes discord.py's own note of having asked (2.7.1),
                # which then warns that it cannot keep up.
                await asyncio.sleep(ACK_SECONDS)
                await self.send(Opcode.HEARTBEAT_ACK, None)
            case Opcode.IDENTIFY:
                await self._identify(self._authenticated(data))
            case Opcode.RESUME:
                await self._resume(self._authenticated(data))
            case Opcode.PRESENCE_UPDATE | Opcode.VOICE_STATE_UPDATE | Opcode.REQUEST_GUILD_MEMBERS:
                if self.session is None:
                    raise ProtocolViolation(CloseCode.NOT_AUTHENTICATED)
            case _:
                raise ProtocolViolation(CloseCode.UNKNOWN_OPCODE)

    def _authenticated(self, data: Any) -> Json:
        """The data of IDENTIFY or RESUME, once the token in it is known to be good."""
        if self.session is not None:
            raise ProtocolViolation(CloseCode.ALREADY_AUTHENTICATED)
        if not isinstance(data, dict):
            raise ProtocolViolation(CloseCode.DECODE_ERROR)
        if not self._sessions.token_is_good(data.get("token")):
            raise ProtocolViolation(CloseCode.AUTHENTICATION_FAILED)
        return data

    async def _identify(self, data: Json) -> None:
        if not self._sessions.may_start():
            raise ProtocolViolation(CloseCode.AUTHENTICATION_FAILED)
        intents = data.get("intents")
        if not isinstance(intents, int) or intents & ~KNOWN_INTENTS:
            raise ProtocolViolation(CloseCode.INVALID_INTENTS)
        if not self._sessions.intents_are_allowed(intents):
            raise ProtocolViolation(CloseCode.DISALLOWED_INTENTS)
        self.session = Session(intents, _shard(data.get("shard", [0, 1])))
        await self._sessions.begin(self, self.session)

    async def _resume(self, data: Json) -> None:
        session = self._sessions.find(data.get("session_id"))
        sequence = data.get("seq")
        if session is None or not isinstance(sequence, int):
            await self.send(Opcode.INVALID_SESSION, data=False)
            return
        if sequence > session.sequence:
            raise ProtocolViolation(CloseCode.INVALID_SEQUENCE)
        if not session.can_replay_from(sequence):
            await self.send(Opcode.INVALID_SESSION, data=False)
            return
        self.session = session
        await self._sessions.resume(self, session, sequence)


def _shard(shard: Any) -> tuple[int, int]:
    match shard:
        case [int(index), int(count)] if 0 <= index < count:
            return index, count
        case _:
            raise ProtocolViolation(CloseCode.INVALID_SHARD)
