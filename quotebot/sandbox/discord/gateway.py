"""The gateway: takes connections in, keeps sessions, and spreads events to them."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.clock import Clock
from quotebot.sandbox.discord.frames import frames_for
from quotebot.sandbox.discord.gateway_connection import Connection
from quotebot.sandbox.discord.gateway_sessions import (
    PRIVILEGED,
    CloseCode,
    Intent,
    Opcode,
    Session,
)
from quotebot.sandbox.discord.recording import Dispatched
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.state import State

CLOSE_SECONDS = 1.0


class Gateway:
    """`url` is told to clients in READY as the place to resume at; set once the port is known."""

    url = ""

    def __init__(self, state: State, clock: Clock, *, heartbeat_interval: float) -> None:
        self._state = state
        self._clock = clock
        self._heartbeat_interval = heartbeat_interval
        self._sessions: dict[str, Session] = {}
        self._connections: list[Connection] = []
        self._ready = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self.identified: list[Json] = []
        self._listeners: list[Callable[[Dispatched], None]] = []

    def listen(self, tell: Callable[[Dispatched], None]) -> None:
        """From now on tell of each event that a session was sent."""
        self._listeners.append(tell)

    async def accept(self, request: web.Request) -> web.StreamResponse:
        socket = web.WebSocketResponse(compress=False, timeout=CLOSE_SECONDS)
        await socket.prepare(request)
        if request.query.get("v") != "10" or request.query.get("encoding", "json") != "json":
            await socket.close(code=CloseCode.INVALID_API_VERSION)
            return socket
        connection = Connection(
            socket,
            request.transport,
            frames_for(socket, request.query.get("compress")),
            self,
            heartbeat_interval=self._heartbeat_interval,
            monotonic=self._clock.monotonic,
        )
        self._connections.append(connection)
        await connection.run()
        return socket

    # What a connection needs

    def token_is_good(self, token: object) -> bool:
        return isinstance(token, str) and self._state.token_is_good(token.removeprefix("Bot "))

    def intents_are_allowed(self, intents: int) -> bool:
        return not intents & PRIVILEGED & ~self._state.approved_intents

    def may_start(self) -> bool:
        if self._state.session_starts.count():
            return True
        self._state.revoke_token()
        return False

    async def begin(self, connection: Connection, session: Session) -> None:
        self._sessions[session.id] = session
        session.frames = connection.frames
        self.identified.append({"intents": session.intents, "shard": list(session.shard)})
        guilds = [guild for guild in self._state.joined_guilds() if session.covers(guild.id)]
        await session.dispatch(
            "READY",
            {
                "v": 10,
                "user": payloads.own_user(self._state.application),
                "application": payloads.partial_application(self._state.application),
                "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
                "session_id": session.id,
                "resume_gateway_url": self.url,
                "shard": list(session.shard),
            },
        )
        self._update_events()
        if session.intents & Intent.GUILDS:
            for guild in guilds:
                data = payloads.guild(guild, self._state)
                await session.dispatch("GUILD_CREATE", data)

    def find(self, session_id: object) -> Session | None:
        return self._sessions.get(session_id) if isinstance(session_id, str) else None

    async def resume(self, connection: Connection, session: Session, sequence: int) -> None:
        # More may happen while the missed events are being sent; stop only when caught up.
        while sequence < session.sequence:
            for event in session.missed_since(sequence):
                await connection.frames.send(event)
                sequence = event["s"]
        session.frames = connection.frames
        self._update_events()
        await session.dispatch("RESUMED", {})

    def detach(self, connection: Connection, *, forget: bool) -> None:
        """Events wait in the session from now on, unless it is to be forgotten."""
        if connection in self._connections:
            self._connections.remove(connection)
        session = connection.session
        if session is not None and session.frames is connection.frames:
            session.frames = None
            if forget:
                self._sessions.pop(session.id, None)
        self._update_events()

    # What the server needs

    async def connected(self) -> None:
        """Wait until some session has been told READY or RESUMED."""
        await self._ready.wait()

    @property
    def is_connected(self) -> bool:
        return self._ready.is_set()

    async def disconnected(self) -> None:
        """Wait until no session has a connection."""
        await self._idle.wait()

    async def dispatch(
        self, event: str, data: Json, *, guild_id: int | None, intent: Intent | None = None
    ) -> bool:
        """Send to every session that covers the guild and has the intent; False if none does."""
        listening = [
            session
            for session in tuple(self._sessions.values())
            if session.covers(guild_id) and (intent is None or session.intents & intent)
        ]
        for session in listening:
            with suppress(ConnectionError):
                await session.dispatch(event, data)
        if listening and self._listeners:
            dispatched = Dispatched(event, data, self._state.clock.monotonic())
            for tell in self._listeners:
                tell(dispatched)
        return bool(listening)

    async def send_to_all(self, opcode: Opcode, data: object) -> None:
        for connection in tuple(self._connections):
            await connection.send(opcode, data)

    async def close_all(self, code: int) -> None:
        for connection in tuple(self._connections):
            self.detach(connection, forget=False)
            await connection.socket.close(code=code)

    def abort_all(self) -> None:
        """Cut every connection without a word, as a network that fails does."""
        for connection in tuple(self._connections):
            self.detach(connection, forget=False)
            connection.abort()

    def forget_sessions(self) -> None:
        self._sessions.clear()
        self._update_events()

    def _update_events(self) -> None:
        connected = any(session.frames for session in self._sessions.values())
        now_so, no_longer = (self._ready, self._idle) if connected else (self._idle, self._ready)
        now_so.set()
        no_longer.clear()
