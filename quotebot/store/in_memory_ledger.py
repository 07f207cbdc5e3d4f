"""A ledger that lasts as long as the process: for the sandbox and tests."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from itertools import count, islice

from quotebot.core.messages import Place, Platform
from quotebot.core.plans import ENDED_STATES, DailyPlan, Delivery, DeliveryState, Opening, PlanState
from quotebot.core.rotation import Memory
from quotebot.store.in_memory import InMemoryStore


class InMemoryLedger:
    """Keeps everything in dicts, and the memories in the store that it is given.

    No method waits for anything, so each is one change for all tasks of the event loop.
    """

    def __init__(self, store: InMemoryStore) -> None:
        self._store = store
        self._plans: dict[int, DailyPlan] = {}
        self._deliveries: dict[int, Delivery] = {}
        self._of_day: dict[tuple[int, date], int] = {}
        self._quotes: dict[tuple[Place, date], str] = {}
        self._plan_ids, self._delivery_ids = count(1), count(1)

    async def add_plan(self, plan: DailyPlan) -> DailyPlan | None:
        if self._has_another_at_that_time(plan):
            return None
        kept = replace(plan, id=next(self._plan_ids))
        self._plans[kept.id] = kept
        return kept

    async def change_plan(self, plan: DailyPlan) -> bool:
        kept = self._plans.get(plan.id)
        if kept is None or plan.version != kept.version + 1 or self._has_another_at_that_time(plan):
            return False
        self._plans[plan.id] = plan
        return True

    async def remove_plan(self, plan_id: int) -> bool:
        for (of_plan, day), delivery_id in [*self._of_day.items()]:
            if of_plan == plan_id:
                del self._of_day[of_plan, day], self._deliveries[delivery_id]
        return self._plans.pop(plan_id, None) is not None

    async def plan(self, plan_id: int) -> DailyPlan | None:
        return self._plans.get(plan_id)

    async def plans_of(self, platform: Platform, server: str) -> Sequence[DailyPlan]:
        return [plan for plan in self._plans.values() if _is_of(plan.place, platform, server)]

    async def servers(self, platform: Platform) -> Sequence[str]:
        places = [plan.place for plan in self._plans.values()]
        return sorted({place.server for place in places if place.platform == platform})

    async def forget_server(self, platform: Platform, server: str) -> int:
        plans = await self.plans_of(platform, server)
        for plan in plans:
            await self.remove_plan(plan.id)
        for place, day in [*self._quotes]:
            if _is_of(place, platform, server):
                del self._quotes[place, day]
        self._store.forget_server(platform, server)
        return len(plans)

    async def due_plans(self, now: datetime, limit: int) -> Sequence[DailyPlan]:
        due = [
            (plan.next_at, plan.id)
            for plan in self._plans.values()
            if plan.state is PlanState.ACTIVE and plan.next_at is not None and plan.next_at <= now
        ]
        return [self._plans[plan_id] for _, plan_id in sorted(due)[:limit]]

    async def open_delivery(
        self, delivery: Delivery, plan: DailyPlan | None, memory: Memory | None
    ) -> tuple[Opening, Delivery | None]:
        if delivery.plan_id not in self._plans:
            return Opening.STALE, None
        there = await self.delivery(delivery.plan_id, delivery.day)
        before = await self._store.recall(delivery.place)
        if there is None and memory is not None and memory.revision != before.revision + 1:
            return Opening.STALE, None
        if plan is not None and not await self.change_plan(plan):
            return Opening.STALE, None
        if there is not None and there.state is not DeliveryState.RESERVED:
            return Opening.TAKEN, there
        if there is None and memory is not None:
            await self._store.remember(delivery.place, memory)
        return Opening.OPENED, self._keep(_opened(delivery, there))

    async def untold_plans(self) -> Sequence[DailyPlan]:
        return [
            plan
            for plan in self._plans.values()
            if plan.state is PlanState.REFUSED and not plan.told
        ]

    async def claim(
        self, delivery_id: int, now: datetime, lease_until: datetime
    ) -> Delivery | None:
        kept = self._deliveries.get(delivery_id)
        if kept is None or not _can_be_claimed(kept, now):
            return None
        return self._keep(
            replace(
                kept,
                state=DeliveryState.SENDING,
                attempts=kept.attempts + 1,
                first_try=kept.first_try or now,
                lease_until=lease_until,
            )
        )

    async def record(self, delivery: Delivery) -> bool:
        kept = self._deliveries.get(delivery.id)
        if (
            kept is None
            or kept.state is not DeliveryState.SENDING
            or kept.attempts != delivery.attempts
        ):
            return False
        self._keep(_with_outcome(kept, delivery))
        return True

    async def open_deliveries(self, now: datetime, after_id: int, limit: int) -> Sequence[Delivery]:
        claimable = (
            kept
            for delivery_id, kept in self._deliveries.items()
            if delivery_id > after_id and _can_be_claimed(kept, now)
        )
        return [*islice(claimable, limit)]

    async def delivery(self, plan_id: int, day: date) -> Delivery | None:
        return self._deliveries.get(self._of_day.get((plan_id, day), 0))

    async def delivery_with_id(self, delivery_id: int) -> Delivery | None:
        return self._deliveries.get(delivery_id)

    async def settle(self, delivery: Delivery) -> bool:
        kept = self._deliveries.get(delivery.id)
        if kept is None or kept.state is not DeliveryState.UNKNOWN:
            return False
        self._keep(_with_outcome(kept, delivery))
        return True

    async def latest_delivery(self, plan_id: int) -> Delivery | None:
        made = (kept for kept in self._deliveries.values() if kept.plan_id == plan_id)
        return _newest(kept for kept in made if kept.state is not DeliveryState.RESERVED)

    async def latest_posted(self, place: Place) -> Delivery | None:
        there = (kept for kept in self._deliveries.values() if kept.place == place)
        return _newest(kept for kept in there if kept.state is DeliveryState.POSTED)

    async def quote_of_the_day(self, place: Place, day: date, quote_id: str) -> str:
        where = replace(place, channel="") if place.server else place
        return self._quotes.setdefault((where, day), quote_id)

    async def prune(self, before: date, after_id: int, limit: int) -> int | None:
        later_ids = (id_ for id_ in self._deliveries if id_ > after_id)
        page = [self._deliveries[id_] for id_ in islice(later_ids, limit)]
        if not page or page[0].day >= before:
            return None
        for old in page:
            if old.day < before and old.state in ENDED_STATES and self._has_newer(old):
                del self._deliveries[old.id], self._of_day[old.plan_id, old.day]
        return page[-1].id

    async def prune_quotes_of_the_day(self, before: date, limit: int) -> int:
        old = [key for key in self._quotes if key[1] < before][:limit]
        for key in old:
            del self._quotes[key]
        return len(old)

    async def close(self) -> None:
        """Nothing is held; what was kept goes with the ledger."""

    def _has_newer(self, old: Delivery) -> bool:
        """Whether neither `latest_delivery` nor `latest_posted` could ask for the old one."""
        later = {
            made.state
            for made in self._deliveries.values()
            if made.plan_id == old.plan_id and made.day > old.day
        }
        if old.state is DeliveryState.POSTED:
            return DeliveryState.POSTED in later
        return bool(later - {DeliveryState.RESERVED})

    def _has_another_at_that_time(self, plan: DailyPlan) -> bool:
        return any(
            (kept.place, kept.schedule.time) == (plan.place, plan.schedule.time)
            for kept in self._plans.values()
            if kept.id != plan.id
        )

    def _keep(self, delivery: Delivery) -> Delivery:
        kept = replace(delivery, id=delivery.id or next(self._delivery_ids))
        self._deliveries[kept.id] = kept
        self._of_day[kept.plan_id, kept.day] = kept.id
        return kept


def _is_of(place: Place, platform: Platform, server: str) -> bool:
    return (place.platform, place.server) == (platform, server)


def _opened(delivery: Delivery, reserved: Delivery | None) -> Delivery:
    if reserved is None:
        return delivery
    return replace(delivery, id=reserved.id, quote_id=reserved.quote_id, topic=reserved.topic)


def _can_be_claimed(delivery: Delivery, now: datetime) -> bool:
    match delivery.state:
        case DeliveryState.PLANNED:
            return delivery.not_before is None or delivery.not_before <= now
        case DeliveryState.SENDING:
            return delivery.lease_until is not None and delivery.lease_until <= now
        case _:
            return False


def _with_outcome(kept: Delivery, told: Delivery) -> Delivery:
    """What is told of it, but for what never changes."""
    return replace(
        told, plan_id=kept.plan_id, place=kept.place, day=kept.day, due_at=kept.due_at, key=kept.key
    )


def _newest(deliveries: Iterable[Delivery]) -> Delivery | None:
    return max(deliveries, key=lambda made: (made.day, made.due_at, made.id), default=None)
