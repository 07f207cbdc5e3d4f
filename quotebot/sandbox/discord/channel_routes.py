"""REST: messages that the bot posts without having been asked."""

from quotebot.sandbox.discord import refusals
from quotebot.sandbox.discord.message_book import Message
from quotebot.sandbox.discord.message_writer import MessageWriter
from quotebot.sandbox.discord.rest import Call, Reply, Route
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Channel

NONCE_SECONDS = 180.0


class ChannelRoutes:
    def __init__(self, state: State, writer: MessageWriter) -> None:
        self._state = state
        self._writer = writer
        self._nonces: dict[tuple[int, str], tuple[float, int]] = {}

    def routes(self) -> tuple[Route, ...]:
        return (Route("POST", "/channels/{channel_id}/messages", self._post),)

    def _post(self, call: Call) -> Reply:
        channel = self._channel(call.parameters["channel_id"])
        if not isinstance(call.body, dict):
            raise refusals.empty_message()
        key = (channel.id, str(call.body.get("nonce")))
        enforced = call.body.get("nonce") is not None and call.body.get("enforce_nonce")
        if enforced and (posted := self._posted_already(key)) is not None:
            return Reply(body=self._state.messages.get(posted).payload)
        message = self._writer.post(channel, call.body)
        if enforced:
            self._remember(key, message)
        return Reply(body=message.payload)

    def _remember(self, key: tuple[int, str], message: Message) -> None:
        now = self._state.clock.monotonic()
        fresh = {one: at for one, at in self._nonces.items() if now - at[0] < NONCE_SECONDS}
        self._nonces = fresh | {key: (now, message.id)}

    def _posted_already(self, key: tuple[int, str]) -> int | None:
        """The message that carried this nonce "in the past few minutes", as Discord puts it."""
        posted_at, message_id = self._nonces.get(key, (float("-inf"), 0))
        fresh = self._state.clock.monotonic() - posted_at < NONCE_SECONDS
        return message_id if fresh and self._state.messages.find(message_id) else None

    def _channel(self, given: str) -> Channel:
        channel = self._state.world.channel(int(given)) if given.isdecimal() else None
        if channel is None:
            raise refusals.unknown_channel()
        if not self._state.reachable(channel):
            raise refusals.missing_access()
        return channel
