"""What only a store in a file can promise, and how it says that the file cannot be used."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from quotebot.core.errors import StoreError
from quotebot.core.rotation import Memory
from quotebot.store.opening import open_sqlite, open_store
from quotebot.store.sql import SqlStore
from quotebot.store.sqlite import SqliteDatabase, sqlite_engine
from tests.store.conftest import IN_FILES, Opener
from tests.store.memories import PLACE, SAME_CHANNEL_ON_SLACK, after, show


async def _pragma(database: SqliteDatabase, pragma: str) -> object:
    rows = await database.ask(text(f"PRAGMA {pragma}"), {})
    return rows[0][0]


def _change(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute(statement)


def _read(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


def _names(directory: Path) -> list[str]:
    return [path.name for path in directory.iterdir()]


async def test_transactions_that_read_and_then_write_lose_no_update(file: Path) -> None:
    engine = sqlite_engine(file)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE counter (value INTEGER)"))
        await connection.execute(text("INSERT INTO counter VALUES (0)"))

    async def count_one() -> None:
        async with engine.begin() as connection:
            value = await connection.scalar(text("SELECT value FROM counter"))
            await connection.execute(text("UPDATE counter SET value = :new"), {"new": value + 1})

    await asyncio.gather(*(count_one() for _ in range(50)))
    await engine.dispose()

    assert _read(file, "SELECT value FROM counter") == [(50,)]


@pytest.mark.parametrize("kind", IN_FILES)
async def test_a_row_that_was_deleted_is_not_brought_back_by_who_still_knows_it(
    opener: Opener, file: Path
) -> None:
    store = (await opener()).store
    await show(store, PLACE, "a")
    known = await store.recall(PLACE)
    _change(file, "DELETE FROM rotation")

    assert not await store.remember(PLACE, after(known, "b"))

    assert await store.recall(PLACE) == Memory()
    await show(store, PLACE, "c")
    assert await store.recall(PLACE) == Memory(1, ("c",))
    await store.close()


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        ("UPDATE rotation SET memory = 'spoilt'", "it is not JSON"),
        ("UPDATE rotation SET memory = x'00'", "it is not text"),
        ("UPDATE rotation SET memory = '[2,[],{}]'", "encoding 2 is newer than 1"),
        ("UPDATE rotation SET revision = 'many'", "its revision is 'many'"),
    ],
)
async def test_a_row_that_cannot_be_read_is_named_and_not_reset(
    file: Path, spoil: str, why: str
) -> None:
    store = await open_store(f"sqlite:///{file}")
    await show(store, PLACE, "a")
    await store.close()
    _change(file, spoil)

    store = await open_store(f"sqlite:///{file}")
    with pytest.raises(StoreError, match=why) as refused:
        await store.recall(PLACE)
    assert PLACE.channel in str(refused.value)
    assert PLACE.server in str(refused.value)
    assert not await store.remember(PLACE, Memory(1, ("b",)))
    await show(store, SAME_CHANNEL_ON_SLACK, "others go on")
    await store.close()


async def test_a_commit_is_on_the_disk_when_it_returns(file: Path) -> None:
    database = await open_sqlite(file)
    settings = {name: (await _pragma(database, name)) for name in ("journal_mode", "synchronous")}
    await database.close()

    assert settings == {"journal_mode": "wal", "synchronous": 2}


async def test_a_full_disk_is_told_and_what_was_kept_stays(file: Path) -> None:
    database = await open_sqlite(file)
    store = SqlStore(database)
    await show(store, PLACE, "a")
    kept = await store.recall(PLACE)
    await _pragma(database, "max_page_count = 1")

    with pytest.raises(StoreError, match="make room"):
        await store.remember(PLACE, after(kept, "b" * 100_000))

    assert await store.recall(PLACE) == kept
    await store.close()


async def test_a_file_that_another_program_locks_is_told_with_what_to_do(file: Path) -> None:
    database = await open_sqlite(file)
    store = SqlStore(database)
    await _pragma(database, "busy_timeout = 0")

    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program keeps it locked"):
            await show(store, PLACE, "a")

    await show(store, PLACE, "b")
    await store.close()


async def test_a_closed_store_says_that_it_is_closed(file: Path) -> None:
    store = SqlStore(await open_sqlite(file))
    await store.close()

    with pytest.raises(StoreError, match="closed"):
        await store.recall(PLACE)


@pytest.fixture
def no_database(file: Path) -> Path:
    file.write_bytes(b"this is no database" * 1000)
    return file


@pytest.fixture
def no_thread_stays() -> Callable[[], None]:
    before = set(threading.enumerate())

    def check() -> None:
        for thread in set(threading.enumerate()) - before:
            thread.join(timeout=5)
            assert not thread.is_alive(), f"{thread} was left behind"

    return check


@pytest.mark.parametrize("kind", IN_FILES)
async def test_a_closed_store_leaves_no_task_no_thread_and_no_log_behind(
    opener: Opener, file: Path, no_thread_stays: Callable[[], None]
) -> None:
    store = (await opener()).store
    await asyncio.gather(*(show(store, PLACE, str(n)) for n in range(5)))
    await store.close()

    assert asyncio.all_tasks() == {asyncio.current_task()}
    no_thread_stays()
    assert _names(file.parent) == [file.name]


async def test_a_store_that_could_not_be_opened_leaves_no_thread_behind(
    no_database: Path, no_thread_stays: Callable[[], None]
) -> None:
    with pytest.raises(StoreError, match="not an SQLite file"):
        await open_store(f"sqlite:///{no_database}")

    no_thread_stays()
