"""The systemd unit, started for real: by a systemd in a container, against a loopback Discord."""

import asyncio
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from tests.deploy.booted import Machine, NoSystemd, booted
from tests.deploy.test_systemd import SYSTEMD, UNIT

NAME: Final = UNIT.name
PATIENCE: Final = 30.0
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("systemd")]  # it boots once
OWN_QUOTES: Final = """\
source:
  title: A wall
  author: Ada
  year: "2026"
quotes:
  - id: we-mend-it
    text: What breaks at night we mend by day.
    topics: [change]
    where: beside the door
"""
IN_ITS_DIRECTORY: Final = ("env", "--chdir=/var/lib/quotebot", "/opt/quotebot/bin/quotebot")


class Installed:
    """A machine on which the unit is installed, and no platform is chosen."""

    def __init__(self, machine: Machine, units: Path, etc: Path) -> None:
        self.machine = machine
        self.etc = etc
        self._drop_ins = units / f"{NAME}.d"

    def choose(self, platform: str) -> None:
        shutil.copy(SYSTEMD / f"{platform}.conf", self._drop_ins)
        self.machine.run("systemctl", "daemon-reload")

    def set(self, *lines: str) -> None:
        text = "\n".join(("[Service]", *lines, ""))
        (self._drop_ins / "zz-test.conf").write_text(text, "utf-8")
        self.machine.run("systemctl", "daemon-reload")

    def reset(self) -> None:
        self.machine.run("systemctl", "stop", NAME)
        self.machine.run("systemctl", "reset-failed", NAME, ok=False)
        for folder in (self._drop_ins, self.etc):  # what is in them: they are mounted
            for path in folder.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        self.machine.run("systemctl", "daemon-reload")

    async def start(self) -> bool:
        """Whether it says that it is ready."""
        return await self._does("start")

    async def reload(self) -> bool:
        """Whether it took the quotes."""
        return await self._does("reload")

    async def _does(self, what: str) -> bool:
        ended = await asyncio.to_thread(self.machine.run, "systemctl", what, NAME, ok=False)
        return ended.returncode == 0

    def shown(self, name: str) -> str:
        return self.machine.shown(NAME, name)


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installed]:
    folder = tmp_path_factory.mktemp("machine")
    units, etc = folder / "units", folder / "etc"
    (units / f"{NAME}.d").mkdir(parents=True)
    etc.mkdir()
    shutil.copy(UNIT, units)
    try:
        with booted(units, etc, folder) as leader:
            yield Installed(leader, units, etc)
    except NoSystemd as reason:
        pytest.skip(str(reason))


@pytest.fixture
def installed(machine: Installed) -> Iterator[Installed]:
    yield machine
    machine.reset()


@asynccontextmanager
async def on_discord(installed: Installed, *lines: str) -> AsyncIterator[LoopbackDiscord]:
    """The unit set up for a loopback Discord, started and ready."""
    async with LoopbackDiscord() as world:
        (installed.etc / "discord_token").write_text(f"{world.token}\n")
        installed.choose("discord")
        installed.set(
            f"Environment=QUOTEBOT_DISCORD_API={world.api_url}",
            f"Environment=QUOTEBOT_DISCORD_GATEWAY={world.gateway_url}",
            *lines,
        )
        assert await installed.start(), installed.machine.journal(NAME)
        yield world
        await asyncio.to_thread(installed.machine.run, "systemctl", "stop", NAME)


def wait_until(what: str, is_so: Callable[[], bool]) -> None:
    """Look again and again, as nothing tells; fail when it takes too long."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"not {what} in {PATIENCE:g} s"
        time.sleep(0.1)


async def test_it_is_ready_when_it_is_connected_and_stops_well(installed: Installed) -> None:
    async with on_discord(installed) as world:
        await asyncio.wait_for(world.connected(), 1)
        assert installed.shown("StatusText") == "connected to Discord"
        assert installed.shown("WatchdogUSec") == "1min"
    assert installed.shown("Result") == "success"
    assert installed.shown("ExecMainStatus") == "0"


async def test_it_has_no_rights_and_its_files_are_its_own(installed: Installed) -> None:
    async with on_discord(installed):
        run = installed.machine.run
        process = f"/proc/{installed.shown('MainPID')}/status"
        lines = run("cat", process).stdout.splitlines()
        status = {name: value.strip() for name, value in (line.split(":", 1) for line in lines)}
        uid = status["Uid"].split()[0]
        assert int(uid) >= 61184  # where those begin that systemd lends
        assert int(status["CapEff"], 16) == int(status["CapBnd"], 16) == 0
        assert status["NoNewPrivs"] == "1"
        assert status["Seccomp"] == "2"
        folder = "/var/lib/private/quotebot"
        for name in (folder, f"{folder}/quotebot.db", f"{folder}/quotebot.sock"):
            assert run("stat", "--format=%u %A", name).stdout.split()[0] == uid
            assert run("stat", "--format=%u %A", name).stdout.strip().endswith("------")


async def test_whoever_runs_the_machine_can_ask_it_how_it_is(installed: Installed) -> None:
    async with on_discord(installed):
        ask = installed.machine.run
        asked = await asyncio.to_thread(ask, *IN_ITS_DIRECTORY, "healthcheck", "--ready")
        assert asked.stdout == "The bot is connected to Discord\n"


async def test_a_reload_tells_whether_the_quotes_were_taken(installed: Installed) -> None:
    library = installed.etc / "quotes"
    library.mkdir()
    (library / "walls.yaml").write_text(OWN_QUOTES, "utf-8")
    settings = ("QUOTEBOT_QUOTES=builtin:/etc/quotebot/quotes", "QUOTEBOT_WATCH=false")
    async with on_discord(installed, *(f"Environment={setting}" for setting in settings)):
        (library / "walls.yaml").write_text(f"{OWN_QUOTES}    wibble: wobble\n", "utf-8")
        assert not await installed.reload()
        assert "walls.yaml:10" in installed.machine.journal(NAME)
        assert installed.shown("ActiveState") == "active"
        (library / "walls.yaml").write_text(OWN_QUOTES, "utf-8")
        assert await installed.reload()


async def test_a_bot_that_hangs_is_started_anew(installed: Installed) -> None:
    async with on_discord(installed, "WatchdogSec=2s", "RestartSec=100ms"):
        installed.machine.run("kill", "-STOP", installed.shown("MainPID"))
        await asyncio.to_thread(
            wait_until, "started anew", lambda: installed.shown("NRestarts") == "1"
        )
        await asyncio.to_thread(
            wait_until, "ready again", lambda: installed.shown("ActiveState") == "active"
        )
    assert "watchdog" in installed.machine.journal(NAME).lower()


async def test_without_a_platform_it_fails_once_and_says_what_to_do(installed: Installed) -> None:
    assert not await installed.start()
    assert installed.shown("ExecMainStatus") == "78"
    assert installed.shown("SubState") == "failed"
    assert "No token is set: set DISCORD_TOKEN" in installed.machine.journal(NAME)


async def test_without_its_credential_it_fails_once(installed: Installed) -> None:
    installed.choose("discord")
    assert not await installed.start()
    assert installed.shown("ExecMainStatus") == "243"
    assert installed.shown("SubState") == "failed"


async def test_another_token_is_no_reason_to_try_again(installed: Installed) -> None:
    async with LoopbackDiscord() as world:
        (installed.etc / "discord_token").write_text(f"{world.token[:-1]}_\n")
        installed.choose("discord")
        installed.set(
            f"Environment=QUOTEBOT_DISCORD_API={world.api_url}",
            f"Environment=QUOTEBOT_DISCORD_GATEWAY={world.gateway_url}",
        )
        assert not await installed.start()
    assert installed.shown("ExecMainStatus") == "78"
    assert installed.shown("SubState") == "failed"
