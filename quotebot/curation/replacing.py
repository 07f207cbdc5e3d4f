"""Writes files so that whoever reads them sees what was there before, or all that is new."""

import os
import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from quotebot.core.errors import OperatorError


class Change(NamedTuple):
    """What a file held when it was looked at (None where there was no file), and is to hold."""

    path: Path
    before: bytes | None
    after: bytes


def held(path: Path) -> bytes | None:
    """What the file holds; None where there is none. Raises OperatorError."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise OperatorError(f"{path} cannot be read ({error.strerror})") from error


def apply(changes: Sequence[Change]) -> None:
    """Make every change, or none; raises OperatorError.

    None is made when a file no longer holds what it held before. Everything is on disk before the
    first file is replaced, so that no full disk can leave one changed and the next not.
    """
    for change in changes:
        if held(change.path) != change.before:
            raise OperatorError(
                f"{change.path} was changed meanwhile by somebody else: nothing was written,"
                " try again"
            )
    with ExitStack() as leftovers:
        ready: list[tuple[Change, Path, Path]] = []
        for change in changes:
            target = Path(os.path.realpath(change.path))  # a link stays a link
            # No quote file is looked for under a name that starts with a dot.
            temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
            leftovers.callback(_remove, temporary)
            with _told_of(change.path):
                target.parent.mkdir(parents=True, exist_ok=True)
                _write(temporary, change.after, like=target)
            ready.append((change, temporary, target))
        for change, temporary, target in ready:
            with _told_of(change.path):
                temporary.replace(target)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OperatorError(f"{path} cannot be written ({error.strerror})") from error


def _write(path: Path, data: bytes, *, like: Path) -> None:
    """Write a new file through to the disk, with the mode and the owner of the one it is for."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as stream:
        with suppress(FileNotFoundError):
            status = like.stat()
            os.fchmod(stream.fileno(), stat.S_IMODE(status.st_mode))
            if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
                with suppress(PermissionError):
                    os.fchown(stream.fileno(), status.st_uid, status.st_gid)
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
