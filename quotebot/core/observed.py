"""What is told of commands and posts to whoever counts them: closed sets, no ids, no texts."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, assert_never

from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAsk,
    Dismiss,
    FillInDaily,
    ListAsk,
    ListAuthors,
    ListDaily,
    ListFound,
    ListTopics,
    Platform,
    PressExpired,
    SetDaily,
    ShareCorrection,
    ShareQuote,
    ShowQuote,
)
from quotebot.core.plans import DeliveryState


class AskedFor(StrEnum):
    """The commands, as they are counted; buttons count as what they ask for."""

    QUOTE = "quote"
    SHOW = "show"
    SHARE = "share"
    DISMISS = "dismiss"
    TOPICS = "topics"
    AUTHORS = "authors"
    SEARCH = "search"
    HELP = "help"
    EXPIRED = "expired"
    TODAY = "today"
    DAILY_FORM = "daily-form"
    DAILY_SET = "daily-set"
    DAILY_LIST = "daily-list"
    DAILY_STATUS = "daily-status"
    DAILY_PREVIEW = "daily-preview"
    DAILY_PAUSE = "daily-pause"
    DAILY_RESUME = "daily-resume"
    DAILY_SKIP = "daily-skip"
    DAILY_REMOVE = "daily-remove"
    DAILY_SEND_NOW = "daily-send-now"


class CommandOutcome(StrEnum):
    """How a command ended."""

    ANSWERED = "answered"  # be it with a question of what was meant
    REFUSED = "refused"  # the person was told why it cannot be done
    TOO_SLOW = "too-slow"
    FAILED = "failed"  # for a bug, or a database that cannot be used
    CANCELLED = "cancelled"  # the bot was stopped meanwhile


class PostOutcome(StrEnum):
    """How one try of a daily post ended."""

    POSTED = "posted"
    LATER = "later"  # surely not posted, and tried again
    UNCLEAR = "unclear"  # no answer came: it is looked into
    UNKNOWN = "unknown"  # may have been posted; only a person can tell
    FAILED = "failed"  # surely not posted, and not tried again
    MISSED = "missed"  # its time of grace was over
    SKIPPED = "skipped"  # a person wanted none that day


def asked_for(ask: Ask) -> AskedFor:
    """The command that an ask counts as."""
    match ask:
        case AskQuote():
            return AskedFor.QUOTE
        case ShowQuote():
            return AskedFor.SHOW
        case ShareQuote() | ShareCorrection():
            return AskedFor.SHARE
        case Dismiss():
            return AskedFor.DISMISS
        case AskHelp():
            return AskedFor.HELP
        case PressExpired():
            return AskedFor.EXPIRED
        case ListTopics() | ListAuthors() | ListFound():
            return _list(ask)
        case AskToday() | SetDaily() | FillInDaily() | ActOnDaily() | ListDaily():
            return _daily(ask)
        case _:
            assert_never(ask)


def _list(ask: ListAsk) -> AskedFor:
    match ask:
        case ListTopics():
            return AskedFor.TOPICS
        case ListAuthors():
            return AskedFor.AUTHORS
        case ListFound():
            return AskedFor.SEARCH
        case _:
            assert_never(ask)


def _daily(ask: DailyAsk) -> AskedFor:
    match ask:
        case AskToday():
            return AskedFor.TODAY
        case FillInDaily():
            return AskedFor.DAILY_FORM
        case SetDaily():
            return AskedFor.DAILY_SET
        case ListDaily():
            return AskedFor.DAILY_LIST
        case ActOnDaily(action):
            return AskedFor(f"daily-{action}")
        case _:
            assert_never(ask)


POST_OUTCOMES: Final[Mapping[DeliveryState, PostOutcome]] = {
    DeliveryState.PLANNED: PostOutcome.LATER,
    DeliveryState.SENDING: PostOutcome.UNCLEAR,
    DeliveryState.POSTED: PostOutcome.POSTED,
    DeliveryState.FAILED: PostOutcome.FAILED,
    DeliveryState.MISSED: PostOutcome.MISSED,
    DeliveryState.UNKNOWN: PostOutcome.UNKNOWN,
    DeliveryState.SKIPPED: PostOutcome.SKIPPED,
}
"""What it means when a try leaves a delivery in that state."""


class Unobserved:
    """An Observer that forgets what it is told."""

    def answered(
        self, platform: Platform, command: AskedFor, outcome: CommandOutcome, seconds: float
    ) -> None:
        """Nothing."""

    def posted(
        self, platform: Platform, outcome: PostOutcome, lateness: float, seconds: float
    ) -> None:
        """Nothing."""

    def connected(self, platform: Platform) -> None:
        """Nothing."""

    def disconnected(self, platform: Platform) -> None:
        """Nothing."""

    def rate_limited(self, platform: Platform) -> None:
        """Nothing."""

    def identify_remaining(self, starts: int) -> None:
        """Nothing."""

    def reloaded(self, quotes: Mapping[str, int] | None) -> None:
        """Nothing."""

    def round_done(self) -> None:
        """Nothing."""


UNOBSERVED: Final = Unobserved()
