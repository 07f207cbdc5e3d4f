"""Checks of the bot that runs here: does it live, is it connected, is it the only one?"""

import asyncio
import socket
from pathlib import Path
from typing import Final

from quotebot.cli.doctor.case import Case
from quotebot.cli.doctor.findings import Finding, failed, ok, skipped, warning
from quotebot.core.errors import SettingsError, StoreError
from quotebot.running.control import bot_listens_at
from quotebot.running.health import Health, ask_for_health
from quotebot.settings import variable

_NO_SOCKET: Final = f"{variable('control_socket')} is empty: the bot listens nowhere"
_NONE_HERE: Final = "no bot runs here; start one: quotebot run"
_SECONDS: Final = 3.0


async def alive(case: Case) -> Finding:
    path = case.settings.control_socket
    if path is None:
        return skipped(_NO_SOCKET)
    if not await bot_listens_at(path):
        return skipped(_NONE_HERE)
    try:
        await _health(case, path)
    except SettingsError as error:
        return failed(
            str(error),
            "restart it: it does nothing any more",
            "if it is of another version, restart it with this one",
        )
    return ok(f"the bot at {path} answers")


async def ready(case: Case) -> Finding:
    path = case.settings.control_socket
    if path is None:
        return skipped(_NO_SOCKET)
    try:
        health = await _health(case, path)
    except SettingsError:
        return skipped("no bot answers here")
    if missing := health.missing:
        return warning(
            f"the bot is not connected to {' and '.join(missing)}",
            "look at what its log says; it tries again by itself",
        )
    return ok(f"connected to {' and '.join(health.platforms) or 'nothing, as it only posts'}")


async def alone(case: Case) -> Finding:
    """Two bots with two databases would both post; with one database the second would not start."""
    path = case.settings.control_socket
    listens = path is not None and await bot_listens_at(path)
    try:
        in_use = (await case.database()).in_use
    except StoreError:
        return skipped("there is no database that could be in use")
    if in_use and path is not None and not listens:
        return warning(
            f"a bot has the database in use, but does not listen at {path}: it runs in another"
            " directory, or is stopping",
            "look for it (ps aux | grep quotebot), and stop it if it should not run",
        )
    if listens and not in_use:
        return warning(
            f"the bot that listens at {path} has another database in use than the one that is set",
            "restart it, if the settings were changed since it started",
            f"stop one of the two, if another bot runs with {variable('database')} as it is here",
        )
    return ok("one bot has the database in use" if in_use else "no other bot has it in use")


async def metrics_port(case: Case) -> Finding:
    where = case.settings.metrics
    if where is None:
        return skipped(f"{variable('metrics')} is not set")
    path = case.settings.control_socket
    if path is not None and await bot_listens_at(path):
        return ok(f"the bot runs, and may listen at {where.host}:{where.port} itself")
    try:
        server = await asyncio.start_server(lambda _reader, _writer: None, where.host, where.port)
    except (OSError, socket.gaierror) as error:
        return failed(
            f"nothing can listen at {where.host}:{where.port} ({error.strerror or error})",
            f"name a port that is free, or an address of this machine, in {variable('metrics')}",
            "stop what listens there",
        )
    server.close()
    return ok(f"{where.host}:{where.port} is free")


async def _health(case: Case, path: Path) -> Health:
    return await ask_for_health(path, min(_SECONDS, case.seconds / 2))
