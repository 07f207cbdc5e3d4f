"""A Discord on this machine: REST API and gateway as far as the bot uses them, limits included."""

from quotebot.sandbox.discord.answers import Answer, DidNotRespond, NotOffered, Suggestion
from quotebot.sandbox.discord.clock import Clock
from quotebot.sandbox.discord.faults import Banned, Fault, Hang, RateLimit, Reset, ServerError, Torn
from quotebot.sandbox.discord.message_book import Message, MessageFlag
from quotebot.sandbox.discord.recording import RecordedRequest
from quotebot.sandbox.discord.server import LoopbackDiscord
from quotebot.sandbox.discord.world import (
    ADA,
    GUS,
    MAX,
    Channel,
    Guild,
    Member,
    Permission,
    Person,
    Role,
    World,
    default_world,
)

__all__ = [
    "ADA",
    "GUS",
    "MAX",
    "Answer",
    "Banned",
    "Channel",
    "Clock",
    "DidNotRespond",
    "Fault",
    "Guild",
    "Hang",
    "LoopbackDiscord",
    "Member",
    "Message",
    "MessageFlag",
    "NotOffered",
    "Permission",
    "Person",
    "RateLimit",
    "RecordedRequest",
    "Reset",
    "Role",
    "ServerError",
    "Suggestion",
    "Torn",
    "World",
    "default_world",
]
