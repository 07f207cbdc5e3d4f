"""From a database URL to a store and a ledger that are ready for use."""

import asyncio
import logging
import sqlite3
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final, assert_never

from quotebot.core.errors import StoreError
from quotebot.core.events import Event
from quotebot.core.ports import Store
from quotebot.store.cached import CachedStore, MemoryCache
from quotebot.store.database import Database
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from quotebot.store.locking import locked
from quotebot.store.migrating import HEAD, migrate, version_in
from quotebot.store.postgres import open_postgres
from quotebot.store.sql import SqlStore
from quotebot.store.sql_ledger import SqlLedger
from quotebot.store.sqlite import SqliteDatabase, connect, driver_of, sqlite_engine
from quotebot.store.sqlite_copies import back_up
from quotebot.store.sqlite_faults import told_to_the_operator
from quotebot.store.storage import Storage
from quotebot.store.urls import InMemory, PostgresUrl, SqliteFile, locate

log = logging.getLogger(__name__)

OLDEST_SQLITE: Final = (3, 35, 0)  # the first release that knows RETURNING


async def open_store(url: str) -> Store:
    """The store alone of what `open_storage` opens."""
    return (await open_storage(url)).store


async def open_storage(url: str, *, exclusive: bool = True, backup_first: bool = True) -> Storage:
    """What the URL names, its tables brought up to date; the caller closes it.

    An SQLite file that is opened as `exclusive` is refused to whoever else wants it so until it is
    closed; PostgreSQL and memory are not locked. A file whose tables are older is copied before
    they are changed, unless `backup_first` is False. Raises StoreError for a URL that names no
    database and for a database that cannot be used.
    """
    location = locate(url)
    match location:
        case InMemory():
            store = InMemoryStore()
            return Storage(store, InMemoryLedger(store))
        case SqliteFile(path):
            return kept_in(await open_sqlite(path, exclusive=exclusive, backup_first=backup_first))
        case PostgresUrl():
            return kept_in(await open_postgres(location.url))
        case _:
            assert_never(location)


def kept_in(database: Database) -> Storage:
    """The store, with its cache, and the ledger over a database that is ready for use."""
    cache = MemoryCache()
    return Storage(CachedStore(SqlStore(database), cache), SqlLedger(database, cache))


async def open_sqlite(
    path: Path, *, exclusive: bool = True, backup_first: bool = True
) -> SqliteDatabase:
    """The database in that file, which is created if need be; as `open_storage` opens it."""
    _require_sqlite(sqlite3.sqlite_version_info)
    held = AsyncExitStack()
    with told_to_the_operator(path):
        _require_openable(path)
        try:
            if exclusive:
                held.enter_context(locked(path))
            engine = sqlite_engine(path)
            held.push_async_callback(engine.dispose)
            connection = await connect(engine)
            held.push_async_callback(connection.close)
            database = SqliteDatabase(path, await driver_of(connection), held.aclose)
            if backup_first:
                await _keep_older(database, path)
            await migrate(database, engine)
        except BaseException:
            await held.aclose()
            raise
    return database


async def _keep_older(database: SqliteDatabase, path: Path) -> None:
    """A copy of a file that is about to be migrated, named after the version of its tables."""
    version = await version_in(database)
    if version is not None and version < HEAD:
        copy = path.with_name(f"{path.stem}-of-version-{version}{path.suffix}")
        if not copy.exists():
            await asyncio.to_thread(back_up, path, copy, lambda _done, _of: None)
            log.warning(Event.DATABASE_MIGRATED(path=copy))


def _require_openable(path: Path) -> None:
    if not path.parent.is_dir():
        raise StoreError(
            f"the database {path} cannot be created, as there is no directory {path.parent}: "
            f"create that directory, or choose another path."
        )
    # When aiosqlite 0.22 cannot open a file, its thread outlives the call and may print a traceback
    # once the loop is closed; so it is only asked for files that can be opened.
    sqlite3.connect(path).close()


def _require_sqlite(version: tuple[int, int, int]) -> None:
    if version < OLDEST_SQLITE:
        raise StoreError(
            f"this Python was built with SQLite {'.'.join(map(str, version))}, and quotebot needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer: install a newer Python."
        )
