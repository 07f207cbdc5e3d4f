"""What the doctor says of the database."""

import os
import sqlite3
from pathlib import Path

import pytest

from quotebot.cli.doctor import about_database
from quotebot.cli.doctor.findings import Finding, Status
from quotebot.store.migrating import HEAD
from tests.cli.doctor.looking import kept, look

ALL = ("reachable", "version", "whole", "writable", "space", "file-system")


async def everything() -> dict[str, Finding]:
    return {name: await look(f"database.{name}") for name in ALL}


async def test_a_database_that_is_well_is_well_in_everything(database: Path) -> None:
    await kept(database)
    found = await everything()
    assert found.pop("file-system").status is not Status.FAILED
    assert {name: each.status for name, each in found.items()} == dict.fromkeys(found, Status.OK)
    assert HEAD in found["version"].result
    assert "free on the disk" in found["space"].result


def is_there(path: Path) -> bool:
    return path.exists()


def spoil(path: Path) -> None:
    """Make it a file that is no database."""
    path.write_text("a shopping list" * 100, "utf-8")


def closed_folder(beside: Path) -> Path:
    """One in which nothing can be written, by root neither if need be."""
    kernels = Path("/proc")
    if os.geteuid() == 0 and kernels.is_dir():
        return kernels
    locked = beside / "locked"
    locked.mkdir(mode=0o500)
    return locked


async def test_before_the_first_start_none_is_there_and_none_is_made(database: Path) -> None:
    found = await look("database.reachable")
    assert found.status is Status.OK
    assert "makes it when it first starts" in found.result
    assert (await look("database.version")).status is Status.SKIPPED
    assert (await look("database.writable")).status is Status.OK
    assert not is_there(database)


async def test_a_directory_that_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_DATABASE", "sqlite:///not/there/quotebot.db")
    found = await look("database.reachable")
    assert found.status is Status.FAILED
    assert found.fix[0] == "mkdir -p not/there"


async def test_what_is_no_database_is_told(database: Path) -> None:
    spoil(database)
    found = await look("database.reachable")
    assert found.status is Status.FAILED
    assert "quotebot db restore" in found.fix[0]
    assert (await look("database.whole")).status is Status.SKIPPED


async def test_a_damaged_page_is_told(database: Path) -> None:
    await kept(database)
    connection = sqlite3.connect(database)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    [[page]] = connection.execute(
        "SELECT rootpage FROM sqlite_master WHERE name = 'delivery'"
    ).fetchall()
    [[size]] = connection.execute("PRAGMA page_size").fetchall()
    connection.close()
    with database.open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xff" * 100)
    found = await look("database.whole")
    reachable = await look("database.reachable")
    assert Status.FAILED in {found.status, reachable.status}
    assert "quotebot db restore" in str([*found.fix, *reachable.fix])


async def test_a_database_of_a_newer_quotebot_is_told(database: Path) -> None:
    await kept(database)
    _set_version(database, "9999")
    found = await look("database.version")
    assert found.status is Status.FAILED
    assert "newer quotebot" in found.result
    assert (await look("schedule.coming")).status is Status.SKIPPED
    assert _version(database) == "9999"


async def test_a_database_of_an_older_quotebot_is_left_as_it_is(database: Path) -> None:
    await kept(database)
    _set_version(database, "0001")
    found = await look("database.version")
    assert found.status is Status.WARNING
    assert "quotebot db migrate" in found.fix[0]
    assert (await look("schedule.coming")).status is Status.SKIPPED
    assert _version(database) == "0001"


def _set_version(path: Path, version: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE alembic_version SET version_num = ?", (version,))
    connection.commit()
    connection.close()


def _version(path: Path) -> str:
    connection = sqlite3.connect(path)
    [[version]] = connection.execute("SELECT version_num FROM alembic_version").fetchall()
    connection.close()
    return str(version)


async def test_a_directory_in_which_nothing_can_be_written_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = closed_folder(tmp_path)
    monkeypatch.setenv("QUOTEBOT_DATABASE", f"sqlite:///{folder}/quotebot.db")
    found = await look("database.writable")
    assert found.status is Status.FAILED
    assert str(folder) in found.result
    assert "QUOTEBOT_DATABASE" in found.fix[1]


async def test_too_little_room_is_told(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(about_database, "_TIGHT", 2**80)
    assert (await look("database.space")).status is Status.WARNING
    monkeypatch.setattr(about_database, "_TOO_TIGHT", 2**80)
    found = await look("database.space")
    assert found.status is Status.FAILED
    assert "daily quotes stop" in found.result


async def test_a_write_ahead_log_that_only_grows_is_told(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await kept(database)
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = version_num")
    connection.commit()
    monkeypatch.setattr(about_database, "_LARGE_LOG", 100)
    found = await look("database.space")
    connection.close()
    assert found.status is Status.WARNING
    assert "write-ahead log" in found.result


def test_the_kind_of_file_system_is_that_of_the_nearest_mount(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(
        "overlay / overlay rw 0 0\nhost:/x /srv/my\\040data nfs4 rw 0 0\nbroken\n", "utf-8"
    )
    assert about_database.kind_of(Path("/srv/my data/quotebot"), mounts) == "nfs4"
    assert about_database.kind_of(Path("/srv"), mounts) == "overlay"
    assert about_database.kind_of(Path("/srv"), tmp_path / "none") is None


async def test_a_file_system_of_a_network_is_a_warning(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(about_database, "kind_of", lambda _path, _mounts: "nfs4")
    found = await look("database.file-system")
    assert found.status is Status.WARNING
    assert "nfs4" in found.result


async def test_a_database_in_memory_is_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUOTEBOT_DATABASE", "memory://")
    found = await everything()
    assert found.pop("reachable").status is Status.WARNING
    assert {each.status for each in found.values()} == {Status.SKIPPED}
    assert (await look("schedule.coming")).status is Status.SKIPPED


async def test_a_server_that_is_not_there_is_told_without_the_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUOTEBOT_DATABASE", "postgresql://quotebot:tirili@127.0.0.1:1/quotebot")
    found = await look("database.reachable")
    assert found.status is Status.FAILED
    assert "127.0.0.1" in found.result
    assert "tirili" not in found.result
