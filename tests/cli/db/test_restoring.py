"""`quotebot db restore`: back to a backup, with nothing lost that was there and nothing twice."""

import asyncio
import os
import shutil
import socket
from pathlib import Path

import pytest

from quotebot.core.plans import DeliveryState
from quotebot.core.schedule import next_occurrence
from quotebot.store.opening import open_storage
from quotebot.wiring import SystemClock
from tests.cli.db.commands import FILE, URL, done, refused, states
from tests.store.files import change, damaged, rows


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
