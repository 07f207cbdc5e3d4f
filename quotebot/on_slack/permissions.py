"""What the app asks Slack for: scopes with what each is for, and the events it wants to hear."""

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
    Scope("chat:write.public", "post in public channels to which it was not invited"),
    PEOPLE,
)

MENTION: Final = "app_mention"
REMOVALS: Final = ("app_uninstalled", "tokens_revoked")
