"""What somebody who used a command or a button gets to see."""

from dataclasses import dataclass

from quotebot.core.errors import PersonError
from quotebot.sandbox.discord.interactions import CallbackType
from quotebot.sandbox.discord.message_book import Message, MessageFlag
from quotebot.sandbox.discord.refusals import Json


class NotOffered(PersonError):  # noqa: N818 - it says what Discord does
    """Discord's client would not have let the person do this."""


class DidNotRespond(PersonError):  # noqa: N818 - Discord's own words
    """No first answer came in time; from now on the bot's answer is refused."""


@dataclass(frozen=True, slots=True)
class Answer:
    """How an interaction stands: copies, which later edits do not change.

    `messages` are the first answer and the follow-ups, oldest first, without those deleted since.
    `seconds` is the time to the first callback, `modal` the form of a callback of type 9.
    """

    interaction_id: int
    callback: CallbackType
    messages: tuple[Message, ...]
    seconds: float
    changes: int
    modal: Json | None = None

    @property
    def message(self) -> Message:
        """The first message; raises LookupError if there is none."""
        if not self.messages:
            raise LookupError(f"callback {self.callback.name} left no message")
        return self.messages[0]

    @property
    def thinking(self) -> bool:
        """Whether the bot has only said that an answer will follow."""
        return any(message.flags & MessageFlag.LOADING for message in self.messages)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One choice that autocomplete offers: what is shown, and what is sent."""

    name: str
    value: str | int | float
