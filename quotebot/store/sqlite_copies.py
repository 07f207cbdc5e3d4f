"""Copies of an SQLite file: made while a bot writes, looked through, and put in its place."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from quotebot.core.errors import StoreError
from quotebot.store.administering import opened_read_write, require_file
from quotebot.store.inspecting import beside
from quotebot.store.migrating import HEAD
from quotebot.store.sqlite_faults import is_busy, is_full, told_to_the_operator

_PAGES: Final = 1000  # copied in one go, 4 MB
_LEFTOVERS: Final = ("-wal", "-shm", "-journal")

Reached = Callable[[int, int], None]
"""Is told how much is done, and of how much."""


def back_up(source: Path, destination: Path, reached: Reached, *, force: bool = False) -> None:
    """Copy the database as it stands at this moment; others may write to it meanwhile.

    The copy is one file, of which only its owner may read or write, is looked through before it
    gets its name, and replaces another file only with `force`. Raises StoreError.
    """
    require_file(source)
    _require_room_for(destination, force=force)
    with _unfinished(destination) as copy:
        with told_to_the_operator(source), _room_in(destination.parent):
            _copy(source, copy, reached)
        require_sound(copy)
        _sync(copy)
        _name(copy, destination, force=force)


def require_sound(copy: Path) -> str:
    """The version of a copy's tables.

    Raises StoreError if it is damaged, is none of quotebot's, or is of a newer one.
    """
    require_file(copy)
    with told_to_the_operator(copy), contextlib.closing(opened_read_write(copy)) as database:
        database.execute("PRAGMA query_only = ON")
        found = [row[0] for row in database.execute("PRAGMA integrity_check(5)")]
        if found != ["ok"]:
            raise StoreError(f"{copy} is damaged ({found[0]}): take another backup.")
        if database.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreError(f"{copy} has rows that belong to nothing: take another backup.")
        version = _version(database)
    if version is None:
        raise StoreError(f"{copy} is a database, but none of quotebot's: take another file.")
    if version > HEAD:
        raise StoreError(
            f"{copy} is from a newer quotebot (version {version} of the tables, this one knows "
            f"{HEAD}): install the newer quotebot, or take an older backup."
        )
    return version


@contextlib.contextmanager
def prepared(backup: Path, path: Path, reached: Reached) -> Iterator[Path]:
    """A copy of a sound backup on the disk of the database at `path`, removed at the end.

    Raises StoreError if the backup is not sound.
    """
    require_sound(backup)
    if not path.parent.is_dir():
        raise StoreError(f"there is no directory {path.parent}: create it first.")
    with _unfinished(path) as copy:
        with told_to_the_operator(backup), _room_in(path.parent):
            _copy(backup, copy, reached)
        yield copy


def replace(path: Path, copy: Path, aside: Path) -> bool:
    """Put the copy in the place of the database, which is kept aside; whether there was one.

    Whoever calls this holds the lock of the database. At each moment one of the two stands at the
    path, whole. Raises StoreError, and changes nothing, if any program has the database open.
    """
    require_sound(copy)
    _sync(copy)
    there = path.exists()
    _own_as(path if there else path.parent, copy)
    if there:
        _keep_aside(path, aside)
    for end in _LEFTOVERS:
        beside(path, end).unlink(missing_ok=True)
    copy.replace(path)
    _sync(path.parent)
    return there


def _copy(source: Path, copy: Path, reached: Reached) -> None:
    """In one transaction, so that what is written meanwhile does not make it start anew."""
    with (
        contextlib.closing(opened_read_write(source)) as origin,
        contextlib.closing(opened_read_write(copy)) as target,
    ):
        origin.execute("PRAGMA query_only = ON")
        origin.execute("BEGIN")
        origin.execute("SELECT count(*) FROM sqlite_master").fetchone()
        origin.backup(
            target,
            pages=_PAGES,
            progress=lambda _, left, all_of_them: reached(all_of_them - left, all_of_them),
        )
        origin.execute("ROLLBACK")
        target.execute("PRAGMA journal_mode = DELETE")  # all in one file


@contextlib.contextmanager
def _room_in(folder: Path) -> Iterator[None]:
    """Where the disk is full that is written to, it is not the fault of what is read."""
    try:
        yield
    except sqlite3.Error as error:
        if is_full(error):
            raise StoreError(
                f"there is no room in {folder} for a copy: make room, or choose another place."
            ) from error
        raise


def _version(database: sqlite3.Connection) -> str | None:
    query = "SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"
    if not database.execute(query).fetchone():
        return None
    row = database.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else None


def _require_room_for(destination: Path, *, force: bool) -> None:
    if not destination.parent.is_dir():
        raise StoreError(f"there is no directory {destination.parent}: create it first.")
    if destination.exists() and not (force and destination.is_file()):
        raise StoreError(
            f"{destination} is there already: choose another name, or --force replaces it."
        )


@contextlib.contextmanager
def _unfinished(destination: Path) -> Iterator[Path]:
    """An empty file beside what it is to become, for its owner alone; removed unless renamed."""
    try:
        handle, name = tempfile.mkstemp(prefix=f".{destination.name}.", dir=destination.parent)
    except OSError as error:
        raise StoreError(
            f"nothing can be written in {destination.parent} ({error.strerror}): choose another "
            "place, or let this user write there."
        ) from error
    os.close(handle)
    path = Path(name)
    try:
        yield path
    finally:
        for each in (path, *(beside(path, end) for end in _LEFTOVERS)):
            each.unlink(missing_ok=True)


def _name(copy: Path, destination: Path, *, force: bool) -> None:
    """Also of two backups at once only one gets the name."""
    if force:
        copy.replace(destination)
    else:
        try:
            destination.hardlink_to(copy)
        except FileExistsError:
            _require_room_for(destination, force=False)
        except OSError:  # a disk without hard links
            copy.replace(destination)
    _sync(destination.parent)


def _keep_aside(path: Path, aside: Path) -> None:
    """The database under another name, with its log if it is too damaged for it to be folded in."""
    log, log_aside = beside(path, "-wal"), beside(aside, "-wal")
    if log.exists():
        _link(log, log_aside)
    try:
        folded = _folded(path)
        _link(path, aside)
    except StoreError:
        log_aside.unlink(missing_ok=True)
        raise
    if folded:
        log_aside.unlink(missing_ok=True)


def _folded(path: Path) -> bool:
    """Have SQLite write its log into the database; False if the database cannot be opened.

    Every program that has it open holds a share of a lock that this asks for alone: raises
    StoreError if there is one.
    """
    try:
        with contextlib.closing(opened_read_write(path)) as database:
            database.execute("PRAGMA busy_timeout = 500")
            database.execute("PRAGMA journal_mode = DELETE").fetchone()
            database.execute("BEGIN EXCLUSIVE")
            database.execute("ROLLBACK")
    except sqlite3.DatabaseError as error:
        if is_busy(error):
            raise StoreError(
                f"the database {path} is in use by another program: stop that one first."
            ) from error
        return False
    return True


def _link(path: Path, other: Path) -> None:
    try:
        other.hardlink_to(path)
    except FileExistsError:
        raise StoreError(f"{other} is there already: try again in a second.") from None
    except OSError:  # a disk without hard links
        shutil.copy2(path, other)


def _own_as(model: Path, copy: Path) -> None:
    """What root restores belongs to the bot's user all the same."""
    if os.name != "nt" and os.geteuid() == 0:
        there = model.stat()
        os.chown(copy, there.st_uid, there.st_gid)


def _sync(path: Path) -> None:
    """Have it on the disk, file or directory; Windows does not do so with directories."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
