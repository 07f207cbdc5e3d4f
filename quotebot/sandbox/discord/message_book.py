"""The messages on the loopback Discord, as they stand now, and who can see them."""

from collections import defaultdict
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from enum import IntFlag
from typing import Any

from quotebot.sandbox.discord.refusals import Json, unknown_message
from quotebot.sandbox.discord.world import Channel, Person

REMEMBERED_MESSAGES = 20_000


class MessageFlag(IntFlag):
    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(frozen=True, slots=True)
class Message:
    """A message at one moment. `payload` is Discord's own JSON; `only_for` the one who sees it."""

    id: int
    channel: Channel
    payload: Json
    only_for: Person | None = None

    @property
    def content(self) -> str:
        return str(self.payload["content"])

    @property
    def flags(self) -> MessageFlag:
        return MessageFlag(self.payload["flags"])

    @property
    def ephemeral(self) -> bool:
        return self.only_for is not None

    @property
    def edited(self) -> bool:
        return self.payload["edited_timestamp"] is not None

    @property
    def pings(self) -> tuple[str, ...]:
        """The ids of the people and roles it notified, and "everyone"."""
        people = (user["id"] for user in self.payload["mentions"])
        everyone = ("everyone",) if self.payload["mention_everyone"] else ()
        return (*people, *self.payload["mention_roles"], *everyone)

    def visible_to(self, person: Person) -> bool:
        return self.only_for is None or self.only_for.id == person.id

    def components(self) -> Iterator[Json]:
        """Every component, the nested ones too, in the order in which they are drawn."""
        return walk_components(self.payload["components"])

    def component(self, custom_id: str) -> Json | None:
        return next((one for one in self.components() if one.get("custom_id") == custom_id), None)


def walk_components(components: Any) -> Iterator[Json]:
    """Depth first; a section's accessory comes after its texts. Skips what is no component."""
    for component in components if isinstance(components, list) else ():
        if isinstance(component, dict):
            yield component
            yield from walk_components(component.get("components"))
            yield from walk_components([component.get("accessory")])


class MessageBook:
    """Messages by id, oldest first; the oldest are forgotten so that a long run stays small.

    A message that is put in is never changed afterwards; an edit puts in another.
    """

    def __init__(self) -> None:
        self._messages: dict[int, Message] = {}
        self._ids: defaultdict[int, dict[int, None]] = defaultdict(dict)
        self._last_ids: dict[int, int] = {}

    def put(self, message: Message) -> Message:
        """Add a message, or replace what it was."""
        self._messages[message.id] = message
        self._ids[message.channel.id][message.id] = None
        if not message.ephemeral:
            last = self._last_ids.get(message.channel.id, 0)
            self._last_ids[message.channel.id] = max(last, message.id)
        while len(self._messages) > REMEMBERED_MESSAGES:
            self.delete(next(iter(self._messages)))
        return message

    def get(self, message_id: int) -> Message:
        """Raises Refused, 10008, when there is no such message."""
        try:
            return self._messages[message_id]
        except KeyError:
            raise unknown_message() from None

    def find(self, message_id: int) -> Message | None:
        return self._messages.get(message_id)

    def delete(self, message_id: int) -> None:
        deleted = self._messages.pop(self.get(message_id).id)
        del self._ids[deleted.channel.id][message_id]

    def in_channel(self, channel: Channel) -> tuple[Message, ...]:
        return tuple(snapshot(self._messages[one]) for one in self._ids[channel.id])

    def last_id(self, channel: Channel) -> int | None:
        """The last message that was written for everybody there, deleted since or not."""
        return self._last_ids.get(channel.id)


def snapshot(message: Message) -> Message:
    """A copy that later edits and careless readers cannot change."""
    return Message(message.id, message.channel, deepcopy(message.payload), message.only_for)
