"""What systemd is told, over a real datagram socket."""

import asyncio
import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from quotebot.running.health import Health
from quotebot.running.systemd import Notifier, told_to_systemd
from quotebot.settings.service_manager import ServiceManager, service_manager_of


@dataclass(frozen=True, slots=True)
class Systemd:
    """The end that listens."""

    listening: socket.socket
    address: str

    async def hears(self) -> list[str]:
        """The lines of the next message."""
        loop = asyncio.get_running_loop()
        return (
            (await asyncio.wait_for(loop.sock_recv(self.listening, 4096), 10)).decode().split("\n")
        )

    async def hears_until(self, line: str) -> list[list[str]]:
        """All messages up to the one with the line."""
        heard = [await self.hears()]
        while line not in heard[-1]:
            heard.append(await self.hears())
        return heard


@pytest.fixture(params=["path", "abstract"])
def systemd(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Systemd]:
    path = str(tmp_path / "notify")
    address = path if request.param == "path" else f"@{path}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listening:
        listening.setblocking(False)
        listening.bind(path if request.param == "path" else f"\0{path}")
        yield Systemd(listening, address)


async def test_ready_is_told_at_the_first_connection_and_then_what_changes(
    systemd: Systemd,
) -> None:
    platforms = {"Discord": False, "Slack": False}
    manager, stop = ServiceManager(systemd.address, 0.02), asyncio.Event()
    notifier = Notifier(manager.address)
    async with told_to_systemd(manager, notifier, lambda: Health(dict(platforms)), stop):
        assert await systemd.hears() == ["STATUS=not connected to Discord and Slack"]
        assert await systemd.hears() == ["EXTEND_TIMEOUT_USEC=60000000"]
        assert await systemd.hears() == ["WATCHDOG=1"]
        platforms["Slack"] = True
        heard = await systemd.hears_until("READY=1")
        assert heard[-1] == ["READY=1", "STATUS=not connected to Discord"]
        platforms["Discord"] = True
        heard = await systemd.hears_until("STATUS=connected to Discord and Slack")
        assert {line for message in heard[:-1] for line in message} <= {"WATCHDOG=1"}
        stop.set()
        heard = await systemd.hears_until("STOPPING=1")
        assert "READY=1" not in {line for message in heard for line in message}
        assert await systemd.hears() == ["WATCHDOG=1"]  # while it finishes, too


async def test_a_loop_that_stands_still_misses_the_watchdog(systemd: Systemd) -> None:
    manager, stop = ServiceManager(systemd.address, 0.04), asyncio.Event()
    async with told_to_systemd(manager, Notifier(manager.address), lambda: Health({}), stop):
        await systemd.hears_until("WATCHDOG=1")
        stand_still(0.2)
        heard = 0
        while True:
            try:
                systemd.listening.recv(4096)
            except BlockingIOError:
                break
            heard += 1
    assert heard <= 1  # ten would have been due


def stand_still(seconds: float) -> None:
    """As a bug would: nothing else gets its turn."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as nothing:
        nothing.settimeout(seconds)
        try:
            nothing.recv(1)
        except OSError:
            return


async def test_a_reload_is_told_with_its_time_and_several_as_one(systemd: Systemd) -> None:
    notifier = Notifier(systemd.address)
    notifier.ready("connected")
    assert await systemd.hears() == ["READY=1", "STATUS=connected"]
    with notifier.reloading(), notifier.reloading():
        reloading, since = await systemd.hears()
        assert reloading == "RELOADING=1"
        name, _, microseconds = since.partition("=")
        assert name == "MONOTONIC_USEC"
        assert int(microseconds) > 0
    assert await systemd.hears() == ["READY=1"]
    with pytest.raises(BlockingIOError):
        systemd.listening.recv(4096)


def test_a_reload_during_the_start_does_not_end_the_start(systemd: Systemd) -> None:
    with Notifier(systemd.address).reloading():
        pass
    with pytest.raises(BlockingIOError):
        systemd.listening.recv(4096)


def test_a_systemd_that_has_gone_is_missed_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notifier = Notifier(str(tmp_path / "gone"))
    for _ in range(3):
        notifier.tell(WATCHDOG=1)
    assert len(caplog.records) == 1


async def test_without_systemd_nobody_is_told() -> None:
    stop = asyncio.Event()
    async with told_to_systemd(ServiceManager(), Notifier(None), lambda: Health({}), stop):
        assert len(asyncio.all_tasks()) == 1


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({}, ServiceManager()),
        ({"NOTIFY_SOCKET": ""}, ServiceManager()),
        ({"NOTIFY_SOCKET": "@a"}, ServiceManager("@a")),
        ({"NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": "30000000"}, ServiceManager("/a", 30.0)),
        ({"NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": "soon"}, ServiceManager("/a")),
        ({"NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": "0"}, ServiceManager("/a")),
        ({"NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": "9", "WATCHDOG_PID": "1"}, ServiceManager("/a")),
        ({"WATCHDOG_USEC": "30000000"}, ServiceManager()),
    ],
)
def test_the_environment_says_what_systemd_wants(
    variables: dict[str, str], expected: ServiceManager
) -> None:
    assert service_manager_of(variables) == expected


def test_a_watchdog_for_this_very_process_is_for_us() -> None:
    told = {"NOTIFY_SOCKET": "/a", "WATCHDOG_USEC": "2000000", "WATCHDOG_PID": str(os.getpid())}
    assert service_manager_of(told).watchdog == 2.0
