"""The migrations build the tables that the code declares, once, and no older code undoes them."""

import asyncio
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine

from quotebot.core.errors import StoreError
from quotebot.core.messages import Place, Platform
from quotebot.core.rotation import Memory
from quotebot.store.migrating import HEAD
from quotebot.store.opening import open_sqlite, open_storage, open_store
from quotebot.store.sqlite import sqlite_engine
from quotebot.store.tables import metadata
from tests.store.memories import PLACE, show


def _rows(file: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        return connection.execute(statement).fetchall()


def _content(file: Path) -> bytes:
    return file.read_bytes()


def _differences(connection: Connection) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


async def _migrated(file: Path) -> None:
    store = await open_sqlite(file)
    await store.close()


async def test_the_migrations_build_the_tables_that_the_code_declares(file: Path) -> None:
    await _migrated(file)
    declared = file.with_name("declared.db")
    for path in (file, declared):
        engine = sqlite_engine(path)
        async with engine.begin() as connection:
            if path is declared:
                await connection.run_sync(metadata.create_all)
            assert await connection.run_sync(_differences) == []
        await engine.dispose()

    for table in metadata.tables:
        columns = f"SELECT * FROM pragma_table_xinfo('{table}')"  # noqa: S608 - a name of ours
        assert _rows(file, columns) == _rows(declared, columns)
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT NULL"
    assert sorted(_rows(file, indexes)) == sorted(_rows(declared, indexes))


async def test_the_migrations_build_them_on_postgresql_too(postgres_url: str) -> None:
    storage = await open_storage(postgres_url)
    await storage.close()
    engine = create_async_engine(postgres_url.replace("postgresql", "postgresql+psycopg", 1))
    async with engine.begin() as connection:
        assert await connection.run_sync(_differences) == []
    await engine.dispose()


def test_the_newest_migration_is_the_one_that_the_start_looks_for() -> None:
    config = Config()
    config.set_main_option("script_location", "quotebot.store:migrations")

    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


async def test_a_second_start_changes_nothing(file: Path) -> None:
    await _migrated(file)
    before = _content(file)

    await _migrated(file)

    assert _content(file) == before
    assert _rows(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]


async def test_a_start_with_nothing_to_migrate_does_not_load_alembic(file: Path) -> None:
    await _migrated(file)
    program = f"""if True:
        import asyncio, sys
        from pathlib import Path
        from quotebot.store.opening import open_sqlite, open_storage, open_store
        async def open_and_close():
            await (await open_sqlite(Path({str(file)!r}))).close()
        asyncio.run(open_and_close())
        sys.exit("alembic" in sys.modules)"""

    started = await asyncio.create_subprocess_exec(sys.executable, "-c", program)

    assert await started.wait() == 0


async def test_several_bots_may_start_on_a_new_file_at_once(file: Path) -> None:
    opened = [open_storage(f"sqlite:///{file}", exclusive=False) for _ in range(4)]
    stores = [storage.store for storage in await asyncio.gather(*opened)]

    await asyncio.gather(*(show(store, PLACE, str(n)) for n, store in enumerate(stores)))

    assert set((await stores[0].recall(PLACE)).recent) <= set("0123")
    for store in stores:
        await store.close()
    assert _rows(file, "SELECT revision FROM rotation") == [(4,)]


async def test_what_the_first_version_kept_is_kept(file: Path) -> None:
    engine = sqlite_engine(file)
    config = Config()
    config.set_main_option("script_location", "quotebot.store:migrations")
    async with engine.begin() as connection:
        await connection.run_sync(_upgraded_to, config, "0001")
    await engine.dispose()
    _rows(file, "INSERT INTO rotation VALUES ('discord', '1', '2', 1, '[1,[\"a\"],{}]')")

    store = await open_store(f"sqlite:///{file}")

    assert await store.recall(Place(Platform.DISCORD, "1", "2")) == Memory(1, ("a",))
    await store.close()


def _upgraded_to(connection: Connection, config: Config, version: str) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, version)


async def test_a_migration_that_fails_leaves_nothing_behind(file: Path) -> None:
    _rows(file, "CREATE TABLE rotation (somebody_elses TEXT)")

    with pytest.raises(StoreError, match="already exists"):
        await open_sqlite(file)

    assert _rows(file, "SELECT name FROM sqlite_master") == [("rotation",)]


async def test_a_database_of_a_newer_quotebot_is_refused_and_left_alone(file: Path) -> None:
    await _migrated(file)
    _rows(file, "UPDATE alembic_version SET version_num = '9999'")
    before = _content(file)

    with pytest.raises(StoreError, match=r"install the newer quotebot") as refused:
        await open_sqlite(file)

    assert "'9999'" in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1
    assert _content(file) == before
