"""Notices when quote files change."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path, PurePath
from typing import Final

from watchfiles import Change, awatch

SETTLED: Final = 250  # milliseconds without a further change, after which a save is over
_LONGEST_UNREST: Final = 3000  # milliseconds of changes without a pause, after which we look anyway
BEFORE_LOOKING_AGAIN: Final = 1.0  # seconds, for a folder that was taken away
_SUFFIXES: Final = ("", ".yaml", ".yml")  # folders, and links to them, have none
_CONFIG_MAP: Final = "..data"  # the link that Kubernetes turns to a new version of the files


async def changes(paths: Sequence[Path]) -> AsyncGenerator[None]:
    """Yield each time something in these files and folders has changed, and has come to rest.

    A path that is taken away is waited for. Where the system tells of no changes (a network file
    system, some mounted folders) the environment variable WATCHFILES_FORCE_POLLING=true helps.
    """
    while True:
        watched = _identities(paths)
        while None in watched:
            await asyncio.sleep(BEFORE_LOOKING_AGAIN)
            watched = _identities(paths)
            if None not in watched:
                yield
        async for _ in awatch(
            *paths,
            watch_filter=may_be_of_quotes,
            debounce=_LONGEST_UNREST,
            step=SETTLED,
            ignore_permission_denied=True,
        ):
            yield
            if _identities(paths) != watched:  # what is watched is not what has the name now
                break


def _identities(paths: Sequence[Path]) -> list[tuple[int, int] | None]:
    """What the names stand for now; None for one that is taken away."""
    return [_identity(path) for path in paths]


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def may_be_of_quotes(_: Change, path: str) -> bool:
    """Whether the change may be one of a quote file; editors write others beside it."""
    name = PurePath(path).name
    return name == _CONFIG_MAP or (
        not name.startswith(".") and PurePath(path).suffix.lower() in _SUFFIXES
    )
