"""A socket on which whoever runs the bot asks it something, and hears how that went.

One line of JSON each way: {"do": "reload"} is answered with {"quotes": 553} or {"problems": [...]},
{"do": "health"} with {"platforms": {"Discord": true}}. Only the user who runs the bot can open it.
"""

import asyncio
import contextlib
import json
import logging
import os
import socket
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from typing import Final, assert_never

from quotebot.core.events import Event
from quotebot.curation.reloading import Kept, Reload, Reloaded
from quotebot.running.asking import another_version, ask
from quotebot.running.health import health_of
from quotebot.wiring import Bot

log = logging.getLogger(__name__)

Answer = Callable[[], Awaitable[object]]

_LONGEST_LINE: Final = 2**16  # bytes


def answers_of(bot: Bot) -> Mapping[str, Answer]:
    """What a bot can be asked, and how it answers: with something that JSON can hold."""

    async def reload() -> object:
        return _told(await bot.reloader.reload())

    async def health() -> object:
        return {"platforms": dict(health_of(bot.connections).platforms)}

    return {"reload": reload, "health": health}


@contextlib.asynccontextmanager
async def controlled(
    path: Path | None, answers: Mapping[str, Answer], *, quietly: bool = False
) -> AsyncIterator[None]:
    """Answer at the path until the block is left; if that cannot be, only say so.

    `quietly` says it to those alone who look for faults.
    """
    bound = await _bound(path, quietly=quietly) if path else None
    if path is None or bound is None:
        yield
        return

    answering: set[asyncio.Task[None]] = set()

    def on_connection(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_answer(reader, writer, answers))
        answering.add(task)
        task.add_done_callback(answering.discard)

    server = await asyncio.start_unix_server(on_connection, sock=bound, limit=_LONGEST_LINE)
    try:
        yield
    finally:
        server.close()
        _remove_a_socket(path)
        for task in answering:
            task.cancel()
        await asyncio.gather(*answering, return_exceptions=True)


async def ask_to_reload(path: Path, within: float) -> Reload:
    """Have the bot that listens at the path read its quotes anew, and wait for what comes of it.

    Raises SettingsError when no bot listens there, or none answers in so many seconds.
    """
    match await ask(path, "reload", within):
        case {"quotes": int(quotes)}:
            return Reloaded(quotes)
        case {"problems": [*problems]}:
            return Kept(tuple(map(str, problems)))
        case _:
            raise another_version(path)


async def bot_listens_at(path: Path) -> bool:
    """Whether a bot listens there; nothing is asked of it."""
    return hasattr(asyncio, "open_unix_connection") and await _is_listened_at(path)


async def _answer(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, answers: Mapping[str, Answer]
) -> None:
    with contextlib.closing(writer), contextlib.suppress(ConnectionError):
        match await _asked(reader):
            case {"do": str(what)} if what in answers:
                writer.write(json.dumps(await answers[what]()).encode() + b"\n")
                await writer.drain()
            case _:
                return


async def _asked(reader: asyncio.StreamReader) -> object:
    try:
        return json.loads(await reader.readline())
    except ValueError:
        return None


def _told(outcome: Reload) -> dict[str, object]:
    match outcome:
        case Reloaded(quotes):
            return {"quotes": quotes}
        case Kept(problems):
            return {"problems": problems}
        case _:
            assert_never(outcome)


async def _bound(path: Path, *, quietly: bool) -> socket.socket | None:
    """A socket bound at the path, for this user alone; None, with the reason logged, if not."""
    if not hasattr(asyncio, "start_unix_server"):
        if not quietly:
            log.info(Event.CONTROL_UNSUPPORTED())
        return None
    if await _is_listened_at(path):
        if not quietly:
            log.warning(Event.CONTROL_TAKEN(path=path))
        return None
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    mask = os.umask(0o177)
    try:
        _remove_a_socket(path)  # that a bot left behind when it was killed
        bound.bind(str(path))
    except OSError as error:
        bound.close()
        if not quietly:
            log.warning(Event.CONTROL_UNAVAILABLE(path=path, error=error.strerror or error))
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
