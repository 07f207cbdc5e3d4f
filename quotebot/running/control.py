"""A socket on which whoever runs the bot tells it something, and hears how that went.

One line of JSON each way: {"do": "reload"} is answered with {"quotes": 553} or {"problems": [...]}.
Only the user who runs the bot can open the socket.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final, assert_never

from quotebot.core.errors import SettingsError
from quotebot.curation.reloading import Kept, Reload, Reloaded, Reloader

log = logging.getLogger(__name__)

_LONGEST_LINE: Final = 2**16  # bytes asked; what is answered may be longer
_LONGEST_ANSWER: Final = 2**24
_RELOAD: Final = {"do": "reload"}


@contextlib.asynccontextmanager
async def controlled(path: Path, reloader: Reloader) -> AsyncIterator[None]:
    """Listen at the path until the block is left; without a path to listen at, only say so."""
    bound = await _bound(path)
    if bound is None:
        yield
        return

    async def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError):
            await _answer(reader, writer, reloader)
        writer.close()

    server = await asyncio.start_unix_server(on_connection, sock=bound, limit=_LONGEST_LINE)
    try:
        yield
    finally:
        server.close()
        _remove_a_socket(path)


async def ask_to_reload(path: Path, within: float) -> Reload:
    """Have the bot that listens at the path read its quotes anew, and wait for what comes of it.

    Raises SettingsError when no bot listens there, or none answers in so many seconds.
    """
    try:
        async with asyncio.timeout(within):
            reader, writer = await asyncio.open_unix_connection(str(path), limit=_LONGEST_ANSWER)
            with contextlib.closing(writer):
                writer.write(json.dumps(_RELOAD).encode() + b"\n")
                answer = json.loads(await reader.readline() or "null")
    except TimeoutError:
        raise SettingsError(f"The bot at {path} has not answered for {within:g} s") from None
    except OSError as error:
        raise SettingsError(
            f"No bot listens at {path} ({error.strerror or error}): start one with `quotebot run`"
            " in this directory, or name its socket in QUOTEBOT_CONTROL_SOCKET"
        ) from error
    match answer:
        case {"quotes": int(quotes)}:
            return Reloaded(quotes)
        case {"problems": [*problems]}:
            return Kept(tuple(map(str, problems)))
        case _:
            raise SettingsError(f"What listens at {path} is no quotebot of this version")


async def bot_listens_at(path: Path) -> bool:
    """Whether a bot listens there; nothing is asked of it."""
    return hasattr(asyncio, "open_unix_connection") and await _is_listened_at(path)


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reloader: Reloader
) -> None:
    try:
        asked = json.loads(await reader.readline())
    except ValueError:
        return
    if asked != _RELOAD:
        return
    writer.write(json.dumps(_told(await reloader.reload())).encode() + b"\n")
    await writer.drain()


def _told(outcome: Reload) -> dict[str, object]:
    match outcome:
        case Reloaded(quotes):
            return {"quotes": quotes}
        case Kept(problems):
            return {"problems": problems}
        case _:
            assert_never(outcome)


async def _bound(path: Path) -> socket.socket | None:
    """A socket bound at the path, for this user alone; None, with the reason logged, if not."""
    if not hasattr(asyncio, "start_unix_server"):
        log.info("this system has no Unix sockets: `quotebot reload` cannot reach the bot")
        return None
    if await _is_listened_at(path):
        log.warning("another process listens at %s: `quotebot reload` reaches that one", path)
        return None
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        _remove_a_socket(path)  # that a bot left behind when it was killed
        bound.bind(str(path))
    except OSError as error:
        bound.close()
        log.warning(
            "no socket at %s (%s): `quotebot reload` cannot reach this bot;"
            " QUOTEBOT_CONTROL_SOCKET names another place",
            path,
            error.strerror or error,
        )
        return None
    finally:
        os.umask(mask)
    return bound


async def _is_listened_at(path: Path) -> bool:
    try:
        _, writer = await asyncio.open_unix_connection(str(path))
    except OSError:
        return False
    writer.close()
    return True


def _remove_a_socket(path: Path) -> None:
    """Remove what stands at the path if it is a socket, and nothing else."""
    with contextlib.suppress(FileNotFoundError):
        if stat.S_ISSOCK(path.lstat().st_mode):
            path.unlink()
