"""SQLite: how a file is connected to, and how a statement is asked with one trip to its thread."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Final, Protocol, cast

import aiosqlite
from sqlalchemy import URL, ClauseElement, Connection, event, text
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from tenacity import retry, retry_if_exception, stop_after_delay, wait_random

from quotebot.store.compiling import Compiler
from quotebot.store.database import Ask, Row
from quotebot.store.sqlite_faults import is_busy, unusable

_PRAGMAS: Final = (
    "busy_timeout = 5000",
    "journal_mode = WAL",
    "synchronous = FULL",  # a commit is on the disk when it returns, even if the power fails
    "foreign_keys = ON",
)


_BEGIN: Final = text("BEGIN IMMEDIATE")


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
    connection.exec_driver_sql(_BEGIN.text)


class SqliteDatabase:
    """One connection: statements that are transactions of their own, and between them longer ones.

    SQLAlchemy writes the SQL, once. Running it goes straight to the driver, because an `execute`
    through SQLAlchemy is four to six trips to the connection's thread instead of one. The driver
    runs what it is asked in that order, so a caller that is cancelled leaves nothing half done.
    """

    def __init__(
        self, path: Path, driver: aiosqlite.Connection, release: Callable[[], Awaitable[None]]
    ) -> None:
        self._path = path
        self._driver = driver
        self._release = release
        self._compiled = Compiler(dialect(paramstyle="named"))
        self._one_at_a_time = asyncio.Lock()
        self._between_transactions = asyncio.Event()
        self._between_transactions.set()

    async def ask(
        self, statement: ClauseElement, parameters: Mapping[str, object], /
    ) -> Sequence[Row]:
        while not self._between_transactions.is_set():
            await self._between_transactions.wait()
        return await self._run(statement, parameters)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Ask]:
        async with self._one_at_a_time:
            # Whoever waits in `ask` gets a turn: one transaction after another would shut it out.
            await asyncio.sleep(0)
            self._between_transactions.clear()
            try:
                await self._run(_BEGIN, {})
                yield self._run
                with self._told():
                    await self._driver.commit()
            except BaseException:
                # Whatever was interrupted runs to its end, and this after it, even if cancelled.
                with suppress(sqlite3.Error, ValueError):
                    await self._driver.rollback()
                raise
            finally:
                self._between_transactions.set()

    async def close(self) -> None:
        await self._release()

    async def _run(
        self, statement: ClauseElement, parameters: Mapping[str, object], /
    ) -> Sequence[Row]:
        sql, constants = self._compiled(statement)
        with self._told():
            return list(await self._driver.execute_fetchall(sql, {**constants, **parameters}))

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, ValueError) as error:  # ValueError: the connection is closed
            raise unusable(self._path, error) from error


@retry(  # SQLite refuses the switch to WAL at once when two connections race for it
    retry=retry_if_exception(is_busy),
    wait=wait_random(max=0.05),
    stop=stop_after_delay(5),
    reraise=True,
)
async def connect(engine: AsyncEngine) -> AsyncConnection:
    """A connection of the engine's. Raises what the driver raises."""
    return await engine.connect()


async def driver_of(connection: AsyncConnection) -> aiosqlite.Connection:
    """What SQLAlchemy has opened."""
    raw = await connection.get_raw_connection()
    return cast("aiosqlite.Connection", raw.driver_connection)
