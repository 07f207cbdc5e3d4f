"""Databases for the commands; those of PostgreSQL come from the tests of the stores."""

import asyncio
from collections.abc import Iterator

import pytest

from quotebot.store.opening import open_storage
from quotebot.store.storage import Storage
from tests.cli.db.commands import URL, fill
from tests.store.conftest import postgres_server, postgres_server_url, postgres_url

__all__ = ["filled", "postgres_server", "postgres_server_url", "postgres_url", "running"]


@pytest.fixture
def filled() -> None:
    asyncio.run(fill())


@pytest.fixture
def running(filled: None) -> Iterator[Storage]:
    """A bot has the database."""
    with asyncio.Runner() as runner:
        storage = runner.run(open_storage(URL))
        yield storage
        runner.run(storage.close())
