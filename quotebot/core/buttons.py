"""What a button asks, written into its id, so that any process can answer it, next year too.

An id is at most 100 characters (Discord's limit for a custom_id) and opens with its version.
"""

from contextlib import suppress
from dataclasses import replace
from typing import Final, assert_never

from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskQuote,
    DailyAction,
    Dismiss,
    ListAsk,
    ListAuthors,
    ListFound,
    ListTopics,
    PressExpired,
    ShareAsk,
    ShareCorrection,
    ShareQuote,
    ShowQuote,
)
from quotebot.core.shortening import cut_at_a_word

VERSION: Final = "q1"
MAX_ID: Final = 100
MAX_TYPED: Final = 80  # characters: what fits into an id together with its verb


def encode(ask: Ask) -> str:
    """The id of a button that asks this.

    Raises ValueError for what no button asks, and when the id would be too long.
    """
    button_id = f"{VERSION}:{_encoded(ask)}"
    if len(button_id) > MAX_ID:
        raise ValueError(f"a button's id may have {MAX_ID} characters, not {len(button_id)}")
    return button_id


def fitting(ask: AskQuote) -> AskQuote:
    """The same with as many of the words, the first ones, as have room in an id."""
    if ask.words is None:
        return ask
    room = MAX_ID - len(encode(replace(ask, words="")))
    return replace(ask, words=cut_at_a_word(ask.words, room) or None)


def decode(button_id: str) -> Ask:
    """What the button asks; PressExpired for an id that this version does not write."""
    match button_id.split(":", 2):
        case ["q1", "next" | "peek" | "daily" | "find" | "look" as verb, rest]:
            return _decode_quote(verb, rest)
        case ["q1", "show" | "reveal" as verb, quote_id] if quote_id:
            return ShowQuote(quote_id, private=verb == "reveal")
        case ["q1", "share", rest]:
            return _decode_share(rest)
        case ["q1", "correct", misattribution_id] if misattribution_id:
            return ShareCorrection(misattribution_id)
        case ["q1", "dismiss"]:
            return Dismiss()
        case ["q1", "act", rest]:
            return _decode_act(rest)
        case ["q1", verb, rest]:
            return _decode_list(verb, rest)
        case _:
            return PressExpired()


def daily_prefix(key: str) -> str:
    """How the id of the button on a daily post begins: only that post has such a button."""
    return f"{VERSION}:daily:{key}:"


def stays_in_place(ask: Ask) -> bool:
    """Whether the answer to the button replaces the message that the button stands on."""
    match ask:
        case ListFound(beside=True):
            return False
        case AskQuote(private=private) | ShowQuote(private=private):
            return private
        case _:
            return isinstance(ask, ListAsk)


def takes_away(ask: Ask) -> bool:
    """Whether the message that the button stands on is gone once the button has its answer."""
    return isinstance(ask, ShareAsk | Dismiss)


def _encoded(ask: Ask) -> str:
    match ask:
        case AskQuote(author=None, words=None):
            return _encoded_next(ask)
        case AskQuote(topic, private=True, not_again=seen, author=author, words=words):
            return f"look:{seen or ''}:{_encoded_find(topic, author, words)}"
        case AskQuote(topic, author=author, words=words):
            return f"find:{_encoded_find(topic, author, words)}"
        case ShowQuote(quote_id, private):
            return f"{'reveal' if private else 'show'}:{quote_id}"
        case ShareQuote() | ShareCorrection() | Dismiss():
            return _encoded_aside(ask)
        case ListTopics() | ListAuthors() | ListFound():
            return _encoded_list(ask)
        case ActOnDaily(action, plan):
            return f"act:{action}:{plan or ''}"
        case _:
            raise ValueError(f"no button asks {type(ask).__name__}")


def _encoded_next(ask: AskQuote) -> str:
    topic = ask.topic or ""
    if ask.under is not None:
        return f"daily:{ask.under}:{topic}"
    return f"peek:{ask.not_again or ''}:{topic}" if ask.private else f"next:{topic}"


def _encoded_find(topic: str | None, author: str | None, words: str | None) -> str:
    """Ids and tags alone have no colon in them; the words may, and come last."""
    if ":" in (topic or "") + (author or ""):
        raise ValueError("together with others, a topic goes by its id and an author by a tag")
    return f"{topic or ''}:{author or ''}:{words or ''}"


def _encoded_aside(ask: ShareAsk | Dismiss) -> str:
    match ask:
        case ShareQuote(quote_id, another):
            return _encoded_share(quote_id, another)
        case ShareCorrection(misattribution_id):
            return f"correct:{misattribution_id}"
        case Dismiss():
            return "dismiss"
        case _:
            assert_never(ask)


def _encoded_share(quote_id: str, another: AskQuote) -> str:
    """With what comes after it where there is room: that matters less than the quote."""
    share = f"share:{quote_id}:"
    with suppress(ValueError):
        after = _encoded_find(another.topic, another.author, another.words)
        if len(f"{VERSION}:{share}{after}") <= MAX_ID:
            return share + after
    return f"{share}::"


def _decode_share(rest: str) -> Ask:
    match rest.split(":", 3):
        case [quote_id, topic, author, words] if quote_id:
            another = AskQuote(topic or None, author=author or None, words=words or None)
            return ShareQuote(quote_id, another)
        case _:
            return PressExpired()


def _encoded_list(ask: ListAsk) -> str:
    match ask:
        case ListTopics(page):
            return f"topics:{page}"
        case ListAuthors(page):
            return f"authors:{page}"
        case ListFound(words, beside=True):
            return f"all:{words}"
        case ListFound(words, page):
            return f"found:{page}:{words}"
        case _:
            assert_never(ask)


def _decode_quote(verb: str, rest: str) -> Ask:
    if verb == "next":
        return AskQuote(rest or None)
    if verb == "find":
        return _decode_find(rest)
    first, colon, rest = rest.partition(":")
    if not colon:
        return PressExpired()
    if verb == "daily":
        return AskQuote(rest or None, under=first or None)
    if verb == "peek":
        return AskQuote(rest or None, private=True, not_again=first or None)
    return _decode_find(rest, private=True, seen=first or None)


def _decode_find(rest: str, *, private: bool = False, seen: str | None = None) -> Ask:
    match rest.split(":", 2):
        case [topic, author, words] if author or words:
            return AskQuote(topic or None, private, seen, None, author or None, words or None)
        case _:
            return PressExpired()


def _decode_list(verb: str, rest: str) -> Ask:
    page, _, words = rest.partition(":")
    if verb == "all" and rest:
        return ListFound(rest, beside=True)
    if verb == "topics" and _is_number(rest):
        return ListTopics(max(1, int(rest)))
    if verb == "authors" and _is_number(rest):
        return ListAuthors(max(1, int(rest)))
    if verb == "found" and _is_number(page) and words:
        return ListFound(words, max(1, int(page)))
    return PressExpired()


def _decode_act(rest: str) -> Ask:
    action, _, plan = rest.partition(":")
    if action not in set(DailyAction) or not (plan == "" or _is_number(plan)):
        return PressExpired()
    return ActOnDaily(DailyAction(action), int(plan) if plan else None)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 10
