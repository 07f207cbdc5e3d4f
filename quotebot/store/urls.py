"""What a database URL names."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from quotebot.core.errors import StoreError

_SUPPORTED: Final = (
    "write sqlite:///quotebot.db (a file in the working directory), sqlite:////var/lib/quotebot.db "
    "(four slashes: an absolute path), postgresql://user:password@host/database "
    "or memory:// (forgotten when the bot stops)"
)


@dataclass(frozen=True, slots=True)
class InMemory:
    """No database at all."""


@dataclass(frozen=True, slots=True)
class SqliteFile:
    path: Path


@dataclass(frozen=True, slots=True)
class PostgresUrl:
    """`url` may hold a password, in its own part or in the query: neither is ever shown."""

    url: URL


Location = InMemory | SqliteFile | PostgresUrl


def locate(url: str) -> Location:
    """Raises StoreError, which shows nothing of the URL but its scheme, if it names no database."""
    match _parsed(url):
        case URL(drivername="memory", host=None, database=None | ""):
            return InMemory()
        case URL(
            drivername="sqlite" | "sqlite+aiosqlite", host=None, database=database, query=query
        ):
            if query:
                raise StoreError(f"a database URL takes no options after '?' here: {_SUPPORTED}.")
            in_memory = database is None or database in {"", ":memory:"}
            return InMemory() if in_memory else SqliteFile(Path(str(database)))
        case URL(drivername="sqlite" | "sqlite+aiosqlite"):
            raise StoreError(f"a database URL for SQLite has three slashes or four: {_SUPPORTED}.")
        case URL(drivername="postgresql" | "postgresql+psycopg") as parsed:
            if parsed.host and "@" in parsed.host:  # and before it a part of the password
                raise StoreError("in a database URL, an @ in a password is written %40.")
            return PostgresUrl(parsed.set(drivername="postgresql+psycopg"))
        case other:
            raise StoreError(f"the database {other.drivername} is not supported: {_SUPPORTED}.")


def _parsed(url: str) -> URL:
    if url == ":memory:":
        return URL.create("memory")
    try:
        return make_url(url)
    except (ArgumentError, ValueError):
        raise StoreError(f"that is not a database URL: {_SUPPORTED}.") from None
