"""Which database URLs are understood, and what is said of the others."""

import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from quotebot.core.errors import StoreError
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.opening import open_storage, open_store
from tests.store.memories import PLACE, show


@pytest.mark.parametrize(
    "url", ["memory://", "memory:///", "sqlite://", "sqlite:///:memory:", ":memory:"]
)
async def test_memory_has_several_names(url: str) -> None:
    store = await open_store(url)

    assert isinstance(store, InMemoryStore)


def _exists(file: str) -> bool:
    return Path(file).is_file()


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_three_slashes_are_a_path_from_the_working_directory(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    store = await open_store(f"{scheme}:///quotes of the day.db")
    await store.close()

    assert _exists("quotes of the day.db")


@pytest.mark.parametrize("scheme", ["sqlite", "sqlite+aiosqlite"])
async def test_four_slashes_are_an_absolute_path(scheme: str, tmp_path: Path) -> None:
    url = f"{scheme}:///{tmp_path}/100%.db"
    store = await open_store(url)
    await show(store, PLACE, "a")
    await store.close()

    store = await open_store(url)
    assert (await store.recall(PLACE)).recent == ("a",)
    await store.close()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("", "not a database URL"),
        ("quotebot.db", "not a database URL"),
        ("sqlite:/quotebot.db", "not a database URL"),
        ("sqlite://quotebot.db", "three slashes"),
        ("sqlite:///quotebot.db?mode=ro", "no options"),
        ("memory://quotebot", "memory is not supported"),
        ("postgresql+asyncpg://bot:hunter2@db/quotes", "asyncpg is not supported"),
        ("mysql://bot:hunter2@db/quotes?password=hunter2", "mysql is not supported"),
        ("mysql://bot:hunter2@db:port/quotes", "not a database URL"),
        ("redis://:hunter2@localhost", "redis is not supported"),
    ],
)
async def test_any_other_url_is_refused_with_those_that_work_and_no_password(
    url: str, why: str
) -> None:
    with pytest.raises(StoreError, match=why) as refused:
        await open_store(url)

    assert "sqlite:///quotebot.db" in str(refused.value)
    assert "hunter2" not in str(refused.value)
    assert refused.value.__cause__ is None
    assert len(str(refused.value).splitlines()) == 1


async def test_what_is_opened_is_a_store_and_a_ledger_of_one_database(tmp_path: Path) -> None:
    storage = await open_storage(f"sqlite:///{tmp_path}/quotebot.db")
    await show(storage.store, PLACE, "a")

    await storage.ledger.forget_server(PLACE.platform, PLACE.server)

    assert (await storage.store.recall(PLACE)).recent == ()
    await storage.close()
    for asked in (storage.store.recall(PLACE), storage.ledger.plan(1)):
        with pytest.raises(StoreError, match="closed"):
            await asked


async def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"there is no directory .*/missing: create"):
        await open_store(f"sqlite:///{tmp_path}/missing/quotebot.db")


async def test_a_directory_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="let the bot's user write"):
        await open_store(f"sqlite:///{tmp_path}")


@pytest.fixture
def read_only(tmp_path: Path) -> Iterator[Path]:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere; run the tests as another user to see this one")
    tmp_path.chmod(0o555)
    yield tmp_path
    tmp_path.chmod(0o755)


async def test_a_directory_that_cannot_be_written_is_named(read_only: Path) -> None:
    with pytest.raises(StoreError, match="let the bot's user write"):
        await open_store(f"sqlite:///{read_only}/quotebot.db")


def _damage(file: Path) -> None:
    pages = bytearray(file.read_bytes())
    pages[100:4096] = b"\xff" * 3996
    file.write_bytes(pages)


async def test_a_damaged_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "quotebot.db"
    store = await open_store(f"sqlite:///{file}")
    await store.close()
    _damage(file)

    with pytest.raises(StoreError, match="restore a backup"):
        await open_store(f"sqlite:///{file}")


async def test_an_sqlite_that_is_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))

    with pytest.raises(StoreError, match=r"SQLite 3\.34\.1, and quotebot needs 3\.35\.0 or newer"):
        await open_store(f"sqlite:///{tmp_path}/quotebot.db")
