"""From a database URL to a store that is ready for use."""

import sqlite3
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from quotebot.core.errors import StoreError
from quotebot.core.ports import Store
from quotebot.store.cached import CachedStore
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.migrating import migrate
from quotebot.store.sql import SqlStore
from quotebot.store.sqlite import SqliteDatabase, connect, sqlite_engine
from quotebot.store.sqlite_faults import told_to_the_operator

OLDEST_SQLITE: Final = (3, 35, 0)  # the first release that knows RETURNING

_SUPPORTED: Final = (
    "write sqlite:///quotebot.db (a file in the working directory), sqlite:////var/lib/quotebot.db "
    "(four slashes: an absolute path) or memory:// (forgotten when the bot stops)"
)


async def open_store(url: str) -> Store:
    """The store that the URL names, its tables brought up to date; the caller closes it.

    Raises StoreError for a URL that names none, and for a database that cannot be used.
    """
    path = _path(url)
    return InMemoryStore() if path is None else await open_sqlite(path)


async def open_sqlite(path: Path) -> Store:
    """The store in that file, which is created if need be. Raises StoreError."""
    return CachedStore(SqlStore(await open_database(path)))


async def open_database(path: Path) -> SqliteDatabase:
    """The database in that file, its tables brought up to date. Raises StoreError."""
    _require_sqlite(sqlite3.sqlite_version_info)
    with told_to_the_operator(path):
        _require_openable(path)
        engine = sqlite_engine(path)
        database = await connect(path, engine)
        try:
            await migrate(database, engine)
        except BaseException:
            await database.close()
            raise
    return database


def _require_openable(path: Path) -> None:
    if not path.parent.is_dir():
        raise StoreError(
            f"the database {path} cannot be created, as there is no directory {path.parent}: "
            f"create that directory, or choose another path."
        )
    # When aiosqlite 0.22 cannot open a file, its thread outlives the call and may print a traceback
    # once the loop is closed; so it is only asked for files that can be opened.
    sqlite3.connect(path).close()


def _path(url: str) -> Path | None:
    """The file that the URL names, or None for memory. The URL may hold a password: keep quiet."""
    match _parsed(url):
        case URL(drivername="memory", host=None, database=None | ""):
            return None
        case URL(
            drivername="sqlite" | "sqlite+aiosqlite", host=None, database=database, query=query
        ):
            if query:
                raise StoreError(f"a database URL takes no options after '?' here: {_SUPPORTED}.")
            return None if database in {None, "", ":memory:"} else Path(database)
        case URL(drivername="sqlite" | "sqlite+aiosqlite"):
            raise StoreError(f"a database URL for SQLite has three slashes or four: {_SUPPORTED}.")
        case other:
            raise StoreError(f"the database {other.drivername} is not supported: {_SUPPORTED}.")


def _parsed(url: str) -> URL:
    if url == ":memory:":
        return URL.create("memory")
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"that is not a database URL: {_SUPPORTED}.") from None


def _require_sqlite(version: tuple[int, int, int]) -> None:
    if version < OLDEST_SQLITE:
        raise StoreError(
            f"this Python was built with SQLite {'.'.join(map(str, version))}, and quotebot needs "
            f"{'.'.join(map(str, OLDEST_SQLITE))} or newer: install a newer Python."
        )
