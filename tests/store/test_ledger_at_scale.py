"""Nothing is lost among many rows, and what is asked again and again is found by an index."""

from collections.abc import AsyncIterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Select, Table, make_url, text
from sqlalchemy.dialects import sqlite

from quotebot.core.plans import DeliveryState
from quotebot.store.database import Database
from quotebot.store.ledger_rows import delivery_values, plan_values, to_instant
from quotebot.store.ledger_statements import DUE_PLANS, LATEST_POSTED, OPEN_DELIVERIES
from quotebot.store.opening import kept_in, open_sqlite
from quotebot.store.postgres import open_postgres
from quotebot.store.sql import key_of
from quotebot.store.tables import daily_plan, delivery
from tests.store.memories import PLACE
from tests.store.plans import NOW, a_delivery, a_plan, added

PLANS = 100_000
OPEN = 10_001  # one more than a round number of pages
PAGE = 500

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("kind", ["sqlite", "postgres"])]


@pytest.fixture
async def database(kind: str, file: Path, database_url: str) -> AsyncIterator[Database]:
    url = make_url(database_url).set(drivername="postgresql+psycopg")
    # Filling it takes longer than the bot gives a statement.
    url = url.update_query_dict({"options": "-c statement_timeout=0"})
    database = await (open_sqlite(file) if kind == "sqlite" else open_postgres(url))
    yield database
    await database.close()


async def _fill(
    database: Database, table: Table, row: Mapping[str, object], rows: int, **varied: str
) -> None:
    """Many rows at once, alike but for what is computed from n, their number."""
    values = ", ".join(varied.get(name, f":{name}") for name in row)
    await database.ask(
        text(
            "WITH RECURSIVE number(n) AS "  # noqa: S608 - names of ours
            f"(SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < {rows}) "
            f"INSERT INTO {table.name} ({', '.join(row)}) SELECT {values} FROM number"
        ),
        {name: value for name, value in row.items() if name not in varied},
    )
    await database.ask(text("ANALYZE"), {})


async def _query_plan(
    database: Database, kind: str, query: Select[object], parameters: Mapping[str, object]
) -> str:
    explain = "EXPLAIN QUERY PLAN" if kind == "sqlite" else "EXPLAIN"
    compiled = query.compile(dialect=sqlite.dialect(paramstyle="named"))
    rows = await database.ask(text(f"{explain} {compiled}"), {**compiled.params, **parameters})
    return "\n".join(str(row[-1]) for row in rows)


async def test_an_idle_tick_among_100_000_plans_uses_the_index(
    database: Database, kind: str
) -> None:
    await _fill(database, daily_plan, plan_values(a_plan()), PLANS, channel="'r' || n")
    before = NOW - timedelta(microseconds=1)
    ledger = kept_in(database).ledger

    plan = await _query_plan(database, kind, DUE_PLANS, {"now": to_instant(before), "most": PAGE})

    assert "daily_plan_due" in plan
    assert "scan daily_plan" not in plan.lower()
    assert "seq scan" not in plan.lower()
    assert "temp b-tree" not in plan.lower()
    assert await ledger.due_plans(before, PAGE) == []
    assert len(await ledger.due_plans(NOW, PAGE)) == PAGE


async def test_open_deliveries_are_found_by_an_index_among_those_that_are_over(
    database: Database, kind: str
) -> None:
    ledger = kept_in(database).ledger
    plan = await added(ledger, a_plan())
    over = delivery_values(a_delivery(plan, state=DeliveryState.POSTED))
    await _fill(database, delivery, over, PLANS, day="'r' || n")

    page = {"now": to_instant(NOW), "after_id": 0, "most": PAGE}
    query_plan = await _query_plan(database, kind, OPEN_DELIVERIES, page)

    assert "delivery_open" in query_plan
    assert "temp b-tree" not in query_plan.lower()
    assert await ledger.open_deliveries(NOW, 0, PAGE) == []


async def test_the_latest_post_of_a_channel_is_found_by_an_index(
    database: Database, kind: str
) -> None:
    plan = await added(kept_in(database).ledger, a_plan())
    posted = delivery_values(a_delivery(plan, state=DeliveryState.POSTED))
    await _fill(database, delivery, posted, PLANS, day="'r' || n")

    query_plan = await _query_plan(database, kind, LATEST_POSTED, key_of(PLACE))

    assert "delivery_by_channel" in query_plan


async def test_10_001_open_deliveries_are_all_found_page_by_page(database: Database) -> None:
    ledger = kept_in(database).ledger
    plan = a_plan()
    await _fill(database, daily_plan, plan_values(plan), OPEN, channel="'r' || n")
    await _fill(database, delivery, delivery_values(a_delivery(plan)), OPEN, plan_id="n")

    found: list[int] = []
    while page := await ledger.open_deliveries(NOW, found[-1] if found else 0, PAGE):
        found.extend(delivery.id for delivery in page)

    assert len(found) == len(set(found)) == OPEN
    assert found == sorted(found)
