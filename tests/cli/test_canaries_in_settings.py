"""No secret is told by what is said of settings, or by a command that fails."""

import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.settings import Settings, variable
from tests.cli.canaries import CANARIES, DISCORD, SONG, every_canary


def invoked(*arguments: str) -> str:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 78, result.output
    assert result.output.startswith("quotebot: ")
    return result.output


@pytest.mark.parametrize("name", [variable(field) for field in Settings.model_fields])
def test_a_secret_in_whatever_setting(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", "debug")
    for canary in CANARIES.values():
        monkeypatch.setenv(name, canary)
        result = CliRunner().invoke(main, ["pseudonym", "1"])
        assert result.exit_code in {0, 78}
        assert SONG not in result.output


@every_canary
def test_a_secret_in_the_name_of_a_setting(canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"QUOTEBOT_{canary.split('=', maxsplit=1)[0]}", "x")
    assert SONG not in invoked("pseudonym", "1").casefold()


@every_canary
def test_a_secret_alone_in_the_file_of_settings(canary: str) -> None:
    Path(".env").write_text(f"# tokens\n{canary}\nX='{canary}")
    assert SONG not in invoked("pseudonym", "1")


@pytest.mark.parametrize("canary", [each for each in CANARIES.values() if ":/q" not in each])
def test_a_secret_for_a_directory_of_quotes(canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_QUOTES", canary)
    assert SONG not in invoked("ask", "progress")


@every_canary
@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_database_that_cannot_be_used(
    level: str, canary: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", level)
    monkeypatch.setenv("QUOTEBOT_DATABASE", canary)
    result = CliRunner().invoke(main, ["daily", "list"])
    assert result.exit_code == 78
    assert "quotebot: " in result.output
    assert SONG not in result.output


@every_canary
@pytest.mark.parametrize("level", ["info", "debug"])
def test_a_bug_in_a_command(level: str, canary: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> object:
        raise ZeroDivisionError(canary)

    monkeypatch.setenv("QUOTEBOT_LOG_LEVEL", level)
    monkeypatch.setattr("quotebot.cli.pseudonym.pseudonyms", fail)
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD)
    result = CliRunner().invoke(main, ["pseudonym", "1"])
    assert result.exit_code == 70
    assert ("ZeroDivisionError" in result.output) is (level == "debug")
    assert SONG not in result.output


@every_canary
def test_a_bug_before_the_settings_are_known(
    canary: str, monkeypatch: pytest.MonkeyPatch, heard: Callable[[], str]
) -> None:
    def fail() -> object:
        raise ZeroDivisionError(canary)

    monkeypatch.setattr("quotebot.cli.pseudonym.load_settings", fail)
    monkeypatch.setattr(logging.root, "handlers", [])
    with pytest.raises(SystemExit):
        main(["pseudonym", "1"])
    assert "ZeroDivisionError" in heard()
