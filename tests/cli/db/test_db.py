"""`quotebot db` as an operator uses it: a look, a backup, a migration."""

import json
import re
import stat
from pathlib import Path

import pytest

from quotebot.core.errors import EX_CONFIG
from tests.cli.db.commands import FILE, db, done, older, refused
from tests.store.files import change, rows


@pytest.mark.usefixtures("filled")
def test_status_tells_what_there_is_in_words_and_in_json() -> None:
    lines = done("status").stdout
    assert "sqlite, quotebot.db" in lines
    assert "version 0002, the newest" in lines
    assert "1 active" in lines
    assert "2 kept, 2 of them still to be posted" in lines
    assert "none runs on it" in lines
    told = json.loads(done("status", "--json").stdout)
    assert (told["kind"], told["version"], told["plans"]) == ("sqlite", "0002", {"active": 1})
    assert (told["open_deliveries"], told["shown"], told["in_use"]) == (2, 1, False)


@pytest.mark.usefixtures("running")
def test_status_sees_a_bot_that_runs() -> None:
    assert "one runs on it" in done("status").stdout


def test_a_database_that_is_not_there_is_not_made() -> None:
    for command in ("status", "check", "backup"):
        refused(command, why="there is no database quotebot.db")
    assert not FILE.exists()


def test_a_database_in_memory_is_nothing_to_look_after(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_DATABASE", "memory://")
    for command in ("status", "check", "backup", "migrate"):
        refused(command, why="forgotten when the bot stops")


def test_no_password_is_shown_when_the_server_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    for url in (
        "postgresql://bot:hunter2@127.0.0.1:1/q",
        "postgresql://127.0.0.1:1/q?password=hunter2",
    ):
        monkeypatch.setenv("QUOTEBOT_DATABASE", url)
        for command in ("status", "check", "migrate"):
            result = db(command)
            assert result.exit_code == EX_CONFIG
            assert "the PostgreSQL database q at 127.0.0.1 cannot be used" in result.stderr
            assert "hunter2" not in result.output


@pytest.mark.usefixtures("running")
def test_check_ends_with_0_or_with_1_and_a_sentence_a_problem() -> None:
    assert "no problem found in quotebot.db" in done("check").stderr
    change(FILE, "UPDATE rotation SET memory = 'spoilt'")
    result = db("check")
    assert result.exit_code == 1
    assert "it is not JSON" in result.stdout
    assert len(result.stdout.splitlines()) == 1
    assert "problems: 1" in result.stderr


def test_migrate_makes_a_new_database_and_has_then_nothing_to_do() -> None:
    assert "were of version none and are now of version 0002" in done("migrate").stdout
    assert "nothing to do" in done("migrate").stdout
    assert sorted(Path().glob("*.db")) == [FILE]


@pytest.mark.usefixtures("filled")
def test_migrate_backs_up_first_and_says_where() -> None:
    before = older()
    result = done("migrate")
    (backup,) = Path().glob("quotebot-*.db")
    assert re.fullmatch(r"quotebot-\d{8}-\d{6}\.db", backup.name)
    assert f"backed up: {backup}" in result.stderr
    assert "were of version 0001 and are now of version 0002" in result.stdout
    assert rows(backup) == before
    assert rows(FILE)["rotation"] == before["rotation"]


@pytest.mark.usefixtures("filled")
def test_migrate_without_a_backup_makes_none() -> None:
    older()
    done("migrate", "--no-backup")
    assert sorted(Path().glob("*.db")) == [FILE]


@pytest.mark.usefixtures("filled")
def test_migrate_refuses_a_newer_database() -> None:
    change(FILE, "UPDATE alembic_version SET version_num = '9999'")
    refused("migrate", why="from a newer quotebot")


@pytest.mark.usefixtures("running")
def test_a_backup_is_made_beside_a_running_bot_and_named_with_the_time() -> None:
    (name,) = done("backup").stdout.splitlines()
    assert re.fullmatch(r"quotebot-\d{8}-\d{6}\.db", name)
    assert rows(Path(name)) == rows(FILE)
    assert stat.S_IMODE(Path(name).stat().st_mode) == 0o600
    refused("backup", name, why="is there already")
    done("backup", name, "--force")
