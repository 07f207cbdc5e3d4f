"""Every way in which the app changes what people see: posts, edits, deletions and views."""

import asyncio
import itertools
from collections.abc import Callable

from quotebot.sandbox.slack.blocks import check_blocks
from quotebot.sandbox.slack.history import History, Message
from quotebot.sandbox.slack.interactions import Interaction
from quotebot.sandbox.slack.limits import Limiter
from quotebot.sandbox.slack.wire import Payload, Refused
from quotebot.sandbox.slack.world import Channel, Member


class Posting:
    """Checks what the app sends as Slack does, and keeps it in the history."""

    def __init__(self, history: History, limiter: Limiter, now: Callable[[], float]) -> None:
        self._history = history
        self._limiter = limiter
        self.now = now
        self._count = itertools.count(1)
        self._awaited: dict[str, asyncio.Future[Message]] = {}

    def send(self, channel: Channel, payload: Payload) -> Message:
        """Post as chat.postMessage does, which may be done only so often; Refused as for post()."""
        check_content(payload)
        self._limiter.post(channel.id)
        return self.post(channel, payload)

    def find(self, channel: Channel, ts: str) -> Message | None:
        return self._history.find(channel.id, ts)

    def post(self, channel: Channel, payload: Payload, *, visible_to: str | None = None) -> Message:
        """Show a new message; Refused with no_text, invalid_blocks or msg_blocks_too_long."""
        check_content(payload)
        thread = str(payload["thread_ts"]) if payload.get("thread_ts") else None
        posted = self._history.post(
            Message(channel.id, self._timestamp(), payload, visible_to, thread=thread)
        )
        if (awaited := self._awaited.pop(channel.id, None)) and not awaited.done():
            awaited.set_result(posted)
        return posted

    def next_in(self, channel: Channel) -> asyncio.Future[Message]:
        """What the app posts next in that channel; only one can wait for it."""
        awaited = self._awaited[channel.id] = asyncio.get_running_loop().create_future()
        return awaited

    def say(
        self, channel: Channel, person: Member, payload: Payload, thread: str | None = None
    ) -> Message:
        """Show what a person, and not the app, wrote."""
        message = Message(channel.id, self._timestamp(), payload, author=person.id, thread=thread)
        return self._history.post(message)

    def edit(self, message: Message, payload: Payload) -> Message:
        """Replace what a message says; Refused as for post()."""
        check_content(payload)
        return self._history.edit(message, payload)

    def answer(self, interaction: Interaction, payload: Payload) -> Message:
        """Do what an acknowledgement's payload or a post to a response_url asks for.

        Returns the message that was made, changed or deleted.
        """
        original = interaction.original
        if original is not None and payload.get("delete_original"):
            self._history.delete(original)
            interaction.deleted.append(message := original)
        elif original is not None and payload.get("replace_original"):
            interaction.shown.append(message := self.edit(original, payload))
        else:
            interaction.shown.append(message := self._respond(interaction, payload))
        interaction.answered.set()
        return message

    def _respond(self, interaction: Interaction, payload: Payload) -> Message:
        response_type = payload.get("response_type", "ephemeral")
        if response_type not in {"ephemeral", "in_channel"}:
            raise Refused("invalid_payload", problems=["unknown response_type"])
        visible_to = interaction.person.id if response_type == "ephemeral" else None
        return self.post(interaction.channel, payload, visible_to=visible_to)

    def _timestamp(self) -> str:
        return f"{int(self.now())}.{next(self._count) % 1_000_000:06d}"


def check_content(payload: Payload) -> None:
    """Refuse a message that says nothing, or whose blocks Slack would not take."""
    blocks = payload.get("blocks")
    if not blocks and not payload.get("text"):
        raise Refused("no_text")
    if blocks:
        check_blocks(blocks)
