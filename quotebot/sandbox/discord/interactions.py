"""One use of a command, a button or an autocomplete, from the person's act to the bot's answer."""

import asyncio
import secrets
from dataclasses import dataclass, field
from enum import IntEnum

from quotebot.sandbox.discord.refusals import Json
from quotebot.sandbox.discord.world import Channel, Person

FIRST_ANSWER_SECONDS = 3.0
TOKEN_SECONDS = 15 * 60.0


class InteractionType(IntEnum):
    APPLICATION_COMMAND = 2
    MESSAGE_COMPONENT = 3
    AUTOCOMPLETE = 4


class CallbackType(IntEnum):
    MESSAGE = 4
    DEFERRED_MESSAGE = 5
    DEFERRED_UPDATE = 6
    UPDATE_MESSAGE = 7
    AUTOCOMPLETE = 8
    MODAL = 9


ALLOWED_CALLBACKS = {
    InteractionType.APPLICATION_COMMAND: {
        CallbackType.MESSAGE,
        CallbackType.DEFERRED_MESSAGE,
        CallbackType.MODAL,
    },
    InteractionType.MESSAGE_COMPONENT: {
        CallbackType.MESSAGE,
        CallbackType.DEFERRED_MESSAGE,
        CallbackType.DEFERRED_UPDATE,
        CallbackType.UPDATE_MESSAGE,
        CallbackType.MODAL,
    },
    InteractionType.AUTOCOMPLETE: {CallbackType.AUTOCOMPLETE},
}


@dataclass(slots=True, eq=False)
class Interaction:
    """Times are on the monotonic clock, in seconds.

    `source_id` is the message whose component was used; `original_id` the message that
    `@original` stands for; `message_ids` everything that came of it, oldest first.
    """

    id: int
    type: InteractionType
    person: Person
    channel: Channel
    name: str
    began_at: float
    source_id: int | None = None
    token: str = field(default_factory=lambda: secrets.token_urlsafe(64))
    callback: CallbackType | None = None
    callback_data: Json = field(default_factory=dict)
    answered_at: float | None = None
    original_id: int | None = None
    message_ids: list[int] = field(default_factory=list)
    changes: int = 0
    given_up: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def awaits_first_answer(self, now: float) -> bool:
        return not self.given_up and now - self.began_at <= FIRST_ANSWER_SECONDS

    def token_is_valid(self, now: float) -> bool:
        return not self.given_up and now - self.began_at <= TOKEN_SECONDS

    def acknowledge(self, callback: CallbackType, data: Json, now: float) -> None:
        self.callback = callback
        self.callback_data = data
        self.answered_at = now
        self.note_change()

    def note_change(self) -> None:
        """Wake those who wait for the next answer, edit, follow-up or deletion."""
        self.changes += 1
        self._changed.set()

    async def changed_since(self, changes: int) -> None:
        """Wait until there are more changes than `changes`."""
        while self.changes <= changes:
            self._changed.clear()
            await self._changed.wait()
