"""Programs that a machine may have, and quotebot as one of them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import quotebot

ROOT = Path(quotebot.__file__).parents[1]


def need(program: str, package: str | None = None) -> str:
    """The path of a program; without it the test is skipped, and says how to get it."""
    path = shutil.which(program)
    if path is None:
        pytest.skip(f"{program} is not installed: apt-get install {package or program}")
    return path


def run(*command: str, text: str = "", folder: Path | None = None) -> str:
    """What the program writes, which must end well; `folder` has programs to be found first."""
    system = ":".join([str(Path(command[0]).parent), "/usr/bin", "/bin"])
    path = f"{folder}:{system}" if folder else system
    result = subprocess.run(  # noqa: S603 - a program of the test's own choice
        command,
        input=text,
        env={"PATH": path, "HOME": str(folder or "/nonexistent"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def install_quotebot(folder: Path) -> None:
    """Put a program named quotebot there, as an installation would."""
    program = folder / "quotebot"
    program.write_text(
        f"#!{sys.executable}\nimport sys\nsys.path.insert(0, {str(ROOT)!r})\n"
        "from quotebot.__main__ import main\nmain()\n"
    )
    program.chmod(0o755)
