"""What a button asks, written into its id, so that any process can answer it, next year too.

An id is at most 100 characters (Discord's limit for a custom_id) and opens with its version.
"""

from typing import Final

from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskQuote,
    DailyAction,
    Dismiss,
    ListTopics,
    PressExpired,
    ShareQuote,
)

VERSION: Final = "q1"
MAX_ID: Final = 100


def encode(ask: Ask) -> str:
    """The id of a button that asks this.

    Raises ValueError for what no button asks, and when the id would be too long.
    """
    button_id = f"{VERSION}:{_encoded(ask)}"
    if len(button_id) > MAX_ID:
        raise ValueError(f"a button's id may have {MAX_ID} characters, not {len(button_id)}")
    return button_id


def decode(button_id: str) -> Ask:
    """What the button asks; PressExpired for an id that this version does not write."""
    match button_id.split(":", 2):
        case ["q1", "next", topic]:
            return AskQuote(topic or None)
        case ["q1", "daily", rest] if ":" in rest:
            key, topic = rest.split(":", 1)
            return AskQuote(topic or None, under=key or None)
        case ["q1", "peek", rest] if ":" in rest:
            seen, topic = rest.split(":", 1)
            return AskQuote(topic or None, private=True, not_again=seen or None)
        case ["q1", "share", rest]:
            return _decode_share(rest)
        case ["q1", "dismiss"]:
            return Dismiss()
        case ["q1", "topics", page] if _is_number(page):
            return ListTopics(max(1, int(page)))
        case ["q1", "act", rest]:
            return _decode_act(rest)
        case _:
            return PressExpired()


def daily_prefix(key: str) -> str:
    """How the id of the button on a daily post begins: only that post has such a button."""
    return f"{VERSION}:daily:{key}:"


def stays_in_place(ask: Ask) -> bool:
    """Whether the answer to the button replaces the message that the button stands on."""
    return isinstance(ask, ListTopics) or (isinstance(ask, AskQuote) and ask.private)


def takes_away(ask: Ask) -> bool:
    """Whether the message that the button stands on is gone once the button has its answer."""
    return isinstance(ask, ShareQuote | Dismiss)


def _encoded(ask: Ask) -> str:
    match ask:
        case AskQuote(topic, under=str(key)):
            return f"daily:{key}:{topic or ''}"
        case AskQuote(topic, private=False):
            return f"next:{topic or ''}"
        case AskQuote(topic, private=True, not_again=seen):
            return f"peek:{seen or ''}:{topic or ''}"
        case ShareQuote(quote_id, topic):
            return _encoded_share(quote_id, topic or "")
        case Dismiss():
            return "dismiss"
        case ListTopics(page):
            return f"topics:{page}"
        case ActOnDaily(action, plan):
            return f"act:{action}:{plan or ''}"
        case _:
            raise ValueError(f"no button asks {type(ask).__name__}")


def _encoded_share(quote_id: str, topic: str) -> str:
    """With the topic where there is room: what Another asks for matters less than the quote."""
    share = f"share:{quote_id}:"
    room = MAX_ID - len(f"{VERSION}:{share}")
    return share + (topic if len(topic) <= room else "")


def _decode_share(rest: str) -> Ask:
    quote_id, separator, topic = rest.partition(":")
    return ShareQuote(quote_id, topic or None) if quote_id and separator else PressExpired()


def _decode_act(rest: str) -> Ask:
    action, _, plan = rest.partition(":")
    if action not in set(DailyAction) or not (plan == "" or _is_number(plan)):
        return PressExpired()
    return ActOnDaily(DailyAction(action), int(plan) if plan else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
