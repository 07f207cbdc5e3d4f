"""A change of several rows on the one connection to a file: alone, and whole or not at all."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from quotebot.core.errors import StoreError
from quotebot.store.database import ConstraintError
from quotebot.store.opening import open_sqlite
from quotebot.store.sqlite import SqliteDatabase

COUNT = text("SELECT value FROM counter")
SET = text("UPDATE counter SET value = :value")
ADD_ONE = text("UPDATE counter SET value = value + 1")


@pytest.fixture
async def database(file: Path) -> AsyncIterator[SqliteDatabase]:
    database = await open_sqlite(file)
    await database.ask(text("CREATE TABLE counter (value INTEGER UNIQUE)"), {})
    await database.ask(text("INSERT INTO counter VALUES (0)"), {})
    yield database
    await database.close()


async def _value(database: SqliteDatabase) -> object:
    return (await database.ask(COUNT, {}))[0][0]


async def _count_one(database: SqliteDatabase) -> None:
    async with database.transaction() as ask:
        ((value,),) = await ask(COUNT, {})
        await ask(SET, {"value": value + 1})


async def test_reading_and_then_writing_loses_no_update(database: SqliteDatabase) -> None:
    await asyncio.gather(
        *(_count_one(database) for _ in range(100)),
        *(database.ask(ADD_ONE, {}) for _ in range(100)),
    )

    assert await _value(database) == 200


async def test_two_connections_lose_no_update_either(database: SqliteDatabase, file: Path) -> None:
    other = await open_sqlite(file, exclusive=False)

    await asyncio.gather(*(_count_one(which) for which in (database, other) * 50))

    assert await _value(database) == 100
    await other.close()


async def test_what_is_asked_meanwhile_waits_and_does_not_join(database: SqliteDatabase) -> None:
    async def change() -> None:
        async with database.transaction() as ask:
            await ask(SET, {"value": 10})
            meanwhile.append(asyncio.create_task(database.ask(ADD_ONE, {})))
            await ask(COUNT, {})
            assert not meanwhile[0].done()
            raise LookupError("rolled back")

    meanwhile: list[asyncio.Task[object]] = []

    with pytest.raises(LookupError):
        await change()
    await meanwhile[0]

    assert await _value(database) == 1


async def test_an_error_rolls_back_and_the_next_change_is_free(database: SqliteDatabase) -> None:
    async def change() -> None:
        async with database.transaction() as ask:
            await ask(SET, {"value": 10})
            await ask(text("INSERT INTO counter VALUES (10)"), {})

    with pytest.raises(ConstraintError, match="UNIQUE"):
        await change()

    assert await _value(database) == 0
    await _count_one(database)
    assert await _value(database) == 1


async def test_a_change_that_is_cancelled_anywhere_is_whole_or_undone(
    database: SqliteDatabase,
) -> None:
    async def change() -> None:
        async with database.transaction() as ask:
            await ask(text("UPDATE counter SET value = value + 100"), {})
            await ask(text("UPDATE counter SET value = value + 100"), {})

    for steps in range(60):
        before = await _value(database)
        assert isinstance(before, int)
        task = asyncio.create_task(change())
        for _ in range(steps):
            await asyncio.sleep(0)
        task.cancel()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

        assert await _value(database) in {before, before + 200}
        await _count_one(database)


async def test_a_lock_that_is_not_given_up_is_told_and_nothing_is_begun(
    database: SqliteDatabase, file: Path
) -> None:
    await database.ask(text("PRAGMA busy_timeout = 0"), {})
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="another program keeps it locked"):
            await _count_one(database)

    await _count_one(database)
    assert await _value(database) == 1


async def test_a_closed_database_begins_nothing(file: Path) -> None:
    database = await open_sqlite(file)
    await database.close()

    with pytest.raises(StoreError, match="closed"):
        await _count_one(database)


async def test_one_transaction_after_another_lets_others_ask_in_between(
    database: SqliteDatabase,
) -> None:
    done, under_way = 0, asyncio.Event()

    async def many_transactions() -> None:
        nonlocal done
        for _ in range(200):
            await _count_one(database)
            done += 1
            under_way.set()

    writing = asyncio.create_task(many_transactions())
    await under_way.wait()
    await _value(database)
    assert done < 20
    await writing
