"""Reads daily plans from the database that a bot may be using at the same time."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import SystemRandom

import click

from quotebot.core.daily import DailyRound
from quotebot.core.errors import SettingsError, StoreError
from quotebot.core.library import Shelf
from quotebot.core.messages import Platform
from quotebot.core.plans import DailyPlan, Delivery
from quotebot.core.ports import Clock, Ledger
from quotebot.core.quotes import Anthology
from quotebot.settings import Settings, variable
from quotebot.store.opening import open_storage
from quotebot.store.storage import Storage
from quotebot.store.urls import InMemory, SqliteFile, locate
from quotebot.wiring import load_library

PlanAndLast = tuple[DailyPlan, Delivery | None]


async def all_plans(settings: Settings) -> list[DailyPlan]:
    """By platform and server. Raises OperatorError."""
    async with _storage(settings) as storage:
        return await _all(storage.ledger)


async def plans_with_last(settings: Settings) -> list[PlanAndLast]:
    """All plans, each with its newest delivery if it has one. Raises OperatorError."""
    async with _storage(settings) as storage:
        ledger = storage.ledger
        return [(plan, await ledger.latest_delivery(plan.id)) for plan in await _all(ledger)]


async def wanted_plans(settings: Settings, plan_id: int | None) -> list[DailyPlan]:
    """The one with that id, or all. Raises UsageError if there is none, and OperatorError."""
    if plan_id is None:
        return await all_plans(settings)
    async with _storage(settings) as storage:
        return [await _plan(storage.ledger, plan_id)]


async def reserved(
    settings: Settings, plan_id: int, clock: Clock
) -> tuple[DailyPlan, Delivery | None, Anthology]:
    """The plan and its next delivery, in which the quote is kept; raises as `wanted_plans` does.

    No delivery when others change the plan again and again.
    """
    library = await asyncio.to_thread(load_library, settings)
    async with _storage(settings) as storage:
        shelf = Shelf(library)
        daily = DailyRound(shelf, storage.ledger, storage.store, {}, clock, SystemRandom())
        plan = await _plan(storage.ledger, plan_id)
        return plan, await daily.reserve(plan), library.anthology


@asynccontextmanager
async def _storage(settings: Settings) -> AsyncIterator[Storage]:
    _require_kept(settings.database)
    storage = await open_storage(settings.database, exclusive=False)
    try:
        yield storage
    finally:
        await storage.close()


def _require_kept(url: str) -> None:
    """Whoever looks must not leave an empty database behind."""
    match locate(url):
        case InMemory():
            raise SettingsError(
                f"{variable('database')} is {url}: daily quotes are forgotten at the end of the"
                " bot, and nobody else sees them"
            )
        case SqliteFile(path) if not path.exists():
            raise StoreError(
                f"there is no database {path}: look where the bot runs, or set"
                f" {variable('database')} as it is set there."
            )
        case _:
            return


async def _all(ledger: Ledger) -> list[DailyPlan]:
    return [
        plan
        for platform in Platform
        for server in await ledger.servers(platform)
        for plan in await ledger.plans_of(platform, server)
    ]


async def _plan(ledger: Ledger, plan_id: int) -> DailyPlan:
    plan = await ledger.plan(plan_id)
    if plan is None:
        raise click.UsageError(f"There is no daily quote {plan_id}: see quotebot daily list.")
    return plan
