"""What the daily round costs each second while nothing is due, with 100,000 plans in SQLite."""

import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Final

from sqlalchemy import text
from sqlalchemy.dialects import sqlite

from benchmarks.plans import write_plans
from quotebot.core.daily import BATCH, DailyRound
from quotebot.core.library import Shelf, library_of
from quotebot.core.messages import Place, Platform
from quotebot.curation.reading import load
from quotebot.store.database import Database
from quotebot.store.ledger_rows import to_instant
from quotebot.store.ledger_statements import DUE_PLANS
from quotebot.store.opening import kept_in, open_sqlite
from quotebot.wiring import SystemClock, builtin_quotes

PLANS: Final = 100_000
TICKS: Final = 500
INDEX: Final = "daily_plan_due"


async def measure() -> None:
    due = datetime.now(UTC).replace(second=0, microsecond=0) + timedelta(hours=12)
    places = (Place(Platform.DISCORD, str(n // 20), str(n)) for n in range(PLANS))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "quotebot.db")
        await write_plans(file, places, due)
        database = await open_sqlite(file)
        found_by = await query_plan(database)
        costs = await ticks(database)
        await database.close()
    verdict = "met" if f"USING INDEX {INDEX}" in found_by else "MISSED"
    print(f"\nA tick of the daily round among {PLANS:,} plans, none of them due, SQLite")
    print(f"  CPU {median(costs) * 1e6:20.0f} us (median of {TICKS})")
    print(f"  {found_by} (goal: the index {INDEX}: {verdict})")


async def query_plan(database: Database) -> str:
    """How SQLite finds the plans that are due."""
    compiled = DUE_PLANS.compile(dialect=sqlite.dialect(paramstyle="named"))
    now = {"now": to_instant(datetime.now(UTC)), "most": BATCH}
    rows = await database.ask(text(f"EXPLAIN QUERY PLAN {compiled}"), compiled.params | now)
    return "; ".join(str(row[-1]) for row in rows)


async def ticks(database: Database) -> list[float]:
    """CPU seconds of each tick, of all threads."""
    storage = kept_in(database)
    daily = DailyRound(
        Shelf(library_of(load([builtin_quotes()]))),
        storage.ledger,
        storage.store,
        {},
        SystemClock(),
        Random(1),
    )
    costs = []
    for _ in range(TICKS):
        before = time.process_time()
        async for _ in daily.tick():
            raise AssertionError("nothing is due")
        costs.append(time.process_time() - before)
    return costs
