"""Turns the bodies that the bot sends into messages, once they keep Discord's rules."""

import itertools
from copy import deepcopy
from typing import Any

from quotebot.sandbox.discord import payloads
from quotebot.sandbox.discord.interactions import Interaction, InteractionType
from quotebot.sandbox.discord.message_book import Message, MessageFlag, walk_components
from quotebot.sandbox.discord.message_rules import check_edit, check_new_message
from quotebot.sandbox.discord.pings import CHANNEL_DEFAULT, INTERACTION_DEFAULT, pings
from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.state import State
from quotebot.sandbox.discord.world import Channel, Person

DEFAULT, REPLY, CHAT_INPUT_COMMAND = 0, 19, 20
SETTABLE_FLAGS = (
    MessageFlag.SUPPRESS_EMBEDS
    | MessageFlag.EPHEMERAL
    | MessageFlag.SUPPRESS_NOTIFICATIONS
    | MessageFlag.IS_COMPONENTS_V2
)


class MessageWriter:
    """Every method raises Refused, 50035 or 50006, when the body breaks a rule."""

    def __init__(self, state: State) -> None:
        self._state = state

    def respond(self, interaction: Interaction, body: Json) -> Message:
        """The first answer to a command or to a press."""
        check_new_message(body, ("data",))
        return self._write_for(interaction, body, _settable(body), _first_type(interaction))

    def think(self, interaction: Interaction, *, ephemeral: bool) -> Message:
        """The "is thinking" message that stands until a deferred answer comes."""
        flags = MessageFlag.LOADING | (MessageFlag.EPHEMERAL if ephemeral else 0)
        return self._write_for(interaction, {}, flags, _first_type(interaction))

    def follow_up(self, interaction: Interaction, body: Json) -> Message:
        """A further message; the first one after a deferral takes the place of "is thinking"."""
        check_new_message(body)
        thinking = interaction.original_id and self._state.messages.find(interaction.original_id)
        if thinking and thinking.flags & MessageFlag.LOADING:
            return self._fill(thinking, body)
        return self._write_for(interaction, body, _settable(body), REPLY)

    def post(self, channel: Channel, body: Json) -> Message:
        """A message that answers nobody."""
        check_new_message(body)
        flags = _settable(body) & ~MessageFlag.EPHEMERAL
        payload = self._payload(channel, body, flags, DEFAULT) | self._pings(body, CHANNEL_DEFAULT)
        if (nonce := body.get("nonce")) is not None:
            payload["nonce"] = nonce
        return self._put(channel, payload, None)

    def say(self, channel: Channel, person: Person, content: str) -> Message:
        """What a person writes there."""
        payload = self._payload(channel, {"content": content}, MessageFlag(0), DEFAULT)
        author = {"author": payloads.user(person)}
        return self._put(channel, payload | self._pings({}, CHANNEL_DEFAULT) | author, None)

    def edit(self, message: Message, body: Json, path: tuple[str | int, ...] = ()) -> Message:
        """The fields that the body names are replaced, the others stay."""
        check_edit(message.payload, body, path)
        if message.flags & MessageFlag.LOADING:
            return self._fill(message, body)
        payload = message.payload | _written(body)
        if body.get("flags") is not None:
            settable = _settable(body) & ~MessageFlag.EPHEMERAL
            payload["flags"] = int(message.flags & ~MessageFlag.SUPPRESS_EMBEDS | settable)
        payload["edited_timestamp"] = self._state.clock.timestamp()
        return self._put(message.channel, payload, message.only_for)

    def _fill(self, thinking: Message, body: Json) -> Message:
        """Whether it is ephemeral was settled by the deferral; Discord ignores it here."""
        flags = _settable(body) & ~MessageFlag.EPHEMERAL
        kept = thinking.flags & MessageFlag.EPHEMERAL
        payload = thinking.payload | _written(body) | self._pings(body, INTERACTION_DEFAULT)
        payload["flags"] = int(flags | kept)
        return self._put(thinking.channel, payload, thinking.only_for)

    def _write_for(
        self, interaction: Interaction, body: Json, flags: MessageFlag, message_type: int
    ) -> Message:
        payload = self._payload(interaction.channel, body, flags, message_type)
        payload |= self._origin(interaction) | self._pings(body, INTERACTION_DEFAULT)
        only_for = interaction.person if flags & MessageFlag.EPHEMERAL else None
        return self._put(interaction.channel, payload, only_for)

    def _pings(self, body: Json, default: Json) -> Json:
        return pings(body, default, self._state.world.people())

    def _put(self, channel: Channel, payload: Json, only_for: Person | None) -> Message:
        return self._state.messages.put(Message(int(payload["id"]), channel, payload, only_for))

    def _payload(self, channel: Channel, body: Json, flags: MessageFlag, message_type: int) -> Json:
        return {
            "id": str(self._state.snowflakes.next()),
            "channel_id": str(channel.id),
            "author": payloads.user(self._state.application),
            "type": message_type,
            "content": "",
            "embeds": [],
            "components": [],
            "timestamp": self._state.clock.timestamp(),
            "edited_timestamp": None,
            "tts": False,
            "attachments": [],
            "pinned": False,
            **_written(body),
            "flags": int(flags),
        }

    def _origin(self, interaction: Interaction) -> Json:
        """How Discord says, on a message, which interaction it came from."""
        application_id = str(self._state.application.id)
        origin: Json = {
            "application_id": application_id,
            "webhook_id": application_id,
            "interaction_metadata": {
                "id": str(interaction.id),
                "type": interaction.type.value,
                "user": payloads.user(interaction.person),
                "authorizing_integration_owners": {},
            },
        }
        if interaction.source_id is not None:
            origin["message_reference"] = {
                "type": 0,
                "channel_id": str(interaction.channel.id),
                "message_id": str(interaction.source_id),
            }
        return origin


def _first_type(interaction: Interaction) -> int:
    is_command = interaction.type is InteractionType.APPLICATION_COMMAND
    return CHAT_INPUT_COMMAND if is_command else REPLY


def _settable(body: Json) -> MessageFlag:
    return MessageFlag(body.get("flags") or 0) & SETTABLE_FLAGS


def _written(body: Json) -> Json:
    """The parts of a body that become parts of the message."""
    written: Json = {}
    if "content" in body:
        written["content"] = (body["content"] or "").strip()
    if "embeds" in body:
        written["embeds"] = [{"type": "rich", **embed} for embed in body["embeds"] or ()]
    if "components" in body:
        written["components"] = _with_ids(body["components"] or [])
    return written


def _with_ids(components: Any) -> Any:
    """Discord numbers the components that the bot left without an id."""
    numbered = deepcopy(components)
    taken = {one["id"] for one in walk_components(numbered) if one.get("id")}
    free = (number for number in itertools.count(1) if number not in taken)
    for component in walk_components(numbered):
        if not component.get("id"):
            component["id"] = next(free)
    return numbered
