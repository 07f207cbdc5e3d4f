"""What is said of the settings holds: defaults, and what they take."""

from pathlib import Path

import pytest
from pydantic import SecretStr

from quotebot.core.errors import SettingsError
from quotebot.settings import Settings, load_settings
from quotebot.settings.reference import Entry, entries, written

ENTRIES = {entry.name: entry for entry in entries()}


def test_every_setting_says_what_it_takes_and_what_it_is_for() -> None:
    assert [entry.field for entry in ENTRIES.values()] == list(Settings.model_fields)
    assert all(entry.accepts and entry.meaning for entry in ENTRIES.values())
    assert not [entry.meaning for entry in ENTRIES.values() if entry.meaning.endswith(".")]


@pytest.mark.parametrize("entry", [each for each in ENTRIES.values() if each.default])
def test_a_default_that_is_written_down_is_the_same_as_nothing(
    monkeypatch: pytest.MonkeyPatch, entry: Entry
) -> None:
    monkeypatch.setenv(entry.name, entry.default)
    assert load_settings() == Settings()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("QUOTEBOT_QUOTES", "builtin:/srv/my quotes"),
        ("QUOTEBOT_SLACK_ADMINS", "U1,U2"),
        ("QUOTEBOT_WATCH", "false"),
        ("QUOTEBOT_DISCORD_SHARE", "0.25"),
        ("QUOTEBOT_CONTROL_SOCKET", ""),
    ],
)
def test_what_was_read_is_written_as_it_was(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str
) -> None:
    monkeypatch.setenv(name, text)
    field = ENTRIES[name].field
    assert written(field, getattr(load_settings(), field)) == text


def test_no_secret_is_written_out() -> None:
    with pytest.raises(TypeError, match="discord_token is a secret"):
        written("discord_token", SecretStr("x"))


@pytest.mark.parametrize(
    ("name", "takes"),
    [
        ("DISCORD_TOKEN", "the token that has three parts with dots between"),
        ("QUOTEBOT_QUOTES", "directories, separated by :"),
        ("QUOTEBOT_SLACK_ADMINS", "ids, separated by commas"),
        ("QUOTEBOT_WATCH", "true or false"),
        ("QUOTEBOT_LOG_LEVEL", "debug, info, warning or error"),
        ("QUOTEBOT_DAILY_GRACE_MINUTES", "a whole number from 1 up to 1440"),
        ("QUOTEBOT_DISCORD_SHARE", "a number above 0 up to 1"),
        ("QUOTEBOT_DISCORD_GATEWAY", "a URL, wss://host/path"),
    ],
)
def test_what_a_setting_takes_is_said_in_words(name: str, takes: str) -> None:
    assert ENTRIES[name].accepts == takes


@pytest.mark.parametrize(
    ("name", "taken", "refused"),
    [
        ("QUOTEBOT_DAILY_GRACE_MINUTES", ["1", "1440"], ["0", "1441", "1.5"]),
        ("QUOTEBOT_DISCORD_SHARE", ["0.001", "1"], ["0", "1.001"]),
    ],
)
def test_the_bounds_are_those_that_are_said(
    monkeypatch: pytest.MonkeyPatch, name: str, taken: list[str], refused: list[str]
) -> None:
    for text in taken:
        monkeypatch.setenv(name, text)
        load_settings()
    for text in refused:
        monkeypatch.setenv(name, text)
        with pytest.raises(SettingsError, match=name):
            load_settings()


def test_the_example_sets_nothing_and_every_line_of_it_with_a_value_is_right() -> None:
    example = (Path(__file__).parents[2] / ".env.example").read_text("utf-8")
    Path(".env").write_text(example)
    assert load_settings() == Settings()
    lines = [line.removeprefix("#") for line in example.splitlines() if "=" in line]
    Path(".env").write_text("\n".join(line for line in lines if not line.endswith("=")))
    assert load_settings() == Settings()
    named = {line.split("=")[0] for line in lines}
    files = {entry.file for entry in ENTRIES.values() if entry.file}
    assert named == ENTRIES.keys() | files
