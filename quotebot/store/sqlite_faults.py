"""What SQLite complains of, as one sentence to whoever runs the bot."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from quotebot.core.errors import StoreError
from quotebot.store.database import ConstraintError

_PRIMARY: Final = 0xFF  # an extended result code keeps the primary one in its low byte
_ADVICE: Final = {
    sqlite3.SQLITE_BUSY: "another program keeps it locked; stop that program",
    sqlite3.SQLITE_READONLY: "it or its directory is read-only; let the bot's user write to both",
    sqlite3.SQLITE_CANTOPEN: "let the bot's user write to it and to its directory",
    sqlite3.SQLITE_FULL: "the disk is full; make room",
    sqlite3.SQLITE_IOERR: "the disk is failing or full; look at the system's log",
    sqlite3.SQLITE_NOTADB: "it is not an SQLite file; choose another path or restore a backup",
    sqlite3.SQLITE_CORRUPT: "it is damaged; restore a backup, or move it away to start afresh",
}


def is_busy(error: BaseException) -> bool:
    """Whether another connection was in the way, bare or wrapped by SQLAlchemy."""
    return _code(error.orig if isinstance(error, DBAPIError) else error) == sqlite3.SQLITE_BUSY


def is_full(error: BaseException) -> bool:
    """Whether the disk had no room for what was written."""
    return _code(error) == sqlite3.SQLITE_FULL


def _code(error: BaseException | None) -> int:
    return getattr(error, "sqlite_errorcode", 0) & _PRIMARY


def unusable(path: Path, error: BaseException | None) -> StoreError:
    """The error to raise from the driver's `error`."""
    if isinstance(error, sqlite3.IntegrityError):
        return ConstraintError(f"the database {path} refused a row ({error}): report this bug.")
    advice = _ADVICE.get(_code(error), "look at that file, and at the disk it is on")
    return StoreError(f"the database {path} cannot be used ({error}): {advice}.")


@contextmanager
def told_to_the_operator(path: Path) -> Iterator[None]:
    """Turns what the driver raises, bare or wrapped by SQLAlchemy, into a StoreError."""
    try:
        yield
    except DBAPIError as error:
        raise unusable(path, error.orig) from error
    except sqlite3.Error as error:
        raise unusable(path, error) from error
