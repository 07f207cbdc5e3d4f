"""What the app asks Slack for: scopes with what each is for, and the events it wants to hear."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Scope:
    """One scope of the bot token; `lets` goes on after "quotebot can", or "cannot" without it."""

    name: str
    lets: str


PEOPLE: Final = Scope(
    "users:read", "know who is an administrator of the workspace and which time zone is whose"
)
ANYWHERE: Final = Scope("chat:write.public", "post in public channels to which it was not invited")
REQUIRED: Final = (
    Scope("app_mentions:read", "hear that it is named in a channel to which it was invited"),
    Scope("commands", "answer /quote"),
    Scope("chat:write", "post in channels to which it was invited"),
)
OPTIONAL: Final = (
    Scope(
        "channels:history",
        "look whether a post whose outcome is unclear came in a public channel",
    ),
    Scope(
        "groups:history",
        "look whether a post whose outcome is unclear came in a private channel",
    ),
    ANYWHERE,
    PEOPLE,
)

MENTION: Final = "app_mention"
REMOVALS: Final = ("app_uninstalled", "tokens_revoked")

# An app-level token names its app, which is no secret: xapp-1-A0123ABCDEF-…
_APP_ID: Final = re.compile(r"xapp-\d+-(A[A-Z0-9]{8,14})-", re.ASCII)


def lacking(granted: Collection[str], app_token: str) -> tuple[list[str], list[str]]:
    """A sentence for each scope that is needed but not granted, and for each optional one.

    They say what does not work, and on which page to put it right.
    """
    page = _page_of(app_token)
    return (
        [
            f"Slack has not granted the scope {scope.name}: quotebot cannot {scope.lets};"
            f" add it at {page} and install the app again"
            for scope in REQUIRED
            if scope.name not in granted
        ],
        [
            f"the optional scope {scope.name} is not granted: quotebot cannot {scope.lets};"
            f" if it should, add it at {page} and install the app again"
            for scope in OPTIONAL
            if scope.name not in granted
        ],
    )


def _page_of(app_token: str) -> str:
    if found := _APP_ID.match(app_token):
        return f"https://api.slack.com/apps/{found[1]}/oauth"
    return "https://api.slack.com/apps (your app, OAuth & Permissions)"
