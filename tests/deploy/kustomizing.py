"""kustomize, from this machine or out of a Debian that has it: bookworm has none."""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

HOW_TO_GET_IT: Final = (
    "kustomize is not there: install it (kubectl.docs.kubernetes.io says how), or, for the tests"
    " to take it out of a Debian, apt-get install mmdebstrap debian-archive-keyring"
)
_RELEASE: Final = "trixie"


class NoKustomize(Exception):  # noqa: N818 - it names what happened
    """There is none, and none can be fetched; the message says what would help."""


@contextmanager
def kustomize() -> Iterator[str]:
    """A program kustomize; raises NoKustomize."""
    if found := shutil.which("kustomize"):
        yield found
        return
    if shutil.which("mmdebstrap") is None:
        raise NoKustomize(HOW_TO_GET_IT)
    with tempfile.TemporaryDirectory(prefix="quotebot-kustomize-") as folder:
        _unpack_into(Path(folder))
        yield str(Path(folder, "usr/bin/kustomize"))


def _unpack_into(folder: Path) -> None:
    """Have its package and those that it names unpacked, which runs nothing of theirs."""
    options = ("--quiet", "--variant=extract", "--include=kustomize")
    made = subprocess.run(  # noqa: S603 - it was looked for
        ["mmdebstrap", *options, _RELEASE, str(folder)],  # noqa: S607
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-3000:]


def build(program: str, folder: Path) -> str:
    """What kustomize makes of a folder; it must say nothing besides."""
    made = subprocess.run(  # noqa: S603 - kustomize
        [program, "build", folder], capture_output=True, text=True, timeout=60, check=False
    )
    assert made.returncode == 0, made.stderr
    assert made.stderr == ""
    return made.stdout
