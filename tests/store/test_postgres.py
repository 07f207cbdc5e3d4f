"""What only a server can do: go away, come back, be shared, refuse, and know a password."""

import asyncio
import sys
import traceback

import psycopg
import pytest
from sqlalchemy import text

from quotebot.core.errors import StoreError
from quotebot.core.rotation import Memory
from quotebot.store import postgres
from quotebot.store.migrating import HEAD
from quotebot.store.opening import open_storage
from quotebot.store.postgres import PostgresDatabase, open_postgres
from quotebot.store.urls import PostgresUrl, locate
from tests.store.memories import PLACE, show
from tests.store.plans import a_plan, added, next_version

pytestmark = pytest.mark.slow  # a server has to start

PASSWORD = "hunter2"


async def _database(url: str) -> PostgresDatabase:
    location = locate(url)
    assert isinstance(location, PostgresUrl)
    return await open_postgres(location.url)


def _administer(server: str, *statements: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg"])
async def test_a_database_is_named_with_or_without_its_driver(
    postgres_url: str, scheme: str
) -> None:
    storage = await open_storage(postgres_url.replace("postgresql", scheme, 1))
    await show(storage.store, PLACE, "a")
    await storage.close()


async def test_several_processes_may_start_on_a_new_database_at_once(postgres_url: str) -> None:
    program = f"""if True:
        import asyncio
        from quotebot.store.opening import open_storage
        async def open_and_close():
            await (await open_storage({postgres_url!r})).close()
        asyncio.run(open_and_close())"""
    starting = [
        await asyncio.create_subprocess_exec(sys.executable, "-c", program) for _ in range(3)
    ]

    assert await asyncio.gather(*(started.wait() for started in starting)) == [0, 0, 0]

    database = await _database(postgres_url)
    rows = await database.ask(text("SELECT version_num FROM alembic_version"), {})
    assert [tuple(row) for row in rows] == [(HEAD,)]
    await database.close()


async def test_the_migrations_leave_nothing_behind_when_they_fail(postgres_url: str) -> None:
    _administer(postgres_url, "CREATE TABLE delivery (somebody_elses text)")

    with pytest.raises(StoreError, match="already exists"):
        await open_storage(postgres_url)

    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
    assert tables == [("delivery",)]


async def test_a_connection_that_was_lost_is_made_again(
    postgres_url: str, postgres_server_url: str
) -> None:
    storage = await open_storage(postgres_url)
    await show(storage.store, PLACE, "a")

    _administer(postgres_server_url, _hang_up(postgres_url))
    await show(storage.store, PLACE, "b")

    await storage.close()


async def test_a_server_that_is_away_is_told_and_used_again_once_it_is_back(
    postgres_url: str, postgres_server_url: str
) -> None:
    storage = await open_storage(postgres_url)
    plan = await added(storage.ledger, a_plan())
    name = postgres_url.rsplit("/", maxsplit=1)[-1].split("?", maxsplit=1)[0]

    away = f"ALTER DATABASE {name} ALLOW_CONNECTIONS false"
    _administer(postgres_server_url, away, _hang_up(postgres_url))
    for question in (
        storage.store.remember(PLACE, Memory(1, ("a",))),
        storage.ledger.change_plan(next_version(plan)),
        storage.ledger.forget_server(PLACE.platform, PLACE.server),
    ):
        with pytest.raises(StoreError, match=r"cannot be used .*not currently accepting") as told:
            await question
        assert len(str(told.value).splitlines()) == 1

    _administer(postgres_server_url, away.replace("false", "true"))
    assert await storage.ledger.plan(plan.id) == plan
    await storage.close()


async def test_a_connection_lost_in_the_middle_of_a_change_undoes_it(
    postgres_url: str, postgres_server_url: str
) -> None:
    database = await _database(postgres_url)
    insert = text("INSERT INTO quote_of_the_day VALUES ('discord', '1', '', '2026-03-08', 'a')")

    async def change() -> None:
        async with database.transaction() as ask:
            await ask(insert, {})
            _administer(postgres_server_url, _hang_up(postgres_url))
            await ask(text("SELECT 1"), {})

    with pytest.raises(StoreError, match="cannot be used"):
        await change()

    assert not await database.ask(text("SELECT 1 FROM quote_of_the_day"), {})
    await database.close()


async def test_a_process_that_stands_still_in_a_change_loses_it_and_frees_its_row(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.TIMEOUTS, "idle_in_transaction_session_timeout", 300)
    database, other = await _database(postgres_url), await open_storage(postgres_url)
    plan = await added(other.ledger, a_plan())

    async def frozen_in_a_change() -> None:
        async with database.transaction() as ask:
            await ask(text("UPDATE daily_plan SET version = 99"), {})
            assert await other.ledger.change_plan(next_version(plan))  # waits for the row
            await ask(text("SELECT 1"), {})

    with pytest.raises(StoreError, match="idle"):
        await frozen_in_a_change()

    assert await other.ledger.plan(plan.id) == next_version(plan)
    await other.close()
    await database.close()


async def test_who_waits_too_long_for_a_row_is_told(
    postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgres.TIMEOUTS, "lock_timeout", 100)
    database, other = await _database(postgres_url), await open_storage(postgres_url)
    plan = await added(other.ledger, a_plan())

    async with database.transaction() as ask:
        await ask(text("UPDATE daily_plan SET version = 99"), {})
        with pytest.raises(StoreError, match="lock timeout"):
            await other.ledger.change_plan(next_version(plan))

    await other.close()
    await database.close()


async def test_whoever_sets_options_of_their_own_keeps_them(postgres_url: str) -> None:
    join = "&" if "?" in postgres_url else "?"
    both = f"{postgres_url}{join}options=-c%20statement_timeout%3D7s"
    for url, expected in ((postgres_url, "10s"), (both, "7s")):
        database = await _database(url)
        ((timeout,),) = await database.ask(text("SHOW statement_timeout"), {})
        assert timeout == expected
        await database.close()


def _hang_up(url: str) -> str:
    name = url.rsplit("/", maxsplit=1)[-1].split("?", maxsplit=1)[0]
    return f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608


@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://bot:{PASSWORD}@127.0.0.1:1/quotes",
        f"postgresql://bot@127.0.0.1:1/quotes?password={PASSWORD}",
        f"postgresql://bot:{PASSWORD}@127.0.0.1:1/quotes?no_such_option=1",
    ],
)
async def test_no_password_is_ever_told(url: str) -> None:
    with pytest.raises(StoreError, match=r"the PostgreSQL database quotes at 127\.0\.0\.1") as told:
        await open_storage(url)

    assert len(str(told.value).splitlines()) == 1
    assert PASSWORD not in "".join(traceback.format_exception(told.value))


@pytest.mark.parametrize("password", ["p@hunter2", "1234/hunter2", "a?b=hunter2", "a#hunter2"])
async def test_a_password_that_is_not_encoded_is_not_told_either(password: str) -> None:
    with pytest.raises(StoreError) as told:
        await open_storage(f"postgresql://bot:{password}@127.0.0.1:1/quotes")

    assert PASSWORD not in "".join(traceback.format_exception(told.value))


async def test_an_at_sign_in_a_password_is_told_with_how_to_write_it() -> None:
    with pytest.raises(StoreError, match="written %40"):
        await open_storage("postgresql://bot:hunter@2@127.0.0.1:1/quotes")


async def test_a_missing_driver_is_named_with_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    with pytest.raises(StoreError, match=r"pip install 'quotebot\[postgres\]'"):
        await open_storage("postgresql://bot@127.0.0.1:1/quotes")


async def test_a_closed_store_says_that_it_is_closed_and_leaves_no_task_behind(
    postgres_url: str,
) -> None:
    storage = await open_storage(postgres_url)
    await asyncio.gather(*(show(storage.store, PLACE, str(n)) for n in range(5)))
    await storage.close()

    with pytest.raises(StoreError, match="closed"):
        await storage.store.recall(PLACE)
    with pytest.raises(StoreError, match="closed"):
        await storage.ledger.forget_server(PLACE.platform, PLACE.server)
    assert asyncio.all_tasks() == {asyncio.current_task()}
