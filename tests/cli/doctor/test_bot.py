"""What the doctor says of the bot that runs here, or does not."""

import asyncio
import socket
from contextlib import AsyncExitStack
from pathlib import Path

import pytest

from quotebot.cli.doctor.findings import Status
from quotebot.running.control import controlled
from quotebot.store.opening import open_storage
from tests.cli.doctor.looking import kept, look

SOCKET = Path("quotebot.sock")


async def answer(**platforms: bool) -> object:
    return {"platforms": platforms}


async def test_where_no_bot_runs_there_is_nothing_to_say(database: Path) -> None:
    await kept(database)
    assert (await look("bot.alive")).status is Status.SKIPPED
    assert (await look("bot.ready")).status is Status.SKIPPED
    assert (await look("bot.alone")).status is Status.OK


async def test_a_bot_that_is_connected_is_well(database: Path) -> None:
    await kept(database)
    storage = await open_storage(f"sqlite:///{database}")
    async with controlled(SOCKET, {"health": lambda: answer(Discord=True)}):
        assert (await look("bot.alive")).status is Status.OK
        assert (await look("bot.ready")).result == "connected to Discord"
        assert (await look("bot.alone")).status is Status.OK
    await storage.close()


async def test_a_bot_that_lost_a_platform_is_a_warning() -> None:
    async with controlled(SOCKET, {"health": lambda: answer(Discord=True, Slack=False)}):
        found = await look("bot.ready")
    assert found.status is Status.WARNING
    assert "not connected to Slack" in found.result


async def test_a_bot_that_does_not_answer_is_a_failure() -> None:
    async def hang() -> object:
        return await asyncio.Event().wait()

    async with controlled(SOCKET, {"health": hang}):
        found = await look("bot.alive", seconds=1)
    assert found.status is Status.FAILED
    assert "has not answered" in found.result
    assert "restart it" in found.fix[0]


async def test_a_second_bot_on_the_same_database_is_told(database: Path) -> None:
    await kept(database)
    storage = await open_storage(f"sqlite:///{database}")
    found = await look("bot.alone")
    await storage.close()
    assert found.status is Status.WARNING
    assert "has the database in use, but does not listen" in found.result


async def test_a_bot_on_another_database_is_told(database: Path) -> None:
    await kept(database)
    async with controlled(SOCKET, {"health": lambda: answer(Discord=True)}):
        found = await look("bot.alone")
    assert found.status is Status.WARNING
    assert "another database" in found.result


async def test_a_port_for_metrics_that_is_taken_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (await look("bot.metrics-port")).status is Status.SKIPPED
    async with AsyncExitStack() as stack:
        taken = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        port = taken.getsockname()[1]
        monkeypatch.setenv("QUOTEBOT_METRICS", str(port))
        found = await look("bot.metrics-port")
        assert found.status is Status.FAILED
        assert f"127.0.0.1:{port}" in found.result
    assert (await look("bot.metrics-port")).status is Status.OK
