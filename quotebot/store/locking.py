"""Keeps a second bot off a database file, by a lock that the system itself takes back at death."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quotebot.core.errors import StoreError

if sys.platform != "win32":
    import fcntl


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Have the database at this path alone, among all who ask for it by this function.

    The lock is on a file beside the database, which stays there and means nothing by itself.
    Windows has no such locks, and nothing is locked. Raises StoreError when another has it.
    """
    if sys.platform == "win32":
        yield
        return
    beside = path.with_name(f"{path.name}.lock")
    try:
        file = os.open(beside, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _cannot_be_locked(path, error) from error
    try:
        _own_as(path, file)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"the database {path} is in use by another quotebot: stop that one, or give this "
                "one its own database (several processes can share one on PostgreSQL)."
            ) from None
        except OSError as error:
            raise _cannot_be_locked(path, error) from error
        yield
    finally:
        os.close(file)


def is_locked(path: Path) -> bool:
    """Whether a bot has the database at this path.

    Finding that out takes a share of the lock for a moment, in which no bot could start on it.
    """
    beside = path.with_name(f"{path.name}.lock")
    if sys.platform == "win32" or not beside.exists():
        return False
    try:
        file = os.open(beside, os.O_RDONLY)
    except OSError as error:
        raise _cannot_be_locked(path, error) from error
    try:
        fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(file)
    return False


def _own_as(path: Path, file: int) -> None:
    """As SQLite does with what it keeps beside a database: root must not shut the bot out of it."""
    if os.geteuid() == 0 and path.exists():
        there = path.stat()
        os.fchown(file, there.st_uid, there.st_gid)


def _cannot_be_locked(path: Path, error: OSError) -> StoreError:
    return StoreError(
        f"the database {path} cannot be locked ({error.strerror}): let the bot's user write to its "
        "directory, which must be on a disk of this machine."
    )
