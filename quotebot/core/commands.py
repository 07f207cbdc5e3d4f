"""The commands, declared once: both platforms, the help and the docs are held against this."""

from dataclasses import dataclass
from typing import Final

from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAction,
    FillInDaily,
    ListDaily,
    ListTopics,
)


@dataclass(frozen=True, slots=True)
class Option:
    """Something to fill in; `placeholder` is how a typed line names it."""

    name: str
    summary: str
    placeholder: str = ""
    required: bool = False


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to ask: `path` is its place in a tree of commands, `typed` its words in a line.

    `for_managers` is for those alone who run the server or workspace.
    """

    path: tuple[str, ...]
    typed: str
    summary: str
    ask: Ask
    options: tuple[Option, ...] = ()
    for_managers: bool = False


TOPIC: Final = Option("topic", "What it should be about, e.g. progress", "[topic]")
PRIVATE: Final = Option("private", "Show it only to me", "private [topic]")
CHANNEL: Final = Option("channel", "Where it comes; this channel if you leave it out")
TIME: Final = Option("time", "When it comes, e.g. 09:00 or 8:30 am", required=True)
ZONE: Final = Option("timezone", "Whose clock that is, e.g. Europe/Berlin", required=True)
DAYS: Final = Option("days", "On which days, e.g. mon-fri; every day if you leave it out")
TOPICS_OPTION: Final = Option(
    "topics", "On what, with commas between; anything if you leave it out"
)
NUMBER: Final = Option("number", "Which one, as /daily list numbers them", "[number]")

QUOTE: Final = Command(
    ("quote",), "", "The next quote, on a topic if you name one", AskQuote(), (TOPIC, PRIVATE)
)
TODAY: Final = Command(("today",), "today", "Today's quote, for you alone", AskToday())
TOPICS: Final = Command(
    ("quotes", "topics"), "topics", "All topics, and how many quotes each has", ListTopics()
)
HELP: Final = Command(("quotes", "help"), "help", "What you can ask for", AskHelp())
DAILY_SET: Final = Command(
    ("daily", "set"),
    "daily",
    "Have a quote posted every day",
    FillInDaily(),
    (TIME, ZONE, CHANNEL, DAYS, TOPICS_OPTION),
    for_managers=True,
)
DAILY_LIST: Final = Command(
    ("daily", "list"),
    "daily list",
    "The daily quotes of this place",
    ListDaily(),
    for_managers=True,
)

_SUMMARIES: Final = {
    DailyAction.STATUS: "When the next one comes, and what became of the last",
    DailyAction.PREVIEW: "See, alone, the quote that comes next",
    DailyAction.PAUSE: "Post no more until it is resumed",
    DailyAction.RESUME: "Post again",
    DailyAction.SKIP: "Leave out the next one",
    DailyAction.REMOVE: "Post no more, and forget it",
}
DAILY_ACTIONS: Final = tuple(
    Command(
        ("daily", action),
        f"daily {action}",
        summary,
        ActOnDaily(action),
        (NUMBER,),
        for_managers=True,
    )
    for action, summary in _SUMMARIES.items()
)

COMMANDS: Final = (QUOTE, TODAY, TOPICS, HELP, DAILY_SET, DAILY_LIST, *DAILY_ACTIONS)
GROUP_SUMMARIES: Final = {"quotes": "Topics and help", "daily": "A quote posted every day"}

LINE_WORDS: Final = frozenset({"topics", "help", "private", "today", "daily"})
"""Words with which a typed line is read as a command; no topic may be called so."""

RESERVED_WORDS: Final = LINE_WORDS | {
    "about", "author", "authors", "by", "favorites", "my-data", "random", "search", "settings",
    "suggest", "topic",
}  # fmt: skip
"""Words that are commands or are to become some; no topic may be called so."""
