"""The app as Slack's manifest declares it, built from what the code asks for and listens to."""

from typing import Any, Final

from quotebot.core.commands import COMMANDS, QUOTE
from quotebot.on_slack.permissions import MENTION, OPTIONAL, REMOVALS, REQUIRED
from quotebot.on_slack.rendering import SLASH_COMMAND

_NAME: Final = "quotebot"
_DESCRIPTION: Final = "Curated quotes with their sources, by topic, author or words"
_ABOUT: Final = (
    f"Type {SLASH_COMMAND} in any channel for a quote, {SLASH_COMMAND} progress for one on a topic,"
    f" or {SLASH_COMMAND} help for all there is. Each quote comes with its author, the work it is"
    f" from and a link to it. {SLASH_COMMAND} daily lets those who run the workspace have a quote"
    " posted in a channel every day.\n\n"
    "The app runs on a machine of whoever installed it here, who can answer questions about it. It"
    " hears commands, its buttons and messages that name it, and no others."
)


def manifest() -> dict[str, Any]:
    """For Socket Mode in one workspace: no public address, no listing in Slack's Marketplace."""
    return {
        "_metadata": {"major_version": 2},
        "display_information": {
            "name": _NAME,
            "description": _DESCRIPTION,
            "background_color": "#1f2937",
            "long_description": _ABOUT,
        },
        "features": {
            # There is nothing to see in the one, and nobody answers in the other.
            "app_home": {"home_tab_enabled": False, "messages_tab_enabled": False},
            "bot_user": {"display_name": _NAME, "always_online": True},
            "slash_commands": [_slash_command()],
        },
        "oauth_config": {
            "scopes": {
                "bot": [scope.name for scope in REQUIRED],
                "bot_optional": [scope.name for scope in OPTIONAL],
            }
        },
        "settings": {
            "event_subscriptions": {"bot_events": [MENTION, *REMOVALS]},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }


def _slash_command() -> dict[str, Any]:
    return {
        "command": SLASH_COMMAND,
        "description": QUOTE.summary,
        "usage_hint": _usage_hint(),
        # No command takes a person or a channel: what is typed is to arrive as it was typed.
        "should_escape": False,
    }


def _usage_hint() -> str:
    """What may follow the command; of those that begin with the same word, the first."""
    hints = [option.placeholder for option in QUOTE.options]
    seen = {hint.split()[0] for hint in hints}
    for command in COMMANDS:
        if command.typed and (word := command.typed.split()[0]) not in seen:
            seen.add(word)
            hints.append(command.usage)
    return " | ".join(hints)
