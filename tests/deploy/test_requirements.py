"""The lock files: each requirement pinned by its hash, from no index in particular."""

import re
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.deploy.tools import ROOT

LOCKS = sorted(ROOT.glob("requirements*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
IMAGE = ROOT / "requirements-image.lock"
every_lock = pytest.mark.parametrize("path", LOCKS, ids=lambda path: path.name)


def entries(path: Path) -> list[str]:
    """Each requirement with its hashes on one line."""
    text = path.read_text("utf-8").replace("\\\n", " ")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


@cache
def pins(path: Path) -> dict[str, str]:
    """The version of each distribution; where it depends on the interpreter, all of them."""
    found: dict[str, list[str]] = {}
    for entry in entries(path):
        requirement = Requirement(entry.split(" --hash", 1)[0])
        found.setdefault(canonicalize_name(requirement.name), []).append(str(requirement.specifier))
    return {name: " or ".join(sorted(versions)) for name, versions in found.items()}


def names(requirements: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(each).name) for each in requirements}


@every_lock
def test_every_requirement_is_one_version_with_its_hashes(path: Path) -> None:
    assert entries(path)
    for entry in entries(path):
        assert re.fullmatch(r"\S+==\S+( ; .+?)?( +--hash=sha256:[0-9a-f]{64})+ *", entry), entry


@every_lock
def test_no_index_and_no_address_is_named(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "://" not in text
    assert not re.search(
        r"^ *(-i|-f|--index-url|--extra-index-url|--find-links)\b", text, re.MULTILINE
    )


def test_the_locks_agree_on_what_they_share() -> None:
    """But for checkov's, which is installed apart."""
    agreed = [path for path in LOCKS if "checkov" not in path.name]
    for path in agreed:
        shared = pins(path).keys() & pins(ROOT / "requirements-dev.lock").keys()
        assert {name: pins(path)[name] for name in shared} == {
            name: pins(ROOT / "requirements-dev.lock")[name] for name in shared
        }


def test_the_image_is_locked_with_both_extras_and_nothing_that_builds() -> None:
    extras = PROJECT["project"]["optional-dependencies"]
    wanted = names([*PROJECT["project"]["dependencies"], *chain(*extras.values())])
    assert wanted <= pins(IMAGE).keys()
    assert not names(PROJECT["dependency-groups"]["build"]) & pins(IMAGE).keys()
    assert not {"pip", "setuptools", "pytest", "mypy"} & pins(IMAGE).keys()


def test_what_builds_the_wheel_is_locked_alone() -> None:
    locked = pins(ROOT / "requirements-build.lock").keys()
    assert names(PROJECT["dependency-groups"]["build"]) <= locked
    assert not names(PROJECT["project"]["dependencies"]) & locked
