"""A look at a database from beside the bot: nothing is created, migrated or changed."""

import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Final, assert_never
from urllib.parse import quote

from sqlalchemy import (
    URL,
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    create_engine,
    inspect,
    select,
)
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from quotebot.core.errors import StoreError
from quotebot.store import postgres_faults, sqlite_faults
from quotebot.store.urls import InMemory, Location, PostgresUrl, SqliteFile

NAME: Final = "quotebot db"  # as PostgreSQL lists it, beside the bots, which are "quotebot"
_CONNECT_SECONDS: Final = 5
_versions: Final = Table("alembic_version", MetaData(), Column("version_num", String))


@contextmanager
def looking_at(location: Location) -> Iterator[Connection]:
    """A connection that reads. Raises StoreError for what cannot be opened, or read."""
    match location:
        case InMemory():
            raise StoreError(
                "a database in memory is forgotten when the bot stops: there is nothing to look at."
            )
        case SqliteFile(path):
            require_file(path)
            with (
                told_to_the_operator(location),
                _connected(_sqlite_engine(path)) as connection,
            ):
                connection.exec_driver_sql("PRAGMA query_only = ON")
                yield connection
        case PostgresUrl(url):
            with (
                told_to_the_operator(location),
                _connected(_postgres_engine(url)) as connection,
            ):
                connection.exec_driver_sql("SET default_transaction_read_only = on")
                connection.commit()
                yield connection
        case _:
            assert_never(location)


def told_to_the_operator(location: Location) -> AbstractContextManager[None]:
    """Turns what the driver of such a database raises into a StoreError."""
    match location:
        case InMemory():
            return nullcontext()
        case SqliteFile(path):
            return sqlite_faults.told_to_the_operator(path)
        case PostgresUrl(url):
            return postgres_faults.told_to_the_operator(url)
        case _:
            assert_never(location)


def require_file(path: Path) -> None:
    """Raises StoreError if there is no file: whoever looks must not leave an empty one behind."""
    if not path.is_file():
        raise StoreError(
            f"there is no database {path}: look where the bot runs, or set QUOTEBOT_DATABASE as it "
            "is set there."
        )


def opened_read_write(path: Path) -> sqlite3.Connection:
    """The file, which must be there, with no transaction begun behind one's back."""
    uri = f"file:{quote(str(path))}?mode=rw"
    return sqlite3.connect(uri, uri=True, isolation_level=None, timeout=5)


def version_of(connection: Connection) -> str | None:
    """The version of the tables; None where quotebot has never been."""
    if not inspect(connection).has_table(_versions.name):
        return None
    version: str | None = connection.execute(select(_versions.c.version_num)).scalar()
    return version


def _sqlite_engine(path: Path) -> Engine:
    return create_engine("sqlite://", creator=lambda: opened_read_write(path), poolclass=NullPool)


def _postgres_engine(url: URL) -> Engine:
    try:
        return create_engine(
            url,
            connect_args={"application_name": NAME, "connect_timeout": _CONNECT_SECONDS},
            hide_parameters=True,
            poolclass=NullPool,
        )
    except ImportError as error:
        raise StoreError(
            f"PostgreSQL needs psycopg ({error}): pip install 'quotebot[postgres]'."
        ) from error


@contextmanager
def _connected(engine: Engine) -> Iterator[Connection]:
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        if getattr(error, "orig", None) is None:
            raise StoreError(f"the database cannot be read ({error}).") from error
        raise
    finally:
        engine.dispose()
