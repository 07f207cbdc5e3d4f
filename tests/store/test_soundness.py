"""What is wrong with a database is told in a sentence, and a sound one is left in peace."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from quotebot.store import inspecting
from quotebot.store.opening import open_storage
from quotebot.store.soundness import problems
from quotebot.store.urls import locate
from tests.store.conftest import POSTGRES
from tests.store.memories import PLACE, show
from tests.store.plans import NOW, OTHER_CHANNEL, a_delivery, a_plan, added, day_after, opened

ON_DISK = pytest.mark.parametrize("kind", ["sqlite", POSTGRES])


async def filled(url: str) -> None:
    storage = await open_storage(url)
    plan = await added(storage.ledger, a_plan(next_at=NOW + timedelta(days=1)))
    await added(storage.ledger, a_plan(OTHER_CHANNEL))
    await opened(storage.ledger, a_delivery(plan))
    await opened(storage.ledger, a_delivery(plan, day_after(1)))
    await show(storage.store, PLACE, "a")
    await storage.close()


def change(url: str, *statements: str) -> None:
    """As somebody with another program would."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
            for statement in statements:
                database.execute(statement)
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())


def found(url: str) -> list[str]:
    return problems(locate(url), NOW, iter)


@ON_DISK
async def test_nothing_is_wrong_with_a_sound_database_and_looking_changes_nothing(
    database_url: str,
) -> None:
    await filled(database_url)
    before = inspecting.status(locate(database_url))
    assert found(database_url) == []
    after = inspecting.status(locate(database_url))
    assert (after.plans, after.deliveries) == (before.plans, before.deliveries) == (
        {"active": 2}, 2,
    )  # fmt: skip


DROPPED = "DROP TABLE alembic_version"


@ON_DISK
@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (["UPDATE alembic_version SET version_num = '0001'"], "before 0002: run quotebot db migra"),
        (["UPDATE alembic_version SET version_num = '9999'"], "install the newer quotebot"),
        ([DROPPED], "no tables of quotebot"),
        (["ALTER TABLE rotation ADD COLUMN mine TEXT"], "remove_column rotation mine"),
        (["DROP INDEX delivery_by_channel"], "add_index delivery_by_channel"),
        (
            ["UPDATE daily_plan SET next_at = NULL WHERE id = 1"],
            "is active and has no next",
        ),
        (["UPDATE daily_plan SET state = 'paused' WHERE id = 1"], "is paused and has a next"),
        (["UPDATE daily_plan SET state = 'asleep' WHERE id = 1"], "row 1 of the table daily_plan"),
        (["UPDATE rotation SET memory = 'spoilt'"], "it is not JSON"),
        (["UPDATE delivery SET state = 'lost' WHERE id = 1"], "delivery 1 is lost"),
        (["UPDATE delivery SET state = 'sending' WHERE id = 1"], "delivery 1 is sending without"),
        (["UPDATE delivery SET state = 'posted' WHERE id = 1"], "delivery 1 is posted without"),
        (["UPDATE delivery SET due_at = 0 WHERE id = 2"], "delivery 2 of daily quote 1 was due"),
        (
            ["UPDATE delivery SET state = 'posted', message_id = '1', key = 'k'"],
            "deliveries 1 and 2 are one post",
        ),
    ],
)
async def test_each_problem_is_told(database_url: str, changes: Sequence[str], told: str) -> None:
    await filled(database_url)
    change(database_url, *changes)
    sentences = found(database_url)
    assert len(sentences) == 1
    assert told in sentences[0]
    assert sentences[0].endswith(".")
    assert sentences[0].isprintable()


async def test_a_day_that_was_claimed_twice_is_told(file: Path) -> None:
    url = f"sqlite:///{file}"
    await filled(url)
    with closing(sqlite3.connect(file)) as database, database:
        (made,) = database.execute("SELECT sql FROM sqlite_master WHERE name='delivery'").fetchone()
        without = made.replace("CONSTRAINT delivery_once UNIQUE (plan_id, day)", "CHECK (true)")
        assert without != made
        database.execute("ALTER TABLE delivery RENAME TO before")
        database.execute(without)
        database.execute("INSERT INTO delivery SELECT * FROM before")
        database.execute("DROP TABLE before")
        database.execute("UPDATE delivery SET day = '2026-03-08'")
    sentences = found(url)
    assert "daily quote 1 has 2 rows for 2026-03-08: delete all but the posted one." in sentences


async def test_rows_that_belong_to_nothing_are_told(file: Path) -> None:
    url = f"sqlite:///{file}"
    await filled(url)
    change(url, "DELETE FROM daily_plan WHERE id = 1")
    assert [told for told in found(url) if "belongs to a row of daily_plan that is gone" in told]


async def test_a_damaged_page_is_told_and_the_rest_is_looked_at_all_the_same(file: Path) -> None:
    url = f"sqlite:///{file}"
    await filled(url)
    with closing(sqlite3.connect(file)) as database:
        pages = dict(database.execute("SELECT name, rootpage FROM sqlite_master").fetchall())
    change(url, "UPDATE daily_plan SET next_at = NULL WHERE id = 2")
    with file.open("r+b") as stream:
        stream.seek((pages["delivery"] - 1) * 4096)
        stream.write(b"\xff" * 4096)
    sentences = found(url)
    assert "it is damaged; restore a backup" in sentences[0]
    assert len(sentences) == 2
    assert [told for told in sentences if "daily quote 2 is active and has no next" in told]


async def test_of_very_many_problems_some_are_told(file: Path) -> None:
    url = f"sqlite:///{file}"
    storage = await open_storage(url)
    for number in range(40):
        place = type(PLACE)(PLACE.platform, PLACE.server, str(number))
        await show(storage.store, place, "a")
    await storage.close()
    change(url, "UPDATE rotation SET memory = 'spoilt'")
    sentences = found(url)
    assert len(sentences) == 21
    assert sentences[-1] == "and more like the last 20."
