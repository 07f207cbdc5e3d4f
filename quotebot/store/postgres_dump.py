"""A dump of a PostgreSQL database by PostgreSQL's own program, where it is installed."""

import os
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from quotebot.core.errors import StoreError

PROGRAM: Final = "pg_dump"


def dump(url: URL, destination: Path, *, force: bool = False, program: str = PROGRAM) -> None:
    """Write the database into a file in PostgreSQL's custom format, for its owner alone.

    The password is handed over in a file, for arguments can be read by everybody on the machine.
    Raises StoreError, among others if the program is missing.
    """
    found = shutil.which(program)
    if found is None:
        raise StoreError(
            f"there is no {PROGRAM} on this machine: install PostgreSQL's client programs, or run "
            f"`{PROGRAM} --format=custom` where they are."
        )
    if destination.exists() and not force:
        raise StoreError(
            f"{destination} is there already: choose another name, or --force replaces it."
        )
    with ExitStack() as stack:
        folder = Path(stack.enter_context(_folder_in(destination.parent)))
        unfinished = folder / "dump"
        name = _without_password(url, folder / "password")
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600), "wb") as file:
            _run([found, "--format=custom", f"--dbname={name}"], file.fileno())
            file.flush()
            os.fsync(file.fileno())
        _require_readable(unfinished, Path(found).with_name("pg_restore"))
        unfinished.replace(destination)


def _folder_in(parent: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        return tempfile.TemporaryDirectory(prefix=".quotebot-dump-", dir=parent)
    except OSError as error:
        raise StoreError(
            f"nothing can be written in {parent} ({error.strerror}): choose another place."
        ) from error


def _without_password(url: URL, file: Path) -> str:
    """The URL for PostgreSQL's programs; a password, wherever it stands, goes into the file."""
    query = dict(url.query)
    password = url.password or query.pop("password", None)
    bare = url.set(drivername="postgresql", query=query)._replace(password=None)
    if isinstance(password, str):
        escaped = password.replace("\\", "\\\\").replace(":", "\\:")
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as stream:
            stream.write(f"*:*:*:*:{escaped}\n")
        bare = bare.update_query_dict({"passfile": str(file.resolve())})
    return bare.render_as_string(hide_password=False)


def _run(command: list[str], output: int) -> None:
    try:
        subprocess.run(  # noqa: S603 - PostgreSQL's own program, with arguments of ours
            command, check=True, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.PIPE
        )
    except subprocess.CalledProcessError as error:
        said = " ".join(error.stderr.decode(errors="replace").split())
        raise StoreError(f"{PROGRAM} made no backup ({said}): see to that first.") from error


def _require_readable(file: Path, reader: Path) -> None:
    if reader.exists():
        _run([str(reader), "--list", str(file)], subprocess.DEVNULL)
