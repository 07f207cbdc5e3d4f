"""`quotebot db` as an operator uses it: from a first look to a restore after a loss."""

import asyncio
import json
import os
import re
import shutil
import socket
import stat
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from quotebot.core.errors import EX_CONFIG
from quotebot.core.plans import Delivery, DeliveryState
from quotebot.core.schedule import next_occurrence
from quotebot.store.opening import open_storage
from quotebot.store.storage import Storage
from quotebot.wiring import SystemClock
from tests.store.memories import PLACE, show
from tests.store.plans import a_delivery, a_plan, added, claimed, opened
from tests.store.test_sqlite_copies import change, damaged, rows

URL = "sqlite:///quotebot.db"
FILE = Path("quotebot.db")
NOW = SystemClock().now()


def db(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["db", *arguments])


def done(*arguments: str) -> Result:
    result = db(*arguments)
    assert result.exit_code == 0, result.output
    assert all(line.isprintable() for line in result.output.splitlines())
    return result


def refused(*arguments: str, why: str, code: int = EX_CONFIG) -> None:
    result = db(*arguments)
    assert result.exit_code == code, result.output
    assert why in result.stderr.replace("\n", " ")
    assert "Traceback" not in result.output


async def fill(url: str = URL) -> None:
    """A plan that is due, with a delivery that waits and one under way."""
    storage = await open_storage(url)
    plan = await added(storage.ledger, a_plan(next_at=NOW - timedelta(minutes=5)))
    day = NOW.date()
    for back, claim in ((1, False), (2, True)):
        row = a_delivery(plan, day - timedelta(days=back), due_at=NOW - timedelta(minutes=1))
        row = await opened(storage.ledger, row)
        if claim:
            await claimed(storage.ledger, row, NOW)
    await show(storage.store, PLACE, "a")
    await storage.close()


async def states(url: str = URL) -> list[DeliveryState]:
    storage = await open_storage(url)
    made: list[Delivery | None] = [await storage.ledger.delivery_with_id(id_) for id_ in (1, 2)]
    await storage.close()
    return [row.state for row in made if row]


@pytest.fixture
def filled() -> None:
    asyncio.run(fill())


@pytest.fixture
def running(filled: None) -> Iterator[Storage]:
    """A bot has the database."""
    with asyncio.Runner() as runner:
        storage = runner.run(open_storage(URL))
        yield storage
        runner.run(storage.close())


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


def older() -> dict[str, list[tuple[object, ...]]]:
    change(
        FILE,
        *(f"DROP TABLE {name}" for name in ("delivery", "daily_plan", "quote_of_the_day")),
        "UPDATE alembic_version SET version_num = '0001'",
    )
    return rows(FILE)


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


@pytest.mark.usefixtures("running")
def test_restore_refuses_onto_a_running_bot() -> None:
    done("backup", "copy.db")
    refused("restore", "copy.db", "--yes", why="is in use by another quotebot")


@pytest.mark.usefixtures("filled")
def test_restore_replaces_what_holds_something_only_when_told_to() -> None:
    done("backup", "copy.db")
    before = rows(FILE)
    refused("restore", "copy.db", why="holds something: --yes replaces it", code=2)
    assert rows(FILE) == before
    assert not list(Path().glob("*before*"))


@pytest.mark.usefixtures("filled")
def test_restore_refuses_what_is_no_sound_backup_and_leaves_the_database_alone() -> None:
    done("backup", "newer.db")
    change(Path("newer.db"), "UPDATE alembic_version SET version_num = '9999'")
    damaged(Path("damaged.db"))
    before = rows(FILE)
    refused("restore", "newer.db", "--yes", why="from a newer quotebot")
    refused("restore", "damaged.db", "--yes", why="not an SQLite file")
    refused("restore", "missing.db", "--yes", why="there is no database missing.db")
    assert rows(FILE) == before


@pytest.mark.usefixtures("filled")
def test_after_a_loss_the_backup_is_back_and_what_was_due_is_left_out() -> None:
    done("backup", "copy.db")
    FILE.unlink()
    result = done("restore", "copy.db")
    assert "restored: quotebot.db" in result.stdout
    assert "left out: 2" in result.stderr
    assert asyncio.run(states()) == [DeliveryState.UNKNOWN, DeliveryState.SENDING]
    assert rows(FILE)["rotation"] == rows(Path("copy.db"))["rotation"]


@pytest.mark.usefixtures("filled")
def test_no_turn_before_the_restore_is_due_after_it() -> None:
    done("backup", "copy.db")
    done("restore", "copy.db", "--yes")

    async def due_and_next() -> tuple[int, bool]:
        storage = await open_storage(URL)
        now = SystemClock().now()
        due, plan = await storage.ledger.due_plans(now, 10), await storage.ledger.plan(1)
        await storage.close()
        assert plan is not None
        return len(due), plan.next_at == next_occurrence(plan.schedule, now).at

    assert asyncio.run(due_and_next()) == (0, True)


@pytest.mark.usefixtures("filled")
def test_the_old_database_is_kept_when_another_takes_its_place() -> None:
    done("backup", "copy.db")
    change(FILE, "UPDATE rotation SET revision = 99")
    result = done("restore", "copy.db", "--yes")
    (aside,) = Path().glob("quotebot-before-restore-*.db")
    assert str(aside) in result.stderr
    assert rows(aside)["rotation"][0][3] == 99
    assert rows(FILE)["rotation"][0][3] == 1


@pytest.mark.usefixtures("filled")
def test_a_damaged_database_can_be_restored_onto_when_told_to() -> None:
    done("backup", "copy.db")
    damaged(FILE)
    refused("restore", "copy.db", why="holds something", code=2)
    done("restore", "copy.db", "--yes")
    assert "no problem" in done("check").stderr


@pytest.mark.usefixtures("filled")
def test_an_older_backup_is_migrated_by_the_way() -> None:
    done("backup", "now.db")
    shutil.copy("now.db", "copy.db")
    change(
        Path("copy.db"),
        *(f"DROP TABLE {name}" for name in ("delivery", "daily_plan", "quote_of_the_day")),
        "UPDATE alembic_version SET version_num = '0001'",
    )
    done("restore", "copy.db", "--yes")
    assert "version 0002, the newest" in done("status").stdout
    assert "no problem" in done("check").stderr


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can give files away")
@pytest.mark.usefixtures("filled")
def test_what_root_restores_belongs_to_the_bots_user_as_before() -> None:
    done("backup", "copy.db")
    both = (FILE, Path("quotebot.db.lock"))
    for path in both:
        os.chown(path, 12345, 12346)
    done("restore", "copy.db", "--yes")
    owners = [(path.stat().st_uid, path.stat().st_gid) for path in both]
    assert owners == [(12345, 12346)] * 2


@pytest.mark.usefixtures("filled")
def test_restore_refuses_where_a_bot_listens_even_if_on_another_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done("backup", "copy.db")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("quotebot.sock")
        listening.listen()
        refused("restore", "copy.db", "--yes", why="a bot is running and listens at quotebot.sock")
        assert "in this directory, but on another database" in done("status").stdout
        monkeypatch.setenv("QUOTEBOT_CONTROL_SOCKET", "")
        done("restore", "copy.db", "--yes")
