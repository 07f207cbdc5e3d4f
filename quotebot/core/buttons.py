"""What a button asks, written into its id, so that any process can answer it, next year too.

An id is at most 100 characters (Discord's limit for a custom_id) and opens with its version.
"""

from typing import assert_never

from quotebot.core.messages import Ask, AskHelp, AskQuote, ListTopics, PressExpired

VERSION = "q1"
MAX_ID = 100


def encode(ask: Ask) -> str:
    """The id of a button that asks this; raises ValueError when it would be too long."""
    match ask:
        case AskQuote(topic, private=False):
            button_id = f"{VERSION}:next:{topic or ''}"
        case AskQuote(topic, private=True, not_again=seen):
            button_id = f"{VERSION}:peek:{seen or ''}:{topic or ''}"
        case ListTopics(page):
            button_id = f"{VERSION}:topics:{page}"
        case AskHelp():
            button_id = f"{VERSION}:help:"
        case PressExpired():
            button_id = f"{VERSION}:expired:"
        case AskQuote():  # the two kinds of it stand above; mypy cannot see that
            raise AssertionError(ask)
        case _:
            assert_never(ask)
    if len(button_id) > MAX_ID:
        raise ValueError(f"a button's id may have {MAX_ID} characters, not {len(button_id)}")
    return button_id


def decode(button_id: str) -> Ask:
    """What the button asks; PressExpired for an id that this version does not write."""
    match button_id.split(":", 2):
        case ["q1", "next", topic]:
            return AskQuote(topic or None)
        case ["q1", "peek", rest] if ":" in rest:
            seen, topic = rest.split(":", 1)
            return AskQuote(topic or None, private=True, not_again=seen or None)
        case ["q1", "topics", page] if page.isascii() and page.isdecimal() and len(page) < 6:
            return ListTopics(max(1, int(page)))
        case ["q1", "help", ""]:
            return AskHelp()
        case _:
            return PressExpired()


def stays_in_place(ask: Ask) -> bool:
    """Whether the answer to the button replaces the message that the button stands on."""
    return isinstance(ask, ListTopics) or (isinstance(ask, AskQuote) and ask.private)
