"""Checks of the database: is it there, whole, of this version, and is there room for it?"""

import shutil
import tempfile
from pathlib import Path
from typing import Final, assert_never

from quotebot.cli.db.places import in_words
from quotebot.cli.doctor.case import Case
from quotebot.cli.doctor.examining import beside
from quotebot.cli.doctor.findings import Finding, failed, ok, skipped, warning
from quotebot.core.errors import StoreError
from quotebot.settings import variable
from quotebot.store import soundness
from quotebot.store.inspecting import Status, place_of
from quotebot.store.urls import InMemory, PostgresUrl, SqliteFile, locate

_TIGHT: Final = 100 * 2**20  # bytes; a year of daily quotes needs far less
_TOO_TIGHT: Final = 5 * 2**20
_LARGE_LOG: Final = 64 * 2**20  # SQLite takes it back at 4 MiB if nobody keeps it from doing so
_NOT_YET: Final = "it is not there yet: the bot makes it when it first starts"
# As the mount table of Linux names them.
_ON_A_NETWORK: Final = frozenset({
    "9p", "afs", "ceph", "cifs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2",
    "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "smb3", "smbfs", "virtiofs",
})  # fmt: skip


async def reachable(case: Case) -> Finding:
    location = locate(case.settings.database)
    match location:
        case InMemory():
            return warning(
                "it is in memory: daily quotes, and what was shown, are forgotten with each stop",
                f"name a file in {variable('database')}: sqlite:///quotebot.db",
            )
        case SqliteFile(path) if not await beside(path.exists):
            return await beside(lambda: _to_be_made(path))
        case SqliteFile() | PostgresUrl():
            try:
                await case.database()
            except StoreError as error:
                return failed(str(error), *_ways_back(location))
            return ok(f"{place_of(location)} can be read")
        case _:
            assert_never(location)


def _to_be_made(path: Path) -> Finding:
    if path.parent.is_dir():
        return ok(f"{path}: {_NOT_YET}")
    return failed(
        f"{path} cannot be made, as there is no directory {path.parent}",
        f"mkdir -p {path.parent}",
        f"name another file in {variable('database')}",
    )


def _ways_back(location: SqliteFile | PostgresUrl) -> tuple[str, ...]:
    if isinstance(location, PostgresUrl):
        return (f"look whether the server runs, and {variable('database')} names it as it is",)
    return (
        "if it is damaged, put a backup in its place: quotebot db restore PATH",
        f"if it is another program's, name the right file in {variable('database')}",
    )


async def whole(case: Case) -> Finding:
    """The file itself, and what the ledger promises."""
    if (found := await _status(case)) is None:
        return skipped("there is nothing that can be read")
    if found.version != found.newest_version:
        return skipped("its tables are of another version")
    location = locate(case.settings.database)
    problems = await beside(lambda: soundness.problems(location, case.now, iter))
    if problems:
        more = f", and {len(problems) - 1} problems more" if len(problems) > 1 else ""
        return failed(
            f"{problems[0]}{more}",
            "quotebot db check lists all of them",
            "put a backup in its place: quotebot db restore PATH",
        )
    return ok("it is whole, and what it holds makes sense")


async def version(case: Case) -> Finding:
    if (found := await _status(case)) is None:
        return skipped("there is nothing that can be read")
    ours, theirs = found.newest_version, found.version
    if theirs == ours:
        return ok(f"its tables are of version {ours}, the newest")
    if theirs is None:
        return warning(
            "no table of quotebot is in it yet: the bot makes them when it starts",
            f"if there should be some, look whether {variable('database')} names the right one",
        )
    if theirs < ours:
        return warning(
            f"its tables are of version {theirs}: this quotebot makes {ours} of it when it starts",
            "stop the bot, then: quotebot db migrate, which backs an SQLite file up first",
        )
    return failed(
        f"its tables are of version {theirs}, of a newer quotebot: this one knows {ours}",
        "install that newer quotebot again",
        "put a backup of the older version in its place: quotebot db restore PATH",
    )


async def space(case: Case) -> Finding:
    location = locate(case.settings.database)
    if not isinstance(location, SqliteFile):
        return skipped("that is up to whoever runs the database")
    free = await beside(lambda: shutil.disk_usage(_nearest(location.path.parent)).free)
    found = await _status(case)
    log = found.log_size if found is not None and found.log_size else 0
    told = f"{in_words(free)} free on the disk, {in_words(log)} in the write-ahead log"
    if free < _TOO_TIGHT:
        return failed(
            f"{told}: daily quotes stop when the disk is full",
            "make room on the disk",
            f"move the database to another one, and name it in {variable('database')}",
        )
    if free < _TIGHT:
        return warning(told, "make room on the disk")
    if log > _LARGE_LOG:
        return warning(
            f"{told}: something keeps SQLite from taking the log back",
            "stop the bot and whatever else has the file open, and start it again",
        )
    return ok(told)


def writable(case: Case) -> Finding:
    location = locate(case.settings.database)
    if not isinstance(location, SqliteFile):
        return skipped("that is up to whoever runs the database")
    folder = _nearest(location.path.parent)
    try:
        _try_to_write(location.path, folder)
    except OSError as error:
        return failed(
            f"nothing can be written in {folder} ({error.strerror or type(error).__name__})",
            "give the user that the bot runs as the right to write there",
            f"name a file elsewhere in {variable('database')}; in a container, mount a volume",
        )
    return ok(f"the file, and what SQLite puts beside it, can be written in {folder}")


def _try_to_write(path: Path, folder: Path) -> None:
    """Raises OSError. The file in the folder has no name, or none for long."""
    with tempfile.TemporaryFile(dir=folder):
        pass
    if path.exists():
        with path.open("r+b"):
            pass


def file_system(case: Case) -> Finding:
    location = locate(case.settings.database)
    if not isinstance(location, SqliteFile):
        return skipped("that is up to whoever runs the database")
    kind = kind_of(location.path.absolute().parent.resolve(), Path("/proc/self/mounts"))
    if kind is None:
        return skipped("this system does not tell on which kind of file system it is")
    if kind in _ON_A_NETWORK:
        return warning(
            f"it is on a file system of a network ({kind}), where SQLite's locks may not hold",
            f"keep it on a disk of this machine, and name that in {variable('database')}",
            "use PostgreSQL: docs/database.md",
        )
    return ok(f"it is on a file system of this machine ({kind})")


def kind_of(path: Path, mounts: Path) -> str | None:
    """The kind of file system that the path is on, by the mount table; None where there is none."""
    try:
        lines = [line.split() for line in mounts.read_text(errors="replace").splitlines()]
    except OSError:
        return None
    places = {Path(_unescaped(line[1])): line[2] for line in lines if len(line) > 2}
    return next((places[each] for each in (path, *path.parents) if each in places), None)


def _unescaped(place: str) -> str:
    """The mount table writes blanks and backslashes as octal numbers."""
    for number, sign in (("\\040", " "), ("\\011", "\t"), ("\\134", "\\")):
        place = place.replace(number, sign)
    return place


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest above it that is there."""
    folder = folder.absolute()
    return next(each for each in (folder, *folder.parents) if each.is_dir())


async def _status(case: Case) -> Status | None:
    """None for a database that cannot be read, of which another check tells."""
    try:
        return await case.database()
    except StoreError:
        return None
