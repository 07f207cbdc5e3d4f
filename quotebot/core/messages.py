"""What people ask and what the bot replies, before any platform's shape."""

from dataclasses import dataclass
from enum import StrEnum

from quotebot.core.quotes import Quote


class Platform(StrEnum):
    DISCORD = "discord"
    SLACK = "slack"
    TERMINAL = "terminal"


@dataclass(frozen=True, slots=True)
class Place:
    """A channel: where a rotation is kept. `server` is empty in a direct message."""

    platform: Platform
    server: str
    channel: str


@dataclass(frozen=True, slots=True)
class Person:
    """Whoever asks: the platform's id, and the name as the platform shows it (never a mention)."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class AskQuote:
    """Show the next quote; `topic` is what was typed, not yet matched to anything.

    `not_again` is the tag of a quote that a private asker has just seen.
    """

    topic: str | None = None
    private: bool = False
    not_again: str | None = None


@dataclass(frozen=True, slots=True)
class ListTopics:
    """Show a page of the topics, counted from 1."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class AskHelp:
    """Show what can be asked."""


@dataclass(frozen=True, slots=True)
class PressExpired:
    """A button was pressed that this version cannot read."""


Ask = AskQuote | ListTopics | AskHelp | PressExpired


@dataclass(frozen=True, slots=True)
class Request:
    """One ask, from a person, in a place."""

    ask: Ask
    place: Place
    person: Person


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label, and what pressing it asks."""

    label: str
    ask: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCard:
    """A quote to show, the topic it was found by, and how when that was not the word typed."""

    quote: Quote
    topic: str | None
    matched: str | None
    found: str | None
    another: Choice
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of rows; always private."""

    title: str
    rows: tuple[str, ...]
    footer: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A few plain sentences in the bot's own voice, and buttons that help on; always private."""

    text: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked, in the platform's own spelling; always private."""


Reply = QuoteCard | Listing | Notice | Help


def is_private(reply: Reply) -> bool:
    """Whether only the asker may see the reply."""
    return not isinstance(reply, QuoteCard) or reply.private
