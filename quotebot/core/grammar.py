"""From a typed line ("progress", "by Ada Lovelace", "daily pause 3") to what it asks.

What is in the library is not known here: whether words are a topic, a name or neither is found out
when they are answered.
"""

import re
from dataclasses import replace
from typing import Final

from quotebot.core.commands import ID_SIGN
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

_LABEL: Final = re.compile(r"(?:^|\s)(topic|author|search):", re.IGNORECASE)


def parse(line: str) -> Ask:
    """What the line asks; whatever is no command is taken for a topic."""
    words = line.split()
    match [word.casefold() for word in words]:
        case []:
            return AskQuote()
        case ["help" | "?"]:
            return AskHelp()
        case ["topics", *rest] if (page := _page(rest)) is not None:
            return ListTopics(page)
        case ["authors", *rest] if (page := _page(rest)) is not None:
            return ListAuthors(page)
        case ["today"]:
            return AskToday()
        case ["daily", *rest] if (ask := _daily(rest)) is not None:
            return ask
        case ["private", *_]:
            return _in_private(_quote(words[1:]))
        case _:
            return _quote(words)


def _quote(words: list[str]) -> Ask:
    """Which quote: by an id, by a name, by words, or else by a topic."""
    match [word.casefold() for word in words]:
        case ["by"]:
            return ListAuthors()
        case ["by", *_]:
            return AskQuote(author=" ".join(words[1:]))
        case ["search"]:
            return ListFound()
        case ["search", *_]:
            return AskQuote(words=" ".join(words[1:]))
        case [sign, _] if sign == ID_SIGN:
            return ShowQuote(words[1])
        case [one] if one.startswith(ID_SIGN):
            return ShowQuote(words[0].removeprefix(ID_SIGN))
        case _:
            return _labelled(" ".join(words))


def _labelled(line: str) -> AskQuote:
    """ "topic:progress author:Ada Lovelace": each goes on to the next; what has none is a topic."""
    first, *rest = _LABEL.split(line)
    values = {"topic": first.strip()}
    for label, value in zip(rest[::2], rest[1::2], strict=True):
        name = label.casefold()
        values[name] = f"{values.get(name, '')} {value.strip()}".strip()
    return AskQuote(
        values["topic"] or None,
        author=values.get("author") or None,
        words=values.get("search") or None,
    )


def _in_private(ask: Ask) -> Ask:
    return replace(ask, private=True) if isinstance(ask, AskQuote | ShowQuote) else ask


def _page(words: list[str]) -> int | None:
    """Page 1 unless another is named; None for anything else."""
    match words:
        case []:
            return 1
        case [number] if _is_number(number):
            return max(1, int(number))
        case _:
            return None


def _daily(words: list[str]) -> Ask | None:
    match words:
        case [] | ["set"]:
            return FillInDaily()
        case ["list"]:
            return ListDaily()
        case [action] if action in set(DailyAction):
            return ActOnDaily(DailyAction(action))
        case [action, number] if action in set(DailyAction) and _is_number(number):
            return ActOnDaily(DailyAction(action), int(number.removeprefix("#")))
        case _:
            return None


def _is_number(word: str) -> bool:
    digits = word.removeprefix("#")
    return digits.isascii() and digits.isdecimal() and len(digits) < 10
