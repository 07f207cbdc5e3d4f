"""A systemd that really starts: in a container, from what this machine has under /usr.

All but /usr is in memory and gone when the container is. The machine's own services are not
started; its network is the machine's, so what listens on loopback here is reached from there.
"""

import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import uuid4

import quotebot

PROGRAMS: Final = ("systemd-nspawn", "systemctl", "unshare", "nsenter")
HOW_TO_GET_ONE: Final = (
    "no systemd can be started in a container: as root, apt-get install --no-install-recommends"
    " systemd systemd-container"
)
_GROUND: Final = """\
umount --recursive /sys/fs/cgroup 2>/dev/null
mount -t cgroup2 none /sys/fs/cgroup && exec "$@" """
_PATIENCE: Final = 60.0
_LAUNCHER: Final = """\
#!/bin/sh
export PYTHONPATH=/opt/quotebot/source:/opt/quotebot/packages
export LD_LIBRARY_PATH=/opt/quotebot/python/lib
exec /opt/quotebot/python/bin/{python} -m quotebot "$@"
"""


class NoSystemd(Exception):  # noqa: N818 - it names what happened
    """None can be started; the message says what would help."""


@dataclass(frozen=True, slots=True)
class Machine:
    """A booted machine; `leader` is its first process."""

    leader: int

    def run(self, *command: str, ok: bool = True) -> subprocess.CompletedProcess[str]:
        """Run a command as root there; `ok` has it fail, with what it said, if it ends badly."""
        outcome = subprocess.run(  # noqa: S603 - one of PROGRAMS
            ["nsenter", "--target", str(self.leader), *_NAMESPACES, *command],  # noqa: S607
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        said = outcome.stdout[-3000:] + outcome.stderr[-3000:]
        assert not ok or outcome.returncode == 0, f"{command} ended badly:\n{said}"
        return outcome

    def shown(self, unit: str, name: str) -> str:
        """A property of a unit."""
        return self.run("systemctl", "show", "--value", "--property", name, unit).stdout.strip()

    def journal(self, unit: str) -> str:
        return self.run("journalctl", "--no-pager", "--output=cat", "--unit", unit).stdout


_NAMESPACES: Final = ("--mount", "--uts", "--ipc", "--pid", "--cgroup")


@contextmanager
def booted(units: Path, etc: Path, folder: Path) -> Iterator[Machine]:
    """Boot with these units, and /etc/quotebot, and this quotebot in /opt; raises NoSystemd."""
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        raise NoSystemd(HOW_TO_GET_ONE + (f" (missing: {', '.join(missing)})" if missing else ""))
    (folder / "machine-id").write_text(f"{uuid4().hex}\n")  # with none, all services are enabled
    binds = {
        units: "/etc/systemd/system",
        etc: "/etc/quotebot",
        folder / "machine-id": "/etc/machine-id",
        _installed(folder / "opt"): "/opt/quotebot",
        Path(sys.base_prefix): "/opt/quotebot/python",
        Path(sysconfig.get_path("purelib")): "/opt/quotebot/packages",
        Path(quotebot.__file__).parents[1]: "/opt/quotebot/source",
    }
    said = folder / "console"
    with (
        said.open("wb") as console,
        subprocess.Popen(  # noqa: S603 - one of PROGRAMS
            ["unshare", "--mount", "sh", "-c", _GROUND, "ground", *_container(binds)],  # noqa: S607
            stdin=subprocess.DEVNULL,
            stdout=console,
            stderr=subprocess.STDOUT,
        ) as container,
    ):
        try:
            yield _ready(container, said)
        finally:
            _ended(container)


def _installed(folder: Path) -> Path:
    """/opt/quotebot, to whose folders what this interpreter runs on is bound."""
    for name in ("bin", "python", "packages", "source"):
        (folder / name).mkdir(parents=True)
    python = Path(os.path.realpath(sys.executable)).name
    launcher = folder / "bin/quotebot"
    launcher.write_text(_LAUNCHER.format(python=python))
    for path in (folder, folder / "bin", launcher):
        path.chmod(0o755)
    return folder


def _container(binds: dict[Path, str]) -> list[str]:
    return [
        *("systemd-nspawn", "--quiet", "--directory=/", "--volatile=yes", "--boot"),
        *("--register=no", "--keep-unit", "--link-journal=no", "--console=pipe"),
        f"--machine=quotebot-{uuid4().hex[:8]}",
        *(f"--bind-ro={source}:{target}" for source, target in binds.items()),
        "systemd.unit=sysinit.target",
    ]


def _ready(container: subprocess.Popen[bytes], said: Path) -> Machine:
    """Wait until it has booted, looking again and again as nothing tells."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and container.poll() is None:
        for leader in _children(container.pid):
            machine = Machine(leader)
            asked = machine.run("systemctl", "is-active", "sysinit.target", ok=False)
            if asked.stdout.strip() == "active":
                return machine
        time.sleep(0.1)
    raise NoSystemd(f"{HOW_TO_GET_ONE} (it said: {said.read_text(errors='replace')[-2000:]})")


def _ended(container: subprocess.Popen[bytes]) -> None:
    for leader in _children(container.pid):
        os.kill(leader, signal.SIGRTMIN + 4)  # systemd's word for: power off
    try:
        container.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        container.kill()


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except FileNotFoundError:
        return []
    return [int(child) for child in text.split()]
