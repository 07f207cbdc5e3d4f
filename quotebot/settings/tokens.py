"""What the platforms' tokens look like, so that one in the wrong place is known for what it is."""

import base64
import binascii
import re
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class _Token:
    """What a platform's token looks like: how people tell it, and where they find it.

    `surely` matches what can be nothing else, so that it is known in the wrong variable too.
    """

    shape: re.Pattern[str]
    surely: re.Pattern[str]
    told_by: str
    where: str


def _slack_token(prefix: str, where: str) -> _Token:
    shape = re.compile(rf"{prefix}-[\w-]+", re.ASCII)
    return _Token(shape, re.compile(f"{prefix}-.*"), f"starts with {prefix}-", where)


_AN_ID: Final = re.compile(rb"\d{15,20}")
_TOKENS: Final = {
    "DISCORD_TOKEN": _Token(
        re.compile(r"[\w-]+\.[\w-]+\.[\w-]+", re.ASCII),
        re.compile(r"[\w-]{18,}\.[\w-]{5,8}\.[\w-]{25,}", re.ASCII),
        "has three parts with dots between",
        "the Developer Portal, your application, Bot, Reset Token",
    ),
    "SLACK_BOT_TOKEN": _slack_token(
        "xoxb", "api.slack.com, your app, OAuth & Permissions, Bot User OAuth Token"
    ),
    "SLACK_APP_TOKEN": _slack_token(
        "xapp", "api.slack.com, your app, Basic Information, App-Level Tokens"
    ),
}


def check_token(text: str, name: str) -> None:
    """Raises ValueError for all but the variable's own token, with the rest of a sentence on it.

    The sentence holds no part of the text.
    """
    expected = _TOKENS[name]
    if not text.strip():
        raise ValueError("is set but empty: put the token in, or remove the line")
    if text != text.strip(" \t\r\n\"'"):
        raise ValueError("has white space or quotation marks around the token: remove them")
    if text.startswith("Bot "):
        raise ValueError('holds the word "Bot " before the token: remove it')
    if (owner := owner_of(text)) not in (None, name):
        raise ValueError(f"holds another token: it belongs in {owner}")
    if not expected.shape.fullmatch(text):
        raise ValueError(f"is not the token that {expected.told_by}: copy it from {expected.where}")


def looks_of(name: str) -> str | None:
    """How people tell the token of this variable; None for what is no token's."""
    return f"the token that {_TOKENS[name].told_by}" if name in _TOKENS else None


def owner_of(text: str) -> str | None:
    """The variable that a token belongs in; None for what is surely none of ours."""
    bare = text.strip().removeprefix("Bot ")
    return next((name for name, token in _TOKENS.items() if token.surely.fullmatch(bare)), None)


def application_of(discord_token: str) -> str | None:
    """The application's id, which the first part of its token spells; None where it does not.

    Bots that are older than applications (2016) have an id of their own there.
    """
    first = discord_token.partition(".")[0]
    try:
        number = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4))
    except (binascii.Error, ValueError):
        return None
    return number.decode() if _AN_ID.fullmatch(number) else None
