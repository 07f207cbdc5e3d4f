"""Gateway sessions: what a client is subscribed to, and the events it may have missed."""

import secrets
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from quotebot.sandbox.discord.frames import Frames
from quotebot.sandbox.discord.refusals import Json

REMEMBERED_EVENTS = 1_000


class Opcode(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE_UPDATE = 3
    VOICE_STATE_UPDATE = 4
    RESUME = 6
    RECONNECT = 7
    REQUEST_GUILD_MEMBERS = 8
    INVALID_SESSION = 9
    HELLO = 10
    HEARTBEAT_ACK = 11


class CloseCode(IntEnum):
    UNKNOWN_ERROR = 4000
    UNKNOWN_OPCODE = 4001
    DECODE_ERROR = 4002
    NOT_AUTHENTICATED = 4003
    AUTHENTICATION_FAILED = 4004
    ALREADY_AUTHENTICATED = 4005
    INVALID_SEQUENCE = 4007
    RATE_LIMITED = 4008
    SESSION_TIMED_OUT = 4009
    INVALID_SHARD = 4010
    INVALID_API_VERSION = 4012
    INVALID_INTENTS = 4013
    DISALLOWED_INTENTS = 4014


class Intent(IntFlag):
    GUILDS = 1 << 0
    GUILD_MEMBERS = 1 << 1
    GUILD_PRESENCES = 1 << 8
    MESSAGE_CONTENT = 1 << 15


PRIVILEGED = Intent.GUILD_MEMBERS | Intent.GUILD_PRESENCES | Intent.MESSAGE_CONTENT
# Bits 0-16, 20, 21, 24 and 25 have a meaning in version 10.
KNOWN_INTENTS = (1 << 17) - 1 | 0b11 << 20 | 0b11 << 24


@dataclass(slots=True, eq=False)
class Session:
    """Outlives its connection, so that a client that comes back misses nothing."""

    intents: int
    shard: tuple[int, int]
    id: str = field(default_factory=lambda: secrets.token_hex(16))
    frames: Frames | None = None
    sequence: int = 0
    _events: deque[Json] = field(default_factory=lambda: deque(maxlen=REMEMBERED_EVENTS))

    def covers(self, guild_id: int | None) -> bool:
        """Whether this shard hears of the guild; direct messages belong to shard 0."""
        index, count = self.shard
        return index == ((guild_id >> 22) % count if guild_id is not None else 0)

    async def dispatch(self, event: str, data: Json) -> None:
        """Send now if a client is connected, and remember for a resume in any case."""
        self.sequence += 1
        payload = {"op": Opcode.DISPATCH, "t": event, "s": self.sequence, "d": data}
        self._events.append(payload)
        if self.frames is not None:
            await self.frames.send(payload)

    def missed_since(self, sequence: int) -> Iterator[Json]:
        """The events after `sequence`, oldest first."""
        return (event for event in tuple(self._events) if event["s"] > sequence)

    def can_replay_from(self, sequence: int) -> bool:
        oldest = self._events[0]["s"] if self._events else self.sequence + 1
        return oldest - 1 <= sequence
