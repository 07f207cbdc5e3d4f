"""Files that hold secrets: written for their owner alone, whole or not at all."""

import os
import re
import secrets
import stat
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

from quotebot.core.errors import OperatorError, SettingsError
from quotebot.settings.dotenv_file import bindings
from quotebot.settings.secret_files import SUFFIX

_MODE: Final = 0o600
_NEEDS_NO_QUOTES: Final = re.compile(r"[\w.:/@+%?=&,~-]*", re.ASCII)
_EXPORT: Final = re.compile(r"\s*export\s")


def with_values(text: str, env_file: Path, values: Mapping[str, str]) -> str:
    """The text of an .env file with these variables set, and all else as it was.

    A line for the variable, or for a file that it came from, becomes the new one. Raises
    SettingsError for a text that is no .env file and for a value that cannot stand in one.
    """
    left = dict(values)
    parts = []
    for line in bindings(text, env_file):
        name = (line.key or "").upper()
        name = name if name in values else name.removesuffix(SUFFIX)
        old = line.original.string
        if name not in values:
            parts.append(old)
        elif name in left:
            before = old[: len(old) - len(old.lstrip())]
            export = "export " if _EXPORT.match(old) else ""
            parts.append(f"{before}{export}{_assignment(name, left.pop(name))}")
    if left and parts and not parts[-1].endswith(("\n", "\r")):
        parts.append("\n")
    return "".join([*parts, *(_assignment(name, value) for name, value in left.items())])


def _assignment(name: str, value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    written = value if _NEEDS_NO_QUOTES.fullmatch(value) else f"'{escaped}'"
    line = f"{name}={written}\n"
    if dotenv_values(stream=StringIO(line)).get(name) != value:
        raise SettingsError(
            f"{name} has signs that mean something else in .env: put it into a file, and name that"
            f" in {name}{SUFFIX}"
        )
    return line


def write_private(path: Path, text: str) -> None:
    """Put the text where the file is, or is to be, readable for its owner alone.

    Whoever reads the file meanwhile sees the old text or the new. Raises OperatorError.
    """
    target = Path(os.path.realpath(path))  # a link stays a link
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            _keep_owner(target, stream.fileno())
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(target)
    except OSError as error:
        raise OperatorError(f"{path} cannot be written ({error.strerror})") from error
    finally:
        with suppress(OSError):
            temporary.unlink()


def _keep_owner(target: Path, descriptor: int) -> None:
    with suppress(FileNotFoundError, PermissionError):
        status = target.stat()
        if (status.st_uid, status.st_gid) != (os.geteuid(), os.getegid()):
            os.fchown(descriptor, status.st_uid, status.st_gid)


def make_private(path: Path) -> bool:
    """Take the file from everybody but its owner; whether anybody else could use it before."""
    try:
        if not stat.S_IMODE(path.stat().st_mode) & ~_MODE:
            return False
        path.chmod(_MODE)
    except OSError as error:
        raise OperatorError(f"{path} cannot be made private ({error.strerror})") from error
    return True
