"""What the app can read of a channel: its description and its history, page by page."""

import base64
import binascii
import re
from collections.abc import Callable

from quotebot.sandbox.slack import payloads
from quotebot.sandbox.slack.channels import Channels
from quotebot.sandbox.slack.history import History, Message
from quotebot.sandbox.slack.limits import NON_MARKETPLACE_MESSAGES, Limiter
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import ChannelKind, World

DEFAULT_LIMIT = 100  # documented
MAX_LIMIT = 999  # documented
_TIMESTAMP = re.compile(r"\d{1,12}(?:\.\d{1,6})?", re.ASCII)

Timestamp = tuple[int, int]
"""Seconds, and what comes after the point."""


class Conversations:
    """Serves conversations.info and conversations.history."""

    def __init__(
        self, *, world: World, channels: Channels, history: History, limiter: Limiter
    ) -> None:
        self._world = world
        self._channels = channels
        self._history = history
        self._limiter = limiter

    def info(self, arguments: Payload) -> Payload:
        channel = self._channels.for_scope(arguments["channel"], "read")
        return {
            "channel": {
                "id": channel.id,
                "name": channel.name,
                "is_channel": channel.kind is ChannelKind.PUBLIC,
                "is_private": channel.kind is not ChannelKind.PUBLIC,
                "is_im": channel.kind is ChannelKind.DIRECT,
                "is_general": channel.is_general,
                "is_archived": channel.is_archived,
                "is_member": self._channels.has_app(channel),
                "is_shared": channel.is_shared,
                "is_ext_shared": channel.is_shared,
            }
        }

    def history(self, arguments: Payload) -> Payload:
        """Newest first; what was posted at `oldest` or `latest` itself only if `inclusive`."""
        channel = self._channels.for_scope(arguments["channel"], "history")
        self._channels.joined(channel.id)
        self._limiter.read()
        within = _range(arguments)
        found = [
            message
            for message in reversed(self._history.seen_by(channel.id, None))
            if not message.is_ephemeral and message.thread is None and within(_moment(message))
        ]
        limit = self._limit(arguments)
        page = {
            "messages": [payloads.message(self._world, message) for message in found[:limit]],
            "has_more": len(found) > limit,
            "pin_count": 0,
        }
        if len(found) > limit:
            page["response_metadata"] = {"next_cursor": _cursor_after(found[limit - 1])}
        return page

    def _limit(self, arguments: Payload) -> int:
        given = str(arguments.get("limit", DEFAULT_LIMIT))
        if not (given.isascii() and given.isdecimal()) or not 1 <= int(given) <= MAX_LIMIT:
            raise Refused("invalid_limit")
        return min(
            int(given), NON_MARKETPLACE_MESSAGES if self._limiter.non_marketplace else MAX_LIMIT
        )


def _range(arguments: Payload) -> Callable[[Timestamp], bool]:
    oldest = _timestamp(arguments.get("oldest", "0"), "invalid_ts_oldest")
    latest = _timestamp(arguments.get("latest", "9" * 12), "invalid_ts_latest")
    before = _cursor(arguments["cursor"]) if arguments.get("cursor") else None
    inclusive = str(arguments.get("inclusive", "0")).lower() in {"1", "true"}

    def within(moment: Timestamp) -> bool:
        if before is not None and moment >= before:
            return False
        return oldest < moment < latest or (inclusive and moment in {oldest, latest})

    return within


def _moment(message: Message) -> Timestamp:
    return _timestamp(message.ts, "fatal_error")


def _timestamp(value: object, code: str) -> Timestamp:
    if not _TIMESTAMP.fullmatch(str(value)):
        raise Refused(code)
    seconds, _, fraction = str(value).partition(".")
    return int(seconds), int(fraction.ljust(6, "0"))


def _cursor_after(message: Message) -> str:
    return base64.b64encode(f"next_ts:{message.ts}".encode()).decode()


def _cursor(cursor: str) -> Timestamp:
    try:
        name = base64.b64decode(cursor, validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        raise Refused("invalid_cursor") from None
    if not name.startswith("next_ts:"):
        raise Refused("invalid_cursor")
    return _timestamp(name.removeprefix("next_ts:"), "invalid_cursor")
