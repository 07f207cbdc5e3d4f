"""`quotebot db` where the database is a PostgreSQL server."""

import asyncio
import json
import shutil
from pathlib import Path

import psycopg
import pytest

from tests.cli.db.commands import db, done, fill, refused

pytestmark = pytest.mark.slow  # a server has to start


@pytest.fixture(autouse=True)
def url(postgres_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("QUOTEBOT_DATABASE", postgres_url)
    return postgres_url


def test_status_and_check_look_at_the_server(url: str) -> None:
    asyncio.run(fill(url))
    told = json.loads(done("status", "--json").stdout)
    assert (told["kind"], told["plans"], told["open_deliveries"]) == (
        "postgresql",
        {"active": 1},
        2,
    )
    assert (told["log_size"], told["free"], told["in_use"]) == (None, None, False)
    assert "no problem found in postgresql://" in done("check").stderr
    with psycopg.connect(url) as connection:
        connection.execute("UPDATE rotation SET memory = 'spoilt'")
    assert "it is not JSON" in db("check").stdout


def test_migrate_wants_to_hear_of_a_backup_first() -> None:
    refused("migrate", why="--yes says that there is one", code=2)
    assert "none and are now of version 0002" in done("migrate", "--yes").stdout
    assert "nothing to do" in done("migrate").stdout


def test_a_server_without_tables_of_quotebots_is_told() -> None:
    assert "no tables of quotebot in it: run quotebot db migrate." in db("check").stdout
    assert "none of quotebot's yet" in done("status").stdout


def test_a_backup_is_made_by_pg_dump(url: str) -> None:
    if shutil.which("pg_dump") is None:
        pytest.skip("no pg_dump: apt-get install postgresql-client")
    asyncio.run(fill(url))
    result = db("backup", "q.dump")
    if "server version mismatch" in result.stderr:
        pytest.skip("pg_dump is older than the server: install the same version")
    assert result.exit_code == 0, result.output
    assert Path("q.dump").read_bytes().startswith(b"PGDMP")
    Path("q.dump").unlink()
    (name,) = done("backup").stdout.splitlines()
    assert name.startswith("quotebot_test_")
    assert name.endswith(".dump")


def test_restore_leaves_it_to_pg_restore() -> None:
    refused("restore", "q.dump", "--yes", why="pg_restore --clean --if-exists", code=2)
