"""`quotebot run` as a service of systemd's, from its start to its end."""

import asyncio
import signal
import socket
from pathlib import Path

import pytest

from tests.cli.machine import PATIENCE
from tests.cli.test_run import running

pytestmark = pytest.mark.slow  # it starts a process


async def test_systemd_hears_of_the_start_a_storm_of_reloads_and_the_end(tmp_path: Path) -> None:
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.setblocking(False)
        systemd.bind(str(tmp_path / "notify"))

        async def heard(line: str) -> list[str]:
            lines: list[str] = []
            async with asyncio.timeout(PATIENCE):
                while line not in lines:
                    lines += (await loop.sock_recv(systemd, 4096)).decode().split("\n")
            return lines

        told = {"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "400000"}
        async with running(tmp_path, QUOTEBOT_WATCH="false", **told) as (bot, _, _):
            await heard("READY=1")
            for _ in range(30):
                bot.send(signal.SIGHUP)
            assert "RELOADING=1" in await heard("READY=1")
            await heard("WATCHDOG=1")
            bot.send(signal.SIGTERM)
            await heard("STOPPING=1")
            assert await bot.ended() == 0
        assert bot.errors.count("were reloaded") <= 3
    assert "Traceback" not in bot.errors
