"""The messages of the workspace as they stand: posted, edited, deleted, and who can see them."""

from dataclasses import dataclass, replace
from typing import Any

from quotebot.sandbox.slack.wire import Payload

TEXT_LIMIT = 40_000  # documented for chat.postMessage: what is longer is cut off
KEPT = 10_000  # messages; the oldest are forgotten, so that a sandbox can run for days


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `ts` names it within its channel.

    `visible_to` is the id of the one person who sees it, or None for everybody; `author` that of
    the person who wrote it, or None for the app; `thread` the `ts` of the message under which it
    stands, or None in the channel itself.
    """

    channel: str
    ts: str
    payload: Payload
    visible_to: str | None = None
    edited: bool = False
    author: str | None = None
    thread: str | None = None

    @property
    def text(self) -> str:
        return str(self.payload.get("text", ""))

    @property
    def blocks(self) -> list[Payload]:
        return list(self.payload.get("blocks", []))

    @property
    def is_ephemeral(self) -> bool:
        return self.visible_to is not None

    def element(self, action_id: str) -> Payload | None:
        """The interactive element with this action_id, with its block_id; None when it has none."""
        for block in self.blocks:
            for element in [*block.get("elements", []), block.get("accessory", {})]:
                if element.get("action_id") == action_id:
                    return {**element, "block_id": block["block_id"]}
        return None


class History:
    """Every message of every channel, oldest first."""

    def __init__(self) -> None:
        self._messages: dict[tuple[str, str], Message] = {}
        self._blocks = 0

    def post(self, message: Message) -> Message:
        """Keep a new message, its text cut to size and each block with an id, as Slack does."""
        kept = replace(message, payload=self._settled(message.payload))
        self._messages[message.channel, message.ts] = kept
        if len(self._messages) > KEPT:
            del self._messages[next(iter(self._messages))]
        return kept

    def edit(self, message: Message, payload: Payload) -> Message:
        """Put another text and other blocks in the place of a message's own."""
        kept = replace(message, payload=self._settled(payload), edited=True)
        self._messages[message.channel, message.ts] = kept
        return kept

    def delete(self, message: Message) -> None:
        self._messages.pop((message.channel, message.ts), None)

    def find(self, channel: str, ts: str) -> Message | None:
        return self._messages.get((channel, ts))

    def seen_by(self, channel: str, person: str | None) -> tuple[Message, ...]:
        """A channel as one person sees it, or with everybody's ephemeral messages for None."""
        return tuple(
            message
            for message in self._messages.values()
            if message.channel == channel
            and (person is None or message.visible_to in {None, person})
        )

    def _settled(self, payload: Payload) -> Payload:
        settled: dict[str, Any] = {"text": str(payload.get("text") or "")[:TEXT_LIMIT]}
        if payload.get("blocks"):
            settled["blocks"] = [self._with_id(block) for block in payload["blocks"]]
        return settled

    def _with_id(self, block: Payload) -> Payload:
        self._blocks += 1
        return {"block_id": f"b{self._blocks}", **block}
