"""What the doctor says of settings: to a newcomer, and to whoever set something wrongly."""

import os
from pathlib import Path

import pytest

from quotebot.cli.doctor.findings import Status
from tests.cli.canaries import APP, BOT, DISCORD, SONG
from tests.cli.doctor.looking import look


async def test_a_newcomer_is_led_to_init_and_to_the_sandbox() -> None:
    found = await look("settings.tokens")
    assert found.status is Status.FAILED
    assert "quotebot init" in found.fix[0]
    assert "quotebot sandbox" in found.fix[1]
    assert (await look("settings.usable")).status is Status.OK
    assert (await look("discord.token")).result == "no token is set for Discord"


async def test_a_token_in_another_platforms_variable_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", BOT)
    found = await look("settings.usable")
    assert found.status is Status.FAILED
    assert "DISCORD_TOKEN holds another token: it belongs in SLACK_BOT_TOKEN" in found.result
    assert SONG not in str(found)
    assert (await look("discord.token")).result == "the settings cannot be used"
    assert (await look("settings.tokens")).status is Status.FAILED


async def test_a_token_in_a_variable_that_nobody_reads_is_told(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_BOT_TOKEN", DISCORD)
    found = await look("settings.tokens")
    assert found.status is Status.FAILED
    assert "DISCORD_BOT_TOKEN (environment)" in found.result
    assert "reads it from DISCORD_TOKEN" in found.result
    assert SONG not in str(found)


async def test_tokens_that_are_set_twice_by_other_programs_are_no_news(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DISCORD_BOT_TOKEN", DISCORD)
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD)
    assert (await look("settings.tokens")).result == "set for Discord, each of the right shape"


async def test_where_settings_come_from_is_told_without_their_values(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={BOT}\n\nQUOTEBOT_WATCH=false\n", "utf-8")
    (tmp_path / "app").write_text(APP, "utf-8")
    monkeypatch.setenv("SLACK_APP_TOKEN_FILE", "app")
    found = await look("settings.sources")
    assert found.status is Status.OK
    assert ".env is read" in found.result
    assert "SLACK_BOT_TOKEN from .env, line 1" in found.result
    assert "SLACK_APP_TOKEN from file app (SLACK_APP_TOKEN_FILE, environment)" in found.result
    assert "QUOTEBOT_WATCH from .env, line 3" in found.result
    assert SONG not in found.result


async def test_a_token_file_that_everybody_can_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "token"
    file.write_text(DISCORD, "utf-8")
    file.chmod(0o644)
    monkeypatch.setenv("DISCORD_TOKEN_FILE", str(file))
    found = await look("settings.secret-files")
    assert found.status is Status.WARNING
    assert str(file) in found.result
    assert "chmod 600" in found.fix[0]
    file.chmod(0o600)
    assert (await look("settings.secret-files")).status is Status.OK


async def test_an_env_file_that_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"QUOTEBOT_QUOTES=\xff\n")
    assert "UTF-8" in (await look("settings.usable")).result
    for name in ("settings.sources", "settings.tokens", "settings.secret-files"):
        assert (await look(name)).status is Status.SKIPPED


async def test_a_misspelt_setting_is_told_with_the_right_name() -> None:
    os.environ["QUOTEBOT_DATABSE"] = "x"
    try:
        found = await look("settings.usable")
    finally:
        del os.environ["QUOTEBOT_DATABSE"]
    assert found.status is Status.FAILED
    assert "did you mean QUOTEBOT_DATABASE?" in found.result
