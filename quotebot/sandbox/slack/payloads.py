"""What Slack tells the app about what people did, key by key as in its documentation."""

import re
from typing import Final

from quotebot.sandbox.slack.history import Message
from quotebot.sandbox.slack.interactions import Interaction
from quotebot.sandbox.slack.wire import Payload
from quotebot.sandbox.slack.world import World

_MENTION: Final = re.compile(r"<@[UW][A-Z0-9]+>")
_MENTION_OR_NOT: Final = re.compile(rf"({_MENTION.pattern})")


def escaped(text: str) -> str:
    """Text as Slack hands it to apps: the three control characters as entities."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def message(world: World, posted: Message) -> Payload:
    """A message as Slack shows it to the app, its own with the ids by which it knows them."""
    author = {"user": posted.author or world.app.bot_user}
    if posted.author is None:
        author |= {"bot_id": world.app.bot, "app_id": world.app.id}
    thread = {"thread_ts": posted.thread} if posted.thread else {}
    about = {"team": world.team, "ts": posted.ts, **thread}
    return {"type": "message", **author, **about, **posted.payload}


def app_mention(world: World, said: Message) -> Payload:
    """The event for a message that names the app, in a channel where the app is."""
    told = message(world, said)
    return {
        **told,
        "type": "app_mention",
        "text": escaped_words(said.text),
        "channel": said.channel,
        "event_ts": said.ts,
    }


def escaped_words(text: str) -> str:
    """Text in which mentions of people stay as they are, and all else is escaped."""
    return "".join(
        part if _MENTION.fullmatch(part) else escaped(part) for part in _MENTION_OR_NOT.split(text)
    )


def slash_command(
    world: World, interaction: Interaction, command: str, text: str, response_url: str
) -> Payload:
    """Every value is a string; the enterprise keys are there only on Enterprise Grid."""
    payload: Payload = {
        "token": world.app.verification_token,
        "team_id": world.team,
        "team_domain": world.domain,
        "channel_id": interaction.channel.id,
        "channel_name": interaction.channel.name_in_payloads,
        "user_id": interaction.person.id,
        "user_name": interaction.person.name,
        "command": command,
        "text": escaped(text),
        "api_app_id": world.app.id,
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": interaction.trigger_id,
    }
    if world.enterprise is not None:
        payload["enterprise_id"] = world.enterprise.id
        payload["enterprise_name"] = world.enterprise.name
    return payload


def block_actions(
    world: World, interaction: Interaction, action: Payload, response_url: str
) -> Payload:
    """A press in a message. Of an ephemeral message Slack sends where it is, not what it said."""
    original = interaction.original
    if original is None:
        raise ValueError("a press needs the message that it was made in")
    payload: Payload = {
        "type": "block_actions",
        "user": _user(world, interaction),
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "container": {
            "type": "message",
            "message_ts": original.ts,
            "channel_id": original.channel,
            "is_ephemeral": original.is_ephemeral,
            **({"thread_ts": original.thread} if original.thread else {}),
        },
        "trigger_id": interaction.trigger_id,
        "team": {"id": world.team, "domain": world.domain},
        "enterprise": _enterprise(world),
        "is_enterprise_install": False,
        "channel": {
            "id": interaction.channel.id,
            "name": interaction.channel.name_in_payloads,
        },
        "state": {"values": {}},
        "response_url": response_url,
        "actions": [action],
    }
    if not original.is_ephemeral:
        payload["message"] = message(world, original)
    return payload


def view_submission(world: World, interaction: Interaction, view: Payload) -> Payload:
    """A modal that was filled in and sent."""
    return {
        "type": "view_submission",
        "team": {"id": world.team, "domain": world.domain},
        "user": _user(world, interaction),
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "trigger_id": interaction.trigger_id,
        "view": view,
        "response_urls": [],
        "is_enterprise_install": False,
        "enterprise": _enterprise(world),
    }


def block_suggestion(
    world: World, interaction: Interaction, view: Payload, element: Payload, typed: str
) -> Payload:
    """What a person has typed so far into an external select of a modal."""
    return {
        "type": "block_suggestion",
        "user": _user(world, interaction),
        "container": {"type": "view", "view_id": view["id"]},
        "api_app_id": world.app.id,
        "token": world.app.verification_token,
        "action_id": element["action_id"],
        "block_id": element["block_id"],
        "value": typed,
        "team": {"id": world.team, "domain": world.domain},
        "enterprise": _enterprise(world),
        "is_enterprise_install": False,
        "view": view,
    }


def event_callback(world: World, event: Payload, *, event_id: str, now: float) -> Payload:
    """An event of the Events API."""
    return {
        "token": world.app.verification_token,
        "team_id": world.team,
        "api_app_id": world.app.id,
        "event": event,
        "type": "event_callback",
        "event_id": event_id,
        "event_time": int(now),
        "authorizations": [
            {
                "enterprise_id": world.enterprise.id if world.enterprise else None,
                "team_id": world.team,
                "user_id": world.app.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
    }


def _user(world: World, interaction: Interaction) -> Payload:
    person = interaction.person
    return {
        "id": person.id,
        "username": person.name,
        "name": person.name,
        "team_id": world.team,
    }


def _enterprise(world: World) -> Payload | None:
    enterprise = world.enterprise
    return {"id": enterprise.id, "name": enterprise.name} if enterprise else None
