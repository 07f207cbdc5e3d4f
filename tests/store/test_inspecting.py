"""What is told of a database: its numbers, who uses it, and never a password."""

import asyncio
from pathlib import Path

import pytest

from quotebot.core.errors import StoreError
from quotebot.core.plans import DeliveryState, PlanState
from quotebot.store.inspecting import place_of, status
from quotebot.store.migrating import HEAD
from quotebot.store.opening import open_storage
from quotebot.store.urls import locate
from tests.store.conftest import POSTGRES
from tests.store.memories import PLACE, show
from tests.store.plans import OTHER_CHANNEL, a_delivery, a_plan, added, day_after, opened


@pytest.mark.parametrize("kind", ["sqlite", POSTGRES])
async def test_the_numbers_are_those_of_what_is_kept(database_url: str, kind: str) -> None:
    storage = await open_storage(database_url)
    plan = await added(storage.ledger, a_plan())
    await added(storage.ledger, a_plan(OTHER_CHANNEL, state=PlanState.PAUSED, next_at=None))
    await opened(storage.ledger, a_delivery(plan, state=DeliveryState.POSTED, message_id="1"))
    await opened(storage.ledger, a_delivery(plan, day_after(1)))
    for shown in "abc":
        await show(storage.store, PLACE, shown)

    running = status(locate(database_url))
    await storage.close()
    stopped = status(locate(database_url))

    assert running.kind == ("sqlite" if kind == "sqlite" else "postgresql")
    assert (running.version, running.newest_version) == (HEAD, HEAD)
    assert running.plans == {"active": 1, "paused": 1}
    assert (running.deliveries, running.open_deliveries) == (2, 1)
    assert (running.channels, running.shown) == (1, 3)
    assert running.size > 0
    assert (running.in_use, stopped.in_use) == (True, False)
    assert running.holds_something
    if kind == "sqlite":
        assert running.log_size
        assert stopped.log_size == 0
        assert running.free


async def test_a_database_without_tables_of_quotebots_holds_nothing(file: Path) -> None:
    await asyncio.to_thread(file.touch)
    found = status(locate(f"sqlite:///{file}"))
    assert found.version is None
    assert not found.holds_something


async def test_looking_makes_no_file(file: Path) -> None:
    with pytest.raises(StoreError, match="there is no database"):
        status(locate(f"sqlite:///{file}"))
    assert not list(file.parent.iterdir())


def test_memory_is_nothing_to_look_at() -> None:
    with pytest.raises(StoreError, match="in memory"):
        status(locate("memory://"))


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:////var/lib/quotebot.db", "/var/lib/quotebot.db"),
        ("postgresql://bot@db/quotes", "postgresql://bot@db/quotes"),
        ("postgresql://bot:hunter2@db:5433/quotes", "postgresql://bot:***@db:5433/quotes"),
        (
            "postgresql://bot@db/quotes?password=hunter2&sslmode=require",
            "postgresql://bot@db/quotes",
        ),
        ("postgresql://bot@/quotes?host=/run/pg", "postgresql://bot@/quotes?host=%2Frun%2Fpg"),
        ("memory://", "memory"),
    ],
)
def test_a_place_is_told_without_its_password(url: str, shown: str) -> None:
    assert place_of(locate(url)) == shown
