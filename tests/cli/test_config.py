"""`quotebot config`: what is in force, where it comes from, and what of it may be seen."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.settings import Settings, variable
from tests.cli.machine import BOT_TOKEN, CANARY, DISCORD_TOKEN, TOKENS


def show(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["config", "show", *arguments])
    assert CANARY not in result.output
    return result


def rows() -> dict[str, tuple[str | None, str]]:
    result = show("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    return {row["name"]: (row["value"], row["from"]) for row in json.loads(result.stdout)}


def test_every_setting_is_shown_with_its_default() -> None:
    shown = rows()
    assert list(shown) == [variable(field) for field in Settings.model_fields]
    assert shown["DISCORD_TOKEN"] == (None, "default")
    assert shown["QUOTEBOT_SLACK_ADMINS"] == ("", "default")
    assert shown["QUOTEBOT_WATCH"] == ("true", "default")


def test_each_way_to_set_something_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("secret").write_text(f"postgresql://me:{CANARY}@host/db\n")
    Path(".env").write_text(
        f"\nSLACK_BOT_TOKEN={BOT_TOKEN}\nexport quotebot_log_level=debug\n"
        "QUOTEBOT_WATCH=true\nQUOTEBOT_DATABASE_FILE=secret\n"
    )
    monkeypatch.setenv("QUOTEBOT_WATCH", "no")
    monkeypatch.setenv("SLACK_APP_TOKEN", TOKENS["SLACK_APP_TOKEN"])
    shown = rows()
    assert shown["SLACK_BOT_TOKEN"] == ("***", ".env, line 2")
    assert shown["SLACK_APP_TOKEN"] == ("***", "environment")
    assert shown["QUOTEBOT_LOG_LEVEL"] == ("debug", ".env, line 3")
    assert shown["QUOTEBOT_WATCH"] == ("false", "environment")
    assert shown["QUOTEBOT_DATABASE"] == (
        "postgresql://me:***@host/db",
        "file secret (QUOTEBOT_DATABASE_FILE, .env, line 5)",
    )


def test_a_table_is_for_people(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD_TOKEN)
    monkeypatch.setenv("QUOTEBOT_QUOTES", "builtin:\x1b[2J")
    result = show()
    head, *lines = result.stdout.splitlines()
    assert head.split() == ["variable", "value", "from"]
    assert lines[0].split() == ["DISCORD_TOKEN", "***nary", "environment"]
    assert lines[1].split() == ["SLACK_BOT_TOKEN", "-", "default"]
    assert all(line.isprintable() for line in lines)
    assert lines[3].split() == ["QUOTEBOT_QUOTES", r"builtin:\x1b[2J", "environment"]


def test_settings_that_are_wrong_are_not_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", DISCORD_TOKEN)
    result = show()
    assert result.exit_code == 78
    assert result.stdout == ""
    assert "it belongs in DISCORD_TOKEN" in result.stderr


def test_what_can_be_set_is_printed_whatever_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_NOTHING", "x")
    for form in ("markdown", "env"):
        result = CliRunner().invoke(main, ["config", "reference", "--format", form])
        assert result.exit_code == 0
        assert all(variable(field) in result.stdout for field in Settings.model_fields)
