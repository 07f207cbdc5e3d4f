"""A dump by PostgreSQL's own program: whole, for its owner alone, and with no password told."""

import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from sqlalchemy import URL

from quotebot.core.errors import StoreError
from quotebot.store.opening import open_storage
from quotebot.store.postgres_dump import dump
from quotebot.store.urls import PostgresUrl, locate
from tests.store.memories import PLACE, show


def url_of(text: str) -> URL:
    location = locate(text)
    assert isinstance(location, PostgresUrl)
    return location.url


@pytest.mark.slow
async def test_what_is_dumped_can_be_restored(postgres_url: str, tmp_path: Path) -> None:
    if shutil.which("pg_dump") is None or shutil.which("pg_restore") is None:
        pytest.skip("no pg_dump: apt-get install postgresql-client")
    storage = await open_storage(postgres_url)
    await show(storage.store, PLACE, "a")
    file = tmp_path / "quotebot.dump"
    try:
        dump(url_of(postgres_url), file)
    except StoreError as error:
        if "server version mismatch" not in str(error):
            raise
        pytest.skip(f"pg_dump is older than the server: install the same version ({error})")
    memory = await storage.store.recall(PLACE)
    await show(storage.store, PLACE, "b")
    await storage.close()
    restored = subprocess.run(  # noqa: ASYNC221, S603 - nothing else goes on
        [
            *("pg_restore", "--clean", "--if-exists", "--single-transaction"),
            *(f"--dbname={postgres_url}", str(file)),
        ],
        capture_output=True,
        check=False,
    )
    assert restored.returncode == 0, restored.stderr
    storage = await open_storage(postgres_url)
    assert await storage.store.recall(PLACE) == memory
    await storage.close()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def program(folder: Path, body: str) -> str:
    """A program that stands in for pg_dump."""
    path = folder / "dumps"
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(0o755)
    return str(path)


@pytest.mark.parametrize(
    "url",
    ["postgresql://bot:hun%3Ater2@db/quotes", "postgresql://bot@db/quotes?password=hun%3Ater2"],
)
def test_the_password_goes_by_a_file_that_is_gone_afterwards(url: str, tmp_path: Path) -> None:
    says = program(
        tmp_path,
        'echo "$@"; file=$(echo "$2" | sed "s/.*passfile=//; s/%2F/\\//g"); cat "$file";'
        ' stat -c %a "$file"',
    )
    file = tmp_path / "out.dump"
    dump(url_of(url), file, program=says)
    arguments, line, mode = file.read_text().splitlines()
    assert "hun" not in arguments
    assert "--dbname=postgresql://bot@db/quotes?passfile=" in arguments
    assert (line, mode) == ("*:*:*:*:hun\\:ter2", "600")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["dumps", "out.dump"]


def test_what_the_program_complains_of_is_told_and_leaves_no_file(tmp_path: Path) -> None:
    fails = program(tmp_path, 'echo "pg_dump: error: no such\nserver" >&2; exit 1')
    with pytest.raises(StoreError, match=r"no backup \(pg_dump: error: no such server\)"):
        dump(url_of("postgresql://bot@db/quotes"), tmp_path / "out.dump", program=fails)
    assert not (tmp_path / "out.dump").exists()


def test_a_missing_program_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="install PostgreSQL's client programs"):
        dump(url_of("postgresql://db/q"), tmp_path / "out.dump", program="no-such-program")


def test_a_dump_that_is_there_is_replaced_only_by_force(tmp_path: Path) -> None:
    says, file = program(tmp_path, "echo new"), tmp_path / "out.dump"
    file.write_text("old")
    with pytest.raises(StoreError, match="is there already"):
        dump(url_of("postgresql://db/q"), file, program=says)
    assert file.read_text() == "old"
    dump(url_of("postgresql://db/q"), file, program=says, force=True)
    assert file.read_text() == "new\n"
