"""PostgreSQL through psycopg: a pool of connections, each checked before it is used."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Final, Protocol

from sqlalchemy import URL, ClauseElement, event
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from quotebot.core.errors import StoreError
from quotebot.store.compiling import Compiler
from quotebot.store.database import Ask, Row
from quotebot.store.migrating import migrate
from quotebot.store.postgres_faults import told_to_the_operator

_CONNECT_SECONDS: Final = 5
_KEEP_ALIVE: Final = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 3}
TIMEOUTS: Final = {  # milliseconds
    "statement_timeout": 10_000,
    "lock_timeout": 5_000,
    # A process that is frozen in the middle of a change holds its rows no longer than this.
    "idle_in_transaction_session_timeout": 15_000,
}
_POOL: Final = 10  # connections; PostgreSQL allows 100 in all unless told otherwise


async def open_postgres(url: URL) -> "PostgresDatabase":
    """The database, its tables brought up to date. Raises StoreError."""
    with told_to_the_operator(url):
        engine = postgres_engine(url)
        database = PostgresDatabase(engine)
        try:
            await migrate(database, engine)
        except BaseException:
            await database.close()
            raise
    return database


def postgres_engine(url: URL) -> AsyncEngine:
    """An engine that notices by itself that a connection was lost, and makes another.

    The server ends what stands still, unless the URL has options of its own for that.
    """
    try:
        engine = create_async_engine(
            url,
            connect_args={
                "application_name": "quotebot",
                "connect_timeout": _CONNECT_SECONDS,
                **_KEEP_ALIVE,
            },
            hide_parameters=True,
            max_overflow=0,
            pool_pre_ping=True,
            pool_size=_POOL,
            pool_timeout=_CONNECT_SECONDS,
        )
    except ImportError as error:
        raise StoreError(
            f"PostgreSQL needs psycopg ({error}): pip install 'quotebot[postgres]'."
        ) from error
    if "options" not in url.query:
        event.listen(engine.sync_engine, "connect", _set_timeouts)
    return engine


class _Cursor(Protocol):
    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


class _Connection(Protocol):
    def cursor(self) -> _Cursor: ...
    def commit(self) -> None: ...


def _set_timeouts(connection: _Connection, _record: object) -> None:
    cursor = connection.cursor()
    for name, milliseconds in TIMEOUTS.items():
        cursor.execute(f"SET {name} = {milliseconds}")
    cursor.close()
    connection.commit()


class PostgresDatabase:
    """Takes the engine. What is asked at the same time is asked on several connections."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine
        self._autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._compiled = Compiler(engine.dialect)
        self._is_closed = False

    async def ask(
        self, statement: ClauseElement, parameters: Mapping[str, object], /
    ) -> Sequence[Row]:
        async with self._told(), self._autocommit.connect() as connection:
            return await self._run(connection, statement, parameters)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Ask]:
        async with self._told(), self._engine.begin() as connection:
            yield partial(self._run, connection)

    async def close(self) -> None:
        self._is_closed = True
        await self._engine.dispose()

    async def _run(
        self,
        connection: AsyncConnection,
        statement: ClauseElement,
        parameters: Mapping[str, object],
        /,
    ) -> Sequence[Row]:
        sql, constants = self._compiled(statement)
        with told_to_the_operator(self._engine.url):
            result = await connection.exec_driver_sql(sql, {**constants, **parameters})
        return result.all() if result.returns_rows else ()

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        if self._is_closed:  # the engine would open itself again
            raise StoreError("the database was closed.")
        with told_to_the_operator(self._engine.url):
            yield
