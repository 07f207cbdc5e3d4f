"""The link with which whoever runs a server invites the bot; nothing here needs discord.py."""

from typing import Final

SCOPES: Final = "bot+applications.commands"
# View Channels, Send Messages and Read Message History: what daily quotes need. Commands need none.
PERMISSIONS: Final = 1 << 10 | 1 << 11 | 1 << 16
UNKNOWN: Final = "APPLICATION_ID"


def invite_link(application_id: str | None) -> str:
    """The link for this application; without its id, what is to be replaced stands there."""
    return (
        f"https://discord.com/oauth2/authorize?client_id={application_id or UNKNOWN}"
        f"&scope={SCOPES}&permissions={PERMISSIONS}"
    )
