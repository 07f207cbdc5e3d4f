"""Every store and ledger that quotebot has, behind the same fixtures."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import URL

from quotebot.core.ports import Ledger, Store
from quotebot.store.cached import MemoryCache
from quotebot.store.opening import open_sqlite, open_storage
from quotebot.store.sql import SqlStore
from quotebot.store.sql_ledger import SqlLedger
from quotebot.store.storage import Storage
from tests.store.postgres_server import NoServer, server

Opener = Callable[[], Awaitable[Storage]]

IN_FILES: Final = ["sqlite", "sqlite without a cache"]
POSTGRES: Final = pytest.param("postgres", marks=pytest.mark.slow)  # a server has to start
ON_DISK: Final = [*IN_FILES, POSTGRES]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[URL]:
    """A server, started for the first test that needs one."""
    try:
        with server() as url:
            yield url
    except NoServer as why:
        pytest.skip(str(why))


@pytest.fixture
def postgres_server_url(postgres_server: URL) -> str:
    """The server's own database, from where the others are administered."""
    return postgres_server.render_as_string(hide_password=False)


@pytest.fixture
def postgres_url(postgres_server: URL, postgres_server_url: str) -> Iterator[str]:
    """A new database of the server's, as a database URL."""
    name = f"quotebot_test_{uuid4().hex}"
    with psycopg.connect(postgres_server_url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
        yield postgres_server.set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quotebot.db"


@pytest.fixture(params=["memory", *ON_DISK])
def kind(request: pytest.FixtureRequest) -> str:
    kind: str = request.param
    return kind


@pytest.fixture
def database_url(kind: str, file: Path, request: pytest.FixtureRequest) -> str:
    """Names the test's one database, for this process and others."""
    match kind:
        case "memory":
            return "memory://"
        case "postgres":
            url: str = request.getfixturevalue("postgres_url")
            return url
        case _:
            return f"sqlite:///{file}"


@pytest.fixture
def opener(kind: str, file: Path, database_url: str) -> Opener:
    """Opens the test's one database; in memory, a new one each time."""

    async def without_a_cache() -> Storage:
        database = await open_sqlite(file, exclusive=False)
        return Storage(SqlStore(database), SqlLedger(database, MemoryCache()))

    async def as_the_bot_does() -> Storage:
        return await open_storage(database_url, exclusive=False)

    return without_a_cache if kind == "sqlite without a cache" else as_the_bot_does


@pytest.fixture
async def storage(opener: Opener) -> AsyncIterator[Storage]:
    storage = await opener()
    yield storage
    await storage.close()


@pytest.fixture
def store(storage: Storage) -> Store:
    return storage.store


@pytest.fixture
def ledger(storage: Storage) -> Ledger:
    return storage.ledger
