"""The commands, declared once: both platforms, the help and the docs are held against this."""

from dataclasses import dataclass, replace
from typing import Final

from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAction,
    FillInDaily,
    ListAuthors,
    ListDaily,
    ListFound,
    ListTopics,
    ShowQuote,
)

ID_SIGN: Final = "#"  # opens the id of a quote in a typed line


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

    @property
    def usage(self) -> str:
        """How it is typed in a line, with what may follow it."""
        filled_in = " | ".join(o.placeholder for o in self.options if o.placeholder)
        if self.typed == ID_SIGN:
            return f"{self.typed}{filled_in}"
        return " ".join(filter(None, (self.typed, filled_in)))


TOPIC: Final = Option("topic", "What it should be about, e.g. progress", "[topic]")
AUTHOR: Final = Option("author", "Whose words, e.g. Ada Lovelace", "by <author>")
SEARCH: Final = Option("search", "Words in it, e.g. diminishing returns", "search <words>")
PRIVATE: Final = Option("private", "Show it only to me", "private …")
WORDS: Final = Option(
    "words", "Words in the quotes, e.g. diminishing returns", "<words>", required=True
)
ID: Final = Option("id", "Its id, as a search shows it", "<id>", required=True)
CHANNEL: Final = Option("channel", "Where it comes; this channel if you leave it out")
TIME: Final = Option("time", "When it comes, e.g. 09:00 or 8:30 am", required=True)
ZONE: Final = Option("timezone", "Whose clock that is, e.g. Europe/Berlin", required=True)
DAYS: Final = Option("days", "On which days, e.g. mon-fri; every day if you leave it out")
TOPICS_OPTION: Final = Option(
    "topics", "On what, with commas between; anything if you leave it out"
)
NUMBER: Final = Option("number", "Which one, as /daily list numbers them", "[number]")

QUOTE: Final = Command(
    ("quote",),
    "",
    "The next quote, on a topic, by an author or with words if you name them",
    AskQuote(),
    (TOPIC, AUTHOR, SEARCH, PRIVATE),
)
TODAY: Final = Command(("today",), "today", "Today's quote, for you alone", AskToday())
TOPICS: Final = Command(
    ("quotes", "topics"), "topics", "All topics, and how many quotes each has", ListTopics()
)
AUTHORS: Final = Command(
    ("quotes", "authors"), "authors", "Who is quoted, and how often", ListAuthors()
)
FIND: Final = Command(
    ("quotes", "search"), "search", "The quotes with the words you look for", ListFound(), (WORDS,)
)
SHOW: Final = Command(
    ("quotes", "show"),
    ID_SIGN,
    "One quote, by its id",
    ShowQuote(""),
    (ID, replace(PRIVATE, placeholder="")),
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

COMMANDS: Final = (
    QUOTE, TODAY, FIND, SHOW, TOPICS, AUTHORS, HELP, DAILY_SET, DAILY_LIST, *DAILY_ACTIONS,
)  # fmt: skip
GROUP_SUMMARIES: Final = {
    "quotes": "What there is: search, topics, authors, help",
    "daily": "A quote posted every day",
}

LINE_WORDS: Final = frozenset({
    "authors", "by", "daily", "help", "private", "search", "today", "topics",
})  # fmt: skip
"""Words with which a typed line is read as a command; no topic may be called so."""

OPENING_WORDS: Final = frozenset({"by", "private", "search"})
"""Words that make a typed line a command whatever follows them."""

RESERVED_WORDS: Final = LINE_WORDS | {
    "about", "author", "favorites", "my-data", "random", "settings", "suggest", "topic",
}  # fmt: skip
"""Words that are commands or are to become some; no topic may be called so."""
