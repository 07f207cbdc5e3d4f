"""REST: channels, what stands in them, and what the bot posts there without having been asked."""

from collections.abc import Iterator

from quotebot.sandbox.discord import payloads, refusals
from quotebot.sandbox.discord.gateway_sessions import Intent
from quotebot.sandbox.discord.history import listed
from quotebot.sandbox.discord.message_book import Message
from quotebot.sandbox.discord.message_writer import MessageWriter
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.rest import Call, Reply, Route
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Channel, Permission

# "The past few minutes", says Discord; the fewest that deserve the name.
NONCE_SECONDS = 120.0


class ChannelRoutes:
    def __init__(self, state: State, writer: MessageWriter) -> None:
        self._state = state
        self._writer = writer
        self._nonces: dict[str, tuple[float, int]] = {}

    def routes(self) -> tuple[Route, ...]:
        messages = "/channels/{channel_id}/messages"
        return (
            Route("GET", "/channels/{channel_id}", self._read),
            Route("GET", messages, self._list),
            Route("POST", messages, self._post),
        )

    def _read(self, call: Call) -> Reply:
        return Reply(body=payloads.standing_channel(self._channel(call), self._state))

    def _list(self, call: Call) -> Reply:
        """Without READ_MESSAGE_HISTORY Discord answers that there is nothing, and no error."""
        channel = self._channel(call)
        may_read = self._state.permissions(channel) & Permission.READ_MESSAGE_HISTORY
        messages = self._visible_in(channel) if may_read else ()
        return Reply(body=[self._as_seen(one) for one in listed(messages, call.query)])

    def _post(self, call: Call) -> Reply:
        channel = self._channel(call)
        if not self._state.permissions(channel) & Permission.SEND_MESSAGES:
            raise refusals.missing_permissions()
        if not isinstance(call.body, dict):
            raise refusals.empty_message()
        nonce = call.body.get("nonce")
        if nonce is None or not call.body.get("enforce_nonce"):
            return Reply(body=self._writer.post(channel, call.body).payload)
        self._forget_nonces()
        if (known := self._nonces.get(str(nonce))) is not None:
            return Reply(body=self._state.messages.get(known[1]).payload)
        message = self._writer.post(channel, call.body)
        self._nonces[str(nonce)] = self._state.clock.monotonic(), message.id
        return Reply(body=message.payload)

    def _forget_nonces(self) -> None:
        oldest = self._state.clock.monotonic() - NONCE_SECONDS
        while self._nonces:
            nonce, (posted_at, _) = next(iter(self._nonces.items()))
            if posted_at > oldest:
                return
            del self._nonces[nonce]

    def _channel(self, call: Call) -> Channel:
        given = call.parameters["channel_id"]
        channel = self._state.world.channel(int(given)) if given.isdecimal() else None
        if channel is None:
            raise refusals.unknown_channel()
        if not self._state.permissions(channel) & Permission.VIEW_CHANNEL:
            raise refusals.missing_access()
        return channel

    def _visible_in(self, channel: Channel) -> Iterator[Message]:
        everything = self._state.messages.in_channel(channel)
        return (message for message in everything if not message.ephemeral)

    def _as_seen(self, message: Message) -> Json:
        """Without the nonce, and what others wrote only with the intent for that."""
        seen = {key: value for key, value in message.payload.items() if key != "nonce"}
        own = seen["author"]["id"] == str(self._state.application.id)
        if own or self._state.approved_intents & Intent.MESSAGE_CONTENT:
            return seen
        return seen | {"content": "", "embeds": [], "attachments": [], "components": []}
