"""What the doctor says of the program itself."""

import importlib.metadata
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from quotebot.cli.doctor import about_program
from quotebot.cli.doctor.findings import Status
from tests.cli.doctor.looking import look

NOW = datetime(2026, 11, 1, tzinfo=UTC)


async def test_what_it_is_and_what_it_is_built_on_are_told() -> None:
    assert re.match(r"quotebot \d\S* on Python 3\.\d+", (await look("program.version")).result)
    found = await look("program.packages")
    assert found.status is Status.OK
    assert f"discord-py {importlib.metadata.version('discord.py')}" in found.result


def test_a_package_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = ["aiohttp>=3", "no-such-package>=1", "another-one>=2; extra == 'postgres'"]
    monkeypatch.setattr(importlib.metadata, "requires", lambda _name: wanted)
    found = about_program.packages()
    assert found.status is Status.FAILED
    assert found.result == "not installed: no-such-package"


def test_old_time_zones_are_a_warning(tmp_path: Path) -> None:
    (tmp_path / "tzdata.zi").write_text("# version 2024a\n", "utf-8")
    folders = (str(tmp_path),)
    assert about_program.time_zones(NOW, folders).status is Status.WARNING
    (tmp_path / "tzdata.zi").write_text("# version 2026b\n", "utf-8")
    found = about_program.time_zones(NOW, folders)
    assert found.status is Status.OK
    assert "release 2026b (the system's)" in found.result


def test_without_the_systems_time_zones_those_of_the_package_are_told() -> None:
    found = about_program.time_zones(NOW, ())
    assert re.search(r"release 20\d\d[a-z] \(the package tzdata\)", found.result)


def test_a_container_and_its_limits_are_told(tmp_path: Path) -> None:
    assert "in no container" in about_program.machine(tmp_path).result
    (tmp_path / ".dockerenv").touch()
    (tmp_path / "sys/fs/cgroup").mkdir(parents=True)
    (tmp_path / "sys/fs/cgroup/memory.max").write_text("268435456\n", "utf-8")
    found = about_program.machine(tmp_path).result
    assert "in a container" in found
    assert "memory limit 256 MiB" in found


def test_to_run_as_root_is_a_warning(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 0, raising=False)
    assert about_program.machine(tmp_path).status is Status.WARNING
    monkeypatch.setattr("os.geteuid", lambda: 10001, raising=False)
    assert about_program.machine(tmp_path).status is Status.OK
