"""What is typed at the prompt, as Discord's users and Slack's users ask for it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, assert_never

from quotebot.core import commands, grammar
from quotebot.core.errors import PersonError
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAsk,
    Dismiss,
    FillInDaily,
    ListAuthors,
    ListDaily,
    ListFound,
    ListTopics,
    PressExpired,
    SetDaily,
    ShareCorrection,
    ShareQuote,
    ShowQuote,
)

USAGE_OF_DAILY: Final = (
    "Type /daily set time:09:00 timezone:Europe/Berlin, and channel:, days: or topics: if you"
    " like; on Slack the same stands in a form. Then /daily list, status, preview, pause, resume,"
    " skip or remove."
)

_NAMES: Final = "|".join(option.name for option in commands.DAILY_SET.options)
_OPTION: Final = re.compile(rf"\s*({_NAMES}):\s*(.*?)(?=\s+(?:{_NAMES}):|$)")


@dataclass(frozen=True, slots=True)
class Line:
    """A command: its path and options on Discord, and what follows /quote on Slack.

    `form` is what is filled in there if a form is what comes back.
    """

    path: str
    options: Mapping[str, Any]
    text: str
    form: Mapping[str, str] = field(default_factory=dict)


def read_line(typed: str) -> Line | None:
    """None for what is no command, as the name of a button; raises PersonError for half of one."""
    word, _, rest = typed.partition(" ")
    match word:
        case "/quotes":
            return _subcommand(rest.strip())
        case "/quote":
            return _line(rest)
        case "/today":
            return _line("today")
        case "/daily":
            return _daily(rest.strip())
        case _:
            return None


def _subcommand(rest: str) -> Line:
    """What of /quotes takes an option on Discord is written otherwise on Slack."""
    name, _, value = rest.partition(" ")
    if name == commands.FIND.path[1] and value:
        words = value.removeprefix(f"{commands.WORDS.name}:")
        return Line(_path(ListFound()), {commands.WORDS.name: words}, f"search {words}")
    if name == commands.SHOW.path[1] and value:
        quote_id = value.removeprefix(f"{commands.ID.name}:")
        return Line(_path(ShowQuote("")), {commands.ID.name: quote_id}, f"#{quote_id}")
    return _line(rest)


def _daily(rest: str) -> Line:
    if rest.startswith("set "):
        values = _values(rest.removeprefix("set"))
        return Line(" ".join(commands.DAILY_SET.path), values, "daily", values)
    text = f"daily {rest.replace(f'{commands.NUMBER.name}:', '')}"
    if not isinstance(grammar.parse(text), DailyAsk):
        raise PersonError(USAGE_OF_DAILY)
    return _line(text)


def _values(options: str) -> dict[str, str]:
    values = {found[1]: found[2] for found in _OPTION.finditer(options)}
    if not values or _OPTION.sub("", options).strip():
        raise PersonError(USAGE_OF_DAILY)
    return values


def _line(text: str) -> Line:
    path, options = _as_discord_command(grammar.parse(text))
    return Line(path, options, text)


def _as_discord_command(ask: Ask) -> tuple[str, dict[str, Any]]:
    match ask:
        case AskQuote(topic, private, author=author, words=words):
            options = {"topic": topic, "author": author, "search": words, "private": private}
            return _path(ask), _filled_in(options)
        case ShowQuote(quote_id, private):
            return _path(ask), _filled_in({"id": quote_id, "private": private})
        case ListFound(words):
            return _path(ask), _filled_in({"words": words})
        case ListTopics() | ListAuthors() | AskHelp() | AskToday() | ListDaily():
            return _path(ask), {}
        case ActOnDaily(action, number):
            return f"daily {action}", _filled_in({commands.NUMBER.name: number})
        case FillInDaily():
            raise PersonError(USAGE_OF_DAILY)
        case SetDaily() | PressExpired() | ShareQuote() | ShareCorrection() | Dismiss():
            raise AssertionError(f"nobody types {type(ask).__name__}")
        case _:
            assert_never(ask)


def _path(ask: Ask) -> str:
    """Where Discord has the command that asks such a thing."""
    return " ".join(next(c.path for c in commands.COMMANDS if type(c.ask) is type(ask)))


def _filled_in(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in options.items() if value}
