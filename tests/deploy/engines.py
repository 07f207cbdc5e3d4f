"""Something that builds and runs images: Docker where it answers, else podman on its own ground.

Podman keeps all it makes in a folder of the tests, and runs where only it sees a file system of
control groups that its runtime takes. No registry is asked: a Debian with the same release and the
same Python stands in for the image that the Dockerfile starts from.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROGRAMS: Final = ("podman", "crun", "mmdebstrap", "unshare", "nsenter")
HOW_TO_GET_ONE: Final = (
    "no Docker answers, and podman cannot be used: as root, apt-get install --no-install-recommends"
    " podman crun mmdebstrap debian-archive-keyring"
)
_RELEASE: Final = "trixie"
_STANDS_IN_FOR: Final = f"docker.io/library/python:3.13-slim-{_RELEASE}"
_INCLUDED: Final = "--include=python3,python3-venv,ca-certificates"
# What a machine behind a firewall needs to reach its package index; the image keeps none of it.
_LENT_TO_THE_BUILD: Final = ("/etc/ssl/certs/ca-certificates.crt", "/etc/pip.conf")
_GROUND: Final = "mount -t cgroup2 none /sys/fs/cgroup && echo ready && read -r _"


class NoEngine(Exception):  # noqa: N818 - it names what happened
    """There is none; the message says how to get one."""


@dataclass(frozen=True, slots=True)
class Engine:
    """`to_look` has a container's health looked at now, where nothing does that regularly."""

    command: tuple[str, ...]
    to_build: tuple[str, ...]
    to_run: tuple[str, ...]
    to_look: tuple[str, ...]

    def ask(
        self, *arguments: str, within: float = 60, ok: bool = True
    ) -> subprocess.CompletedProcess[str]:
        """Run the engine; `ok` has it fail, with what it said, unless it ended well."""
        outcome = subprocess.run(  # noqa: S603 - an engine that was looked for
            [*self.command, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=within,
            check=False,
        )
        said = outcome.stdout[-3000:] + outcome.stderr[-3000:]
        assert not ok or outcome.returncode == 0, f"{arguments} ended badly:\n{said}"
        return outcome


@contextmanager
def engine() -> Iterator[Engine]:
    """An engine that can build from the Dockerfile; raises NoEngine."""
    if _docker_answers():
        yield Engine(("docker",), to_build=(), to_run=(), to_look=())
        return
    missing = [program for program in PROGRAMS if shutil.which(program) is None]
    if missing or os.geteuid() != 0:
        raise NoEngine(HOW_TO_GET_ONE + (f" (missing: {', '.join(missing)})" if missing else ""))
    with tempfile.TemporaryDirectory(prefix="quotebot-podman-") as folder, _ground() as process:
        podman = _podman(process, Path(folder))
        try:
            _import_base(podman, Path(folder, "base.tar"))
            yield podman
        finally:
            podman.ask("rm", "--all", "--force", "--volumes", "--time", "1", ok=False)
            podman.ask("rmi", "--all", "--force", ok=False)


def _docker_answers() -> bool:
    docker = shutil.which("docker")
    if docker is None:
        return False
    asked = subprocess.run([docker, "info"], capture_output=True, timeout=60, check=False)  # noqa: S603
    return asked.returncode == 0


@contextmanager
def _ground() -> Iterator[int]:
    """A process whose mounts are its own; they are gone when it is, and it is gone when we are."""
    with subprocess.Popen(  # noqa: S603 - one of PROGRAMS
        ["unshare", "--mount", "sh", "-c", _GROUND],  # noqa: S607
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        if process.stdout.readline() != "ready\n":
            raise NoEngine(f"podman cannot be used here: {process.stderr.read().strip()}")
        yield process.pid


def _podman(ground: int, folder: Path) -> Engine:
    lent = [path for path in _LENT_TO_THE_BUILD if Path(path).exists()]
    return Engine(
        command=(
            *("nsenter", "--target", str(ground), "--mount", f"--wd={Path.cwd()}"),
            *("podman", "--root", str(folder / "root"), "--runroot", str(folder / "run")),
            *("--runtime", "crun", "--log-level", "fatal"),
        ),
        to_build=(
            *("--format", "docker"),  # the other format has no health check
            *("--pull=never", "--network=host", "--isolation=chroot"),
            *(option for path in lent for option in ("--volume", f"{path}:{path}:ro")),
        ),
        to_run=(
            *("--cgroups=disabled", "--read-only-tmpfs=false"),
            *("--ulimit", "nofile=1024:1024", "--ulimit", "nproc=256:256"),
            *("--timeout", "300"),  # should nobody be left to stop it
        ),
        to_look=("healthcheck", "run"),
    )


def _import_base(podman: Engine, archive: Path) -> None:
    retrying = '--aptopt=Acquire::Retries "5"'
    made = subprocess.run(  # noqa: S603 - one of PROGRAMS
        ["mmdebstrap", "--quiet", "--variant=minbase", retrying, _INCLUDED, _RELEASE, str(archive)],  # noqa: S607
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]
    podman.ask("import", "--change", 'CMD ["python3"]', str(archive), _STANDS_IN_FOR, within=120)
    archive.unlink()
