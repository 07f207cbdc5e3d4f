"""What people ask and what the bot replies, before any platform's shape."""

from dataclasses import dataclass
from enum import StrEnum

from quotebot.core.quotes import Misattribution, Quote


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
    """Whoever asks: the platform's id, and the name as the platform shows it (never a mention).

    `runs_place` is whether the platform says that they run the server or workspace.
    """

    id: str
    name: str = ""
    runs_place: bool = False


@dataclass(frozen=True, slots=True)
class AskQuote:
    """Show the next quote; `topic`, `author` and `words` are as typed, not yet matched to anything.

    Together they narrow the choice. `author` may also be the tag of a name, as buttons have it.
    `not_again` is the tag of a quote that a private asker has just seen; `under` the key of the
    daily post on which the button stands, by which the post can be found again.
    """

    topic: str | None = None
    private: bool = False
    not_again: str | None = None
    under: str | None = None
    author: str | None = None
    words: str | None = None


@dataclass(frozen=True, slots=True)
class ShowQuote:
    """Show the one quote with this id, which is as typed."""

    quote_id: str
    private: bool = False


@dataclass(frozen=True, slots=True)
class ShareQuote:
    """Show everybody in the channel the quote with this id, which the asker has seen alone.

    `another` is what Another below it then asks for.
    """

    quote_id: str
    another: AskQuote = AskQuote()


@dataclass(frozen=True, slots=True)
class ShareCorrection:
    """Show everybody what is known of a saying, which the asker has seen alone."""

    misattribution_id: str


@dataclass(frozen=True, slots=True)
class Dismiss:
    """Take the private answer away."""


@dataclass(frozen=True, slots=True)
class ListTopics:
    """Show a page of the topics, counted from 1."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class ListAuthors:
    """Show a page of the people who are quoted, counted from 1."""

    page: int = 1


@dataclass(frozen=True, slots=True)
class ListFound:
    """Show a page of the quotes with these words, counted from 1.

    `beside` is whether a button asks for it that stands on a quote, which is to stay.
    """

    words: str = ""
    page: int = 1
    beside: bool = False


@dataclass(frozen=True, slots=True)
class AskHelp:
    """Show what can be asked."""


@dataclass(frozen=True, slots=True)
class AskToday:
    """Show the channel's latest daily quote, or else the quote of the day."""


@dataclass(frozen=True, slots=True)
class SetDaily:
    """Have a quote posted every day; all but the channel's id as typed. None: this channel."""

    time: str
    zone: str
    days: str | None = None
    topics: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class FillInDaily:
    """Show the form in which a daily quote is set up."""


class DailyAction(StrEnum):
    STATUS = "status"
    PREVIEW = "preview"
    PAUSE = "pause"
    RESUME = "resume"
    SKIP = "skip"
    REMOVE = "remove"
    SEND_NOW = "send-now"


@dataclass(frozen=True, slots=True)
class ActOnDaily:
    """Do something with a plan of this server; None means its only one."""

    action: DailyAction
    plan: int | None = None


@dataclass(frozen=True, slots=True)
class ListDaily:
    """Show the server's daily plans."""


@dataclass(frozen=True, slots=True)
class PressExpired:
    """A button was pressed that this version cannot read."""


DailyAsk = AskToday | SetDaily | FillInDaily | ActOnDaily | ListDaily
ListAsk = ListTopics | ListAuthors | ListFound
ShareAsk = ShareQuote | ShareCorrection
Ask = AskQuote | ShowQuote | ShareAsk | Dismiss | ListAsk | AskHelp | PressExpired | DailyAsk


@dataclass(frozen=True, slots=True)
class Request:
    """One ask, from a person, in a place.

    `pressed_on` is the id of the message whose button asks it; empty for what was typed.
    """

    ask: Ask
    place: Place
    person: Person
    pressed_on: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its label, and what pressing it asks."""

    label: str
    ask: Ask


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteCard:
    """A quote to show, the topic it was found by, and how when that was not the word typed.

    `explanation` says why a card comes that nobody asked for just now. `all_of_them` lists all that
    was found; `corrects` is the saying that was asked for, which nobody is known to have said.
    `aside` are the buttons that only a private card has; `shared_by` names who showed it to all.
    """

    quote: Quote
    topic: str | None
    matched: str | None
    found: str | None
    another: Choice
    private: bool = False
    explanation: str | None = None
    all_of_them: Choice | None = None
    corrects: Misattribution | None = None
    aside: tuple[Choice, ...] = ()
    shared_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of rows; always private."""

    title: str
    rows: tuple[str, ...]
    footer: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A few plain sentences in the bot's own voice, and buttons that help on; always private.

    `refused` is whether what was asked could not be done.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Help:
    """What can be asked, in the platform's own spelling; always private."""


@dataclass(frozen=True, slots=True)
class DailyForm:
    """A form for SetDaily, with the topics to choose from."""

    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Dismissed:
    """Nothing is left to show: the private answer goes away."""


Reply = QuoteCard | Listing | Notice | Help | DailyForm | Dismissed


def is_private(reply: Reply) -> bool:
    """Whether only the asker may see the reply."""
    return not isinstance(reply, QuoteCard) or reply.private
