"""The ledger in an SQL database: one conditional statement for a change, or one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import ClauseElement

from quotebot.core.messages import Place, Platform
from quotebot.core.plans import DailyPlan, Delivery, Opening
from quotebot.core.rotation import Memory
from quotebot.store import ledger_statements as sql
from quotebot.store.cached import MemoryCache
from quotebot.store.database import Ask, ConstraintError, Database
from quotebot.store.ledger_rows import (
    delivery_in,
    delivery_values,
    outcome_values,
    plan_in,
    plan_values,
    to_instant,
)
from quotebot.store.sql import keep, key_of


class SqlLedger:
    """The ledger behind every SQL database; the cache is told of the memories that it changes."""

    def __init__(self, database: Database, cache: MemoryCache) -> None:
        self._ask = database.ask
        self._transaction = database.transaction
        self._close = database.close
        self._cache = cache

    async def add_plan(self, plan: DailyPlan) -> DailyPlan | None:
        rows = await self._ask(sql.ADD_PLAN, plan_values(plan))
        return replace(plan, id=rows[0][0]) if rows else None

    async def change_plan(self, plan: DailyPlan) -> bool:
        try:
            return await _change(self._ask, plan)
        except ConstraintError:  # another plan has its channel and time
            return False

    async def remove_plan(self, plan_id: int) -> bool:
        return bool(await self._ask(sql.REMOVE_PLAN, {"plan_id": plan_id}))

    async def plan(self, plan_id: int) -> DailyPlan | None:
        rows = await self._ask(sql.PLAN, {"plan_id": plan_id})
        return plan_in(rows[0]) if rows else None

    async def plans_of(self, platform: Platform, server: str) -> Sequence[DailyPlan]:
        rows = await self._ask(sql.PLANS_OF, {"platform": platform.value, "server": server})
        return [plan_in(row) for row in rows]

    async def servers(self, platform: Platform) -> Sequence[str]:
        return [row[0] for row in await self._ask(sql.SERVERS, {"platform": platform.value})]

    async def forget_server(self, platform: Platform, server: str) -> int:
        of_server = {"platform": platform.value, "server": server}
        self._cache.forget_server(platform, server)
        async with self._transaction() as ask:
            plans = await ask(sql.FORGET_PLANS, of_server)
            await ask(sql.FORGET_MEMORIES, of_server)
            await ask(sql.FORGET_QUOTES, of_server)
        self._cache.forget_server(platform, server)  # what was recalled meanwhile
        return len(plans)

    async def due_plans(self, now: datetime, limit: int) -> Sequence[DailyPlan]:
        rows = await self._ask(sql.DUE_PLANS, {"now": to_instant(now), "most": limit})
        return [plan_in(row) for row in rows]

    async def untold_plans(self) -> Sequence[DailyPlan]:
        return [plan_in(row) for row in await self._ask(sql.UNTOLD_PLANS, {})]

    async def open_delivery(
        self, delivery: Delivery, plan: DailyPlan | None, memory: Memory | None
    ) -> tuple[Opening, Delivery | None]:
        if memory is not None:
            self._cache.forget(delivery.place)
        try:
            async with self._transaction() as ask:
                if plan is not None:
                    _require(await _change(ask, plan))
                inserted = await ask(sql.OPEN, delivery_values(delivery))
                if inserted and memory is not None:
                    _require(await keep(ask, delivery.place, memory))
                opened = inserted or await ask(sql.TAKE_UP, delivery_values(delivery))
                there = opened or await ask(sql.DELIVERY, _day_of(delivery.plan_id, delivery.day))
                _require(bool(there))
        except (_StaleError, ConstraintError):  # the latter: no such plan, or two at one time
            return Opening.STALE, None
        if inserted and memory is not None:
            self._cache.learn(delivery.place, memory)
        return (Opening.OPENED if opened else Opening.TAKEN), delivery_in(there[0])

    async def claim(
        self, delivery_id: int, now: datetime, lease_until: datetime
    ) -> Delivery | None:
        lease = {"now": to_instant(now), "lease_until": to_instant(lease_until)}
        return await self._one(sql.CLAIM, {"delivery_id": delivery_id, **lease})

    async def record(self, delivery: Delivery) -> bool:
        return bool(await self._ask(sql.RECORD, _outcome_of(delivery)))

    async def open_deliveries(self, now: datetime, after_id: int, limit: int) -> Sequence[Delivery]:
        page = {"now": to_instant(now), "after_id": after_id, "most": limit}
        return [delivery_in(row) for row in await self._ask(sql.OPEN_DELIVERIES, page)]

    async def delivery(self, plan_id: int, day: date) -> Delivery | None:
        return await self._one(sql.DELIVERY, _day_of(plan_id, day))

    async def delivery_with_id(self, delivery_id: int) -> Delivery | None:
        return await self._one(sql.DELIVERY_WITH_ID, {"delivery_id": delivery_id})

    async def settle(self, delivery: Delivery) -> bool:
        return bool(await self._ask(sql.SETTLE, _outcome_of(delivery)))

    async def latest_delivery(self, plan_id: int) -> Delivery | None:
        return await self._one(sql.LATEST_DELIVERY, {"plan_id": plan_id})

    async def latest_posted(self, place: Place) -> Delivery | None:
        return await self._one(sql.LATEST_POSTED, key_of(place))

    async def quote_of_the_day(self, place: Place, day: date, quote_id: str) -> str:
        channel = "" if place.server else place.channel
        key = {**key_of(place), "channel": channel, "day": day.isoformat()}
        rows = await self._ask(sql.QUOTE_OF_THE_DAY, key)
        rows = rows or await self._ask(sql.KEEP_QUOTE_OF_THE_DAY, {**key, "quote_id": quote_id})
        kept: str = rows[0][0]
        return kept

    async def prune(self, before: date, after_id: int, limit: int) -> int | None:
        ids = await self._ask(sql.NEXT_DELIVERIES, {"after_id": after_id, "most": limit})
        if not ids or ids[0][1] >= before.isoformat():
            return None
        last: int = ids[-1][0]
        page = {"after_id": after_id, "last_id": last, "before": before.isoformat()}
        await self._ask(sql.PRUNE, page)
        return last

    async def prune_quotes_of_the_day(self, before: date, limit: int) -> int:
        page = {"before": before.isoformat(), "most": limit}
        return len(await self._ask(sql.PRUNE_QUOTES_OF_THE_DAY, page))

    async def close(self) -> None:
        await self._close()

    async def _one(
        self, statement: ClauseElement, parameters: Mapping[str, object]
    ) -> Delivery | None:
        rows = await self._ask(statement, parameters)
        return delivery_in(rows[0]) if rows else None


class _StaleError(Exception):
    """Rolls a transaction back."""


def _require(kept: bool) -> None:  # noqa: FBT001 - what is required, not an option
    if not kept:
        raise _StaleError


async def _change(ask: Ask, plan: DailyPlan) -> bool:
    this = {"plan_id": plan.id, "kept_version": plan.version - 1}
    return bool(await ask(sql.CHANGE_PLAN, {**plan_values(plan), **this}))


def _outcome_of(delivery: Delivery) -> dict[str, object]:
    return {"delivery_id": delivery.id, **outcome_values(delivery)}


def _day_of(plan_id: int, day: date) -> dict[str, object]:
    return {"plan_id": plan_id, "day": day.isoformat()}
