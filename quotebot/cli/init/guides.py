"""What is to be done on the platforms themselves, before and after the tokens are there."""

from collections.abc import Sequence
from typing import Final, assert_never

from quotebot.cli.init.places import Place
from quotebot.core.messages import Platform
from quotebot.on_discord.inviting import UNKNOWN, invite_link
from quotebot.on_slack.creating import creation_link, manifest_file
from quotebot.settings.tokens import application_of

_DISCORD: Final = """\
Discord: at https://discord.com/developers/applications make an application, or open yours.
Under Bot, reset the token and copy it. Leave the privileged intents off."""
_INVITATION: Final = """
Invite the bot to a server with this link. Commands need no permission; those in the link are for
daily quotes: to see channels, to send messages, and to read their history.

    {link}
"""
_NO_ID: Final = "In the place of {unknown} comes the Application ID, under General Information.\n"
_SLACK: Final = """\
Slack: make the app from its manifest.

 1. Open this link, which has the manifest in it, choose the workspace, and Create:

    {link}

    Or, at https://api.slack.com/apps: Create New App, From a manifest, and paste
    {manifest}
 2. Install App shows the bot token (xoxb-…).
 3. Basic Information, App-Level Tokens: generate one with the scope connections:write (xapp-…)."""
_IN_SLACK: Final = """
In Slack, type /quote in any channel. For a daily quote: /invite @quotebot, then /quote daily.
An app that is older than this version is brought up to date under App Manifest, with
{manifest}
"""


def before(platform: Platform, commands: Sequence[str]) -> str:
    """Where the platform's tokens come from; `commands` are those that quotebot has."""
    match platform:
        case Platform.DISCORD:
            return _DISCORD
        case Platform.SLACK:
            return _SLACK.format(link=creation_link(), manifest=_manifest(commands))
        case Platform.TERMINAL:
            raise ValueError("a terminal needs no token")
        case _:
            assert_never(platform)


def after(platforms: Sequence[Platform], place: Place, commands: Sequence[str]) -> str:
    """What is left to be done; `commands` are those that quotebot has."""
    parts = [place.advice()]
    if Platform.DISCORD in platforms:
        application = application_of(place.held()["DISCORD_TOKEN"])
        parts.append(_INVITATION.format(link=invite_link(application)))
        parts.append("" if application else _NO_ID.format(unknown=UNKNOWN))
    if Platform.SLACK in platforms:
        parts.append(_IN_SLACK.format(manifest=_manifest(commands)))
    look = ["To see whether all is well:  quotebot doctor"] if "doctor" in commands else []
    return "\n".join([*filter(None, parts), *look, "To start the bot:            quotebot run"])


def _manifest(commands: Sequence[str]) -> str:
    if "slack" in commands:
        return "what quotebot slack manifest prints"
    return f"the file {manifest_file()}"
