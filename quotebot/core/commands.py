"""The commands, declared once: both platforms, the help and the docs are held against this."""

from dataclasses import dataclass
from typing import Final

from quotebot.core.messages import Ask, AskHelp, AskQuote, ListTopics


@dataclass(frozen=True, slots=True)
class Option:
    """Something to fill in; `placeholder` is how a typed line names it."""

    name: str
    summary: str
    placeholder: str


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to ask: `path` is its place in a tree of commands, `typed` its words in a line."""

    path: tuple[str, ...]
    typed: str
    summary: str
    ask: Ask
    options: tuple[Option, ...] = ()


TOPIC: Final = Option("topic", "What it should be about, e.g. progress", "[topic]")
PRIVATE: Final = Option("private", "Show it only to me", "private [topic]")

QUOTE: Final = Command(
    ("quote",), "", "The next quote, on a topic if you name one", AskQuote(), (TOPIC, PRIVATE)
)
TOPICS: Final = Command(
    ("quotes", "topics"), "topics", "All topics, and how many quotes each has", ListTopics()
)
HELP: Final = Command(("quotes", "help"), "help", "What you can ask for", AskHelp())

COMMANDS: Final = (QUOTE, TOPICS, HELP)
GROUP_SUMMARY: Final = "Topics and help"

LINE_WORDS: Final = frozenset({"topics", "help", "private"})
"""Words with which a typed line is read as a command; no topic may be called so."""

RESERVED_WORDS: Final = LINE_WORDS | {
    "about", "author", "authors", "by", "daily", "favorites", "my-data", "random", "search",
    "settings", "suggest", "today", "topic",
}  # fmt: skip
"""Words that are commands or are to become some; no topic may be called so."""
