"""The manifest asks for what the app needs and for nothing else, within Slack's limits."""

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from quotebot.core.commands import COMMANDS, QUOTE
from quotebot.on_slack.manifest import manifest
from quotebot.on_slack.rendering import SLASH_COMMAND

SCHEMA = os.environ.get("SLACK_MANIFEST_SCHEMA", "")


@pytest.mark.skipif(
    not SCHEMA,
    reason="SLACK_MANIFEST_SCHEMA names no copy of Slack's manifest schema 2.0.0"
    " (github.com/slackapi/manifest-schema)",
)
def test_slacks_own_schema_accepts_the_manifest() -> None:
    schema = json.loads(Path(SCHEMA).read_text("utf-8"))
    Draft7Validator.check_schema(schema)
    validator = Draft7Validator(schema)
    assert [error.message for error in validator.iter_errors(manifest())] == []
    # So that a schema which lets anything pass is noticed.
    assert not validator.is_valid({**manifest(), "command": SLASH_COMMAND})


def test_it_declares_the_command_and_all_that_may_follow_it() -> None:
    (command,) = manifest()["features"]["slash_commands"]
    assert command["command"] == SLASH_COMMAND
    assert command["description"] == QUOTE.summary
    hinted = command["usage_hint"].split(" | ")
    assert hinted[: len(QUOTE.options)] == [option.placeholder for option in QUOTE.options]
    words = [hint.split("<")[0].strip() for hint in hinted]
    assert {declared.typed.split()[0] for declared in COMMANDS if declared.typed} <= set(words)
    assert len(words) == len(set(words))


def test_it_is_within_slacks_limits() -> None:
    (command,) = manifest()["features"]["slash_commands"]
    shown = manifest()["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    assert len(command["command"]) <= 32
    assert len(command["description"]) <= 2000
    assert len(command["usage_hint"]) <= 1000


def test_it_asks_for_the_least() -> None:
    scopes = manifest()["oauth_config"]["scopes"]
    assert set(scopes) == {"bot", "bot_optional"}  # and for nothing on behalf of a person
    assert scopes["bot"] == ["app_mentions:read", "commands", "chat:write"]
    assert set(scopes["bot_optional"]) == {
        "channels:history",
        "groups:history",
        "chat:write.public",
        "users:read",
    }
    settings = manifest()["settings"]
    assert settings["socket_mode_enabled"] is True
    assert settings["event_subscriptions"] == {
        "bot_events": ["app_mention", "app_uninstalled", "tokens_revoked"]
    }


def test_it_opens_no_tab_in_which_nothing_is_shown_or_answered() -> None:
    assert not any(manifest()["features"]["app_home"].values())
