"""SQLite: how a file is connected to, and how a statement is asked with one trip to its thread."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import aiosqlite
from sqlalchemy import URL, ClauseElement, Connection, event
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from quotebot.store.sql import Query, Row
from quotebot.store.sqlite_faults import is_busy, unusable

_PRAGMAS: Final = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit is on the disk when it returns, even if the power fails
    "foreign_keys = ON",
)


def sqlite_engine(path: Path) -> AsyncEngine:
    """An engine whose transactions lock at BEGIN and hold changes of the schema too.

    Left alone, the driver begins a transaction only at the first write, so what was read before it
    may have changed unnoticed, and a migration that stops halfway stays halfway.
    """
    url = URL.create("sqlite+aiosqlite", database=str(path))
    engine = create_async_engine(url, connect_args={"isolation_level": None})
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class _Connection(Protocol):
    def cursor(self) -> _Cursor: ...


def _set_up(connection: _Connection, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class SqliteDatabase:
    """One connection on which every statement is a transaction of its own.

    SQLAlchemy writes the SQL, once. Running it goes straight to the driver, because an `execute`
    through SQLAlchemy is four to six trips to the connection's thread instead of one. The driver
    queues what is asked at the same time, and a caller that is cancelled leaves nothing half done.
    """

    def __init__(
        self, path: Path, connection: AsyncConnection, driver: aiosqlite.Connection
    ) -> None:
        self._path = path
        self._connection = connection
        self._driver = driver

    def prepare(self, statement: ClauseElement) -> Query:
        sql = str(statement.compile(dialect=dialect(paramstyle="named")))

        async def ask(parameters: Mapping[str, object]) -> Sequence[Row]:
            try:
                return list(await self._driver.execute_fetchall(sql, parameters))
            except (sqlite3.Error, ValueError) as error:  # ValueError: the connection is closed
                raise unusable(self._path, error) from error

        return ask

    async def close(self) -> None:
        await self._connection.close()
        await self._connection.engine.dispose()


@retry(  # SQLite refuses the switch to WAL at once when two connections race for it
    retry=retry_if_exception(is_busy),
    wait=wait_random(max=0.05),
    stop=stop_after_delay(5),
    reraise=True,
)
async def connect(path: Path, engine: AsyncEngine) -> SqliteDatabase:
    """Takes a connection, and the engine with it. Raises what the driver raises."""
    connection = await engine.connect()
    driver: Any = (await connection.get_raw_connection()).driver_connection
    return SqliteDatabase(path, connection, driver)
