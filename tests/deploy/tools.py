"""The programs that check what is in deploy/ and .github/: each must be silent on a good file."""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
DEPLOY: Final = ROOT / "deploy"
DOCKERFILE: Final = DEPLOY / "Dockerfile"
COMPOSE_FILES: Final = (DEPLOY / "compose.yaml", DEPLOY / "compose.postgres.yaml")
GITHUB: Final = ROOT / ".github"
# How yamllint reads each YAML file here: lines as long as elsewhere, and no comments that lie.
YAMLLINT: Final = (
    "{extends: default, rules: {line-length: {max: 120}, document-start: disable,"
    " truthy: {check-keys: false}, comments: {min-spaces-from-content: 1}}}"
)
_HATCH: Final = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]
_WHEEL: Final = _HATCH["build"]["targets"]["wheel"]
# Whatever of a checkout the wheel is made of.
WHEEL_SOURCES: Final = {
    *("LICENSE", "README.md", "pyproject.toml", "quotebot", "quotes"),
    *_WHEEL["force-include"],
    *_WHEEL.get("shared-data", {}),
}
_BESIDE_PYTHON: Final = Path(sys.executable).parent
_PLACES: Final = os.pathsep.join(
    map(str, (_BESIDE_PYTHON, _BESIDE_PYTHON.parent / "checkov/bin", os.environ.get("PATH", "")))
)


def run_tool(
    name: str, *arguments: str | Path, given: str = "", how_to_get_it: str = "make test"
) -> None:
    """Have a program look, at what it is given too, and fail with what it finds."""
    program = shutil.which(name, path=_PLACES)
    if program is None:
        pytest.skip(f"{name} is not there: {how_to_get_it} installs it")
    outcome = subprocess.run(  # noqa: S603 - a program that was looked for
        [program, *arguments],
        cwd=ROOT,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if outcome.returncode:
        pytest.fail(f"{name} ended with {outcome.returncode}:\n{outcome.stdout}{outcome.stderr}")


def run_checkov(framework: str, *files: Path) -> None:
    """Have checkov's rules, as they were installed, find nothing in the files."""
    named = [argument for file in files for argument in ("--file", str(file))]
    options = ("--framework", framework, "--skip-download", "--compact", "--quiet")
    run_tool("checkov", *options, *named, how_to_get_it="make checkov")
