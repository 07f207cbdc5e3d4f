"""Every store that quotebot has, behind one fixture."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from quotebot.core.ports import Store
from quotebot.store.cached import CachedStore
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.opening import open_database
from quotebot.store.sql import SqlStore

Opener = Callable[[Path], Awaitable[Store]]


async def _in_memory(_file: Path) -> Store:
    return InMemoryStore()


async def _sqlite(file: Path) -> Store:
    return SqlStore(await open_database(file))


async def _cached_in_memory(file: Path) -> Store:
    return CachedStore(await _in_memory(file))


async def _cached_sqlite(file: Path) -> Store:
    return CachedStore(await _sqlite(file))


@pytest.fixture(params=[_in_memory, _sqlite, _cached_in_memory, _cached_sqlite])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    opener: Opener = request.param
    store = await opener(tmp_path / "quotebot.db")
    yield store
    await store.close()


@pytest.fixture(params=[_sqlite, _cached_sqlite])
def open_file(request: pytest.FixtureRequest) -> Opener:
    opener: Opener = request.param
    return opener
