"""Every sentence that the bot says in its own voice; English."""

from typing import assert_never

import regex

from quotebot.core.quotes import Quote, Source, Status
from quotebot.core.shortening import shorten
from quotebot.core.topics import Match, Step

ANOTHER = "Another"
SHARE = "Share here"
DISMISS = "Dismiss"
SOURCE = "Source"
PREVIOUS_PAGE = "‹"
NEXT_PAGE = "›"
HELP_TITLE = "What you can ask for"
HELP_MORE = (
    "Words that are no topic are looked for inside the quotes. A word that is one wins over every"
    " other reading."
)
EXPIRED = "This button or command has expired. Use /quote to get a quote."
NO_DAILY = "Daily quotes need a bot that is running."
EMPTY = "There is no quote to show yet."
SHARED_ALREADY = "You have shared this one already."
NO_LONGER_HERE = "This quote is no longer in the library. Use /quote to get another one."
NOT_SHARED = "It could not be shared here. Please try again in a moment."
PERHAPS_SHARED = (
    "No answer came, so it may stand in the channel or not. Please look before you share it again."
)
TOO_SLOW = "That took too long. Please try again in a moment."
NO_DATABASE = "That cannot be read or changed right now. Quotes still come; please try again later."

_RIGHT_TO_LEFT = regex.compile(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
_POP_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"

ECHO = 80  # characters of what a person typed that are said back to them


def echo(typed: str) -> str:
    """What a person typed, in quotation marks, on one line and cut to ECHO characters."""
    line = " ".join("".join(c if c.isprintable() else " " for c in typed).split())
    return f"“{shorten(line, ECHO)}”"


def found(match: Match, typed: str) -> str | None:
    """How the quotes were found; None when exactly the topic was typed."""
    topic = (match.topic or "").replace("-", " ")
    match match.step:
        case Step.TOPIC:
            return None
        case Step.ALIAS:
            return f"{echo(typed)} is under {topic}"
        case Step.SPELLING | Step.PHRASE if match.heard == topic:
            return f"Closest to {echo(typed)}: {topic}"
        case Step.SPELLING | Step.PHRASE:
            return f"Closest to {echo(typed)}: {match.heard}, which is under {topic}"
        case Step.WORDS:
            return f"Has the words {echo(match.heard)}"
        case _:
            assert_never(match.step)


def nothing_near(typed: str) -> str:
    return f"Nothing found for {echo(typed)}. Some topics to choose from:"


def nothing_but_near(typed: str) -> str:
    return f"Nothing found for {echo(typed)}. Did you mean one of these?"


def too_long(typed: str, limit: int) -> str:
    return (
        f"That is too long to look for ({len(typed):,} characters; at most {limit}): {echo(typed)}"
    )


def topic_row(name: str, quotes: int) -> str:
    return f"{name} ({quotes})"


def topics_title(topics: int) -> str:
    return f"{topics} topics" if topics != 1 else "1 topic"


def page_footer(page: int, pages: int) -> str:
    return f"Page {page} of {pages}"


def asked_by(name: str) -> str:
    return f"Asked by {name}"


def shared_by(name: str) -> str:
    return f"Shared by {name}"


def on_topic(topic: str) -> str:
    return f"Topic: {topic.replace('-', ' ')}"


def apology(reference: str) -> str:
    return f"Sorry, something went wrong on my side. Reference: {reference}"


def byline(quote: Quote) -> str:
    """Who said it, as far as that is sure; in fiction the character too."""
    author = f"{quote.author} ({quote.speaker})" if quote.speaker else quote.author
    match quote.status:
        case Status.VERIFIED:
            return author
        case Status.ATTRIBUTED:
            return f"attributed to {author}"
        case Status.DISPUTED:
            return f"attributed to {author}, which is disputed"


def work(source: Source) -> str:
    """The work and its year, its translator, and where its words were found quoted."""
    named = source.title if source.year in source.title else f"{source.title} ({source.year})"
    translated = f"translated by {source.translator}" if source.translator else None
    quoted = f"quoted in {source.quoted_in}" if source.quoted_in else None
    return ", ".join(part for part in (named, translated, quoted) if part)


def in_quotation_marks(text: str) -> str:
    """The text quoted; one that runs from right to left is isolated from what stands around it."""
    if _RIGHT_TO_LEFT.search(text):
        text = f"{_FIRST_STRONG_ISOLATE}{text}{_POP_ISOLATE}"
    return f"“{text}”"


def spoken(quote: Quote) -> str:
    """Quote and author in one line, for notifications and screen readers."""
    return f"{in_quotation_marks(quote.text)} — {byline(quote)}"
