"""The daily round: due, chosen, claimed, posted, recorded, and recovered after whatever happens.

The ledger is the truth. A plan and a local date have one row, opened with the quote in it before
anything is sent; whoever claims the row posts it; what became of it is recorded. A claim that is
not recorded runs out, and the next to claim it first finds out whether the post is there.
"""

import logging
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Final, assert_never

from quotebot.core import daily_wording, wording
from quotebot.core.choosing import Chosen, choose_for, daily_card, delivery_of
from quotebot.core.events import Event
from quotebot.core.finishing import finished
from quotebot.core.library import Shelf
from quotebot.core.messages import Platform
from quotebot.core.observed import POST_OUTCOMES, UNOBSERVED
from quotebot.core.plans import (
    OPEN_STATES,
    Absent,
    CannotTell,
    DailyPlan,
    Delivery,
    DeliveryState,
    Gone,
    Later,
    Opening,
    Outcome,
    PlanState,
    Posted,
    Unclear,
    moved_on,
)
from quotebot.core.ports import Clock, Ledger, Observer, Poster, Store
from quotebot.core.quotes import Quote
from quotebot.core.schedule import Occurrence, latest_occurrence, next_occurrence

log = logging.getLogger(__name__)

GRACE: Final = timedelta(hours=2)  # how late a post may come, after an outage or a sleep
LEASE: Final = timedelta(seconds=60)  # longer than a poster waits for its answer
BATCH: Final = 500  # rows read at once
UNPOSTED: Final = {
    DeliveryState.PLANNED: Event.DAILY_POSTPONED,
    DeliveryState.SENDING: Event.DAILY_UNCLEAR,
    DeliveryState.FAILED: Event.DAILY_FAILED,
    DeliveryState.MISSED: Event.DAILY_MISSED,
    DeliveryState.UNKNOWN: Event.DAILY_UNKNOWN,
}
_PATIENCE: Final = timedelta(seconds=20)  # before an unclear delivery is looked into
_LONGEST_SEARCH: Final = timedelta(days=1)  # for a post that a platform will not tell of
_DONE_AT_ONCE: Final = frozenset({DeliveryState.MISSED, DeliveryState.SKIPPED})
_TRIES: Final = 10  # to open a delivery that others change at the same time


@dataclass(frozen=True, slots=True)
class DailyRound:
    """Does one step of the round at a time; it keeps nothing in memory."""

    shelf: Shelf
    ledger: Ledger
    store: Store
    posters: Mapping[Platform, Poster]
    clock: Clock
    chance: Random
    grace: timedelta = GRACE
    observer: Observer = UNOBSERVED

    async def tick(self) -> AsyncIterator[Sequence[int]]:
        """Open a delivery for every plan whose turn has come; the ids of those to deliver.

        They come in pages, so that the first are posted while the others are being opened.
        """
        while plans := await self.ledger.due_plans(self.clock.now(), BATCH):
            rows = [await self.open(plan) for plan in plans]
            yield [row.id for row in rows if row is not None and row.state in OPEN_STATES]
            if len(plans) < BATCH:
                break

    async def open(self, plan: DailyPlan) -> Delivery | None:
        """Write the row for the plan's newest turn, with its quote, and move the plan on."""
        current: DailyPlan | None = plan
        for _ in range(_TRIES):
            now = self.clock.now()
            if current is None or current.next_at is None or current.next_at > now:
                return None
            occurrence = latest_occurrence(current.schedule, now)
            after = moved_on(current, now, occurrence)
            if occurrence is None or occurrence.at < current.next_at:
                await self.ledger.change_plan(after)
                return None
            delivery, chosen = await self._row(current, occurrence, now)
            memory = chosen.memory if chosen else None
            opening, row = await self.ledger.open_delivery(delivery, after, memory)
            if opening is Opening.OPENED and delivery.state in _DONE_AT_ONCE:
                self._tell(delivery, delivery.state, now)
            if opening is not Opening.STALE:
                return row
            current = await self.ledger.plan(plan.id)
        log.warning(Event.DAILY_CONTENDED(schedule=plan.id, place=plan.place))
        return None

    async def reserve(self, plan: DailyPlan) -> Delivery | None:
        """Choose the quote of the plan's next turn now, so that it can be shown beforehand.

        None when there is no quote to choose from.
        """
        for _ in range(_TRIES):
            occurrence = next_occurrence(plan.schedule, self.clock.now())
            chosen = await self._choose(plan)
            if chosen is None:
                return None
            delivery = delivery_of(plan, occurrence, DeliveryState.RESERVED, chosen)
            kept = await self.ledger.delivery(plan.id, occurrence.day)
            if kept is not None:
                return kept
            opening, row = await self.ledger.open_delivery(delivery, None, chosen.memory)
            if opening is not Opening.STALE:
                return row
        return None

    async def deliver(self, delivery_id: int) -> None:
        """Post one delivery if it is still to be posted; every way it can end is recorded.

        One that waits for its turn can be cancelled at once. One that is claimed is finished first,
        so that nobody has to find out what became of it.
        """
        waiting = await self.ledger.delivery_with_id(delivery_id)
        if waiting is None or waiting.state not in OPEN_STATES:
            return
        poster = self.posters.get(waiting.place.platform)
        if poster is None:
            return  # another process may have that platform
        await poster.turn(waiting.place)
        await finished(self._claim_and_post(waiting, poster))

    async def _claim_and_post(self, waiting: Delivery, poster: Poster) -> None:
        now = self.clock.now()
        delivery = await self.ledger.claim(waiting.id, now, now + LEASE)
        plan = await self.ledger.plan(waiting.plan_id)
        if delivery is None or plan is None:
            return
        outcome = await self._attempt(delivery, plan, poster, now)
        if (state := await self._settle(delivery, plan, outcome)) is not None:
            self._tell(delivery, state, now)

    def _tell(self, delivery: Delivery, state: DeliveryState, began: datetime) -> None:
        """Have it counted that what began then has left the delivery in that state."""
        now = self.clock.now()
        self.observer.posted(
            delivery.place.platform,
            POST_OUTCOMES[state],
            (now - delivery.due_at).total_seconds(),
            (now - began).total_seconds(),
        )

    async def stranded(self) -> AsyncIterator[Sequence[int]]:
        """The ids of all that could be delivered now, in pages: what a crash left behind."""
        last = 0
        while rows := await self.ledger.open_deliveries(self.clock.now(), last, BATCH):
            yield [row.id for row in rows]
            last = rows[-1].id

    async def _attempt(
        self, delivery: Delivery, plan: DailyPlan, poster: Poster, now: datetime
    ) -> Outcome | CannotTell | Absent:
        """Post, or first look whether an earlier try was posted; Absent: too late to post."""
        tried = delivery.first_try if delivery.attempts > 1 else None
        late = now > delivery.due_at + self.grace
        if tried is not None and (late or now - tried > poster.repeatable_for):
            looked = await poster.find(delivery.place, delivery.key, tried)
            if isinstance(looked, Unclear) and now > delivery.due_at + _LONGEST_SEARCH:
                return CannotTell(looked.reason)
            if not isinstance(looked, Absent):
                return looked
        if late:
            return Absent()
        quote = await self._quote_of(delivery, plan)
        if quote is None:
            return Later(self.grace.total_seconds(), wording.EMPTY)
        return await poster.post(delivery.place, daily_card(quote, delivery, plan), delivery.key)

    async def _settle(
        self, delivery: Delivery, plan: DailyPlan, outcome: Outcome | CannotTell | Absent
    ) -> DeliveryState | None:
        """Record what became of it; the state it is left in, None if that is another's to say."""
        now = self.clock.now()
        match outcome:
            case Posted(message_id):
                return await self._record(delivery, DeliveryState.POSTED, message_id=message_id)
            case Gone(reason):
                state = await self._record(delivery, DeliveryState.FAILED, reason=reason)
                await self._refuse(plan, reason)
                return state
            case Later(seconds, reason):
                again = now + timedelta(seconds=seconds)
                if again > delivery.due_at + self.grace:
                    return await self._record(delivery, DeliveryState.FAILED, reason=reason)
                return await self._record(
                    delivery, DeliveryState.PLANNED, reason=reason, not_before=again
                )
            case Unclear(reason):
                lease = now + _PATIENCE
                return await self._record(
                    delivery, DeliveryState.SENDING, reason=reason, lease_until=lease
                )
            case CannotTell(reason):
                return await self._record(delivery, DeliveryState.UNKNOWN, reason=reason)
            case Absent():
                reason = daily_wording.TOO_LATE
                return await self._record(delivery, DeliveryState.MISSED, reason=reason)
            case _:
                assert_never(outcome)

    async def _record(
        self,
        delivery: Delivery,
        state: DeliveryState,
        *,
        message_id: str | None = None,
        reason: str | None = None,
        not_before: datetime | None = None,
        lease_until: datetime | None = None,
    ) -> DeliveryState | None:
        kept = await self.ledger.record(
            replace(
                delivery,
                state=state,
                message_id=message_id,
                reason=reason,
                not_before=not_before,
                lease_until=lease_until,
            )
        )
        about = {"delivery": delivery.id, "schedule": delivery.plan_id, "place": delivery.place}
        if state is DeliveryState.POSTED:
            log.info(Event.DAILY_POSTED(**about))
        elif event := UNPOSTED.get(state):
            log.warning(event(**about, error=reason))
        if not kept:
            log.warning(Event.DAILY_LEASE_LOST(**about))
        return state if kept else None

    async def _refuse(self, plan: DailyPlan, reason: str) -> None:
        """The platform will not have it: the plan stops until a person resumes it."""
        current: DailyPlan | None = plan
        for _ in range(_TRIES):
            if current is None or current.state is not PlanState.ACTIVE:
                return
            refused = replace(
                current,
                state=PlanState.REFUSED,
                next_at=None,
                reason=reason,
                told=False,
                version=current.version + 1,
            )
            if await self.ledger.change_plan(refused):
                return
            current = await self.ledger.plan(plan.id)

    async def _row(
        self, plan: DailyPlan, occurrence: Occurrence, now: datetime
    ) -> tuple[Delivery, Chosen | None]:
        if plan.skip == occurrence.day:
            return delivery_of(plan, occurrence, DeliveryState.SKIPPED), None
        if now > occurrence.at + self.grace:
            missed = delivery_of(plan, occurrence, DeliveryState.MISSED)
            return replace(missed, reason=daily_wording.TOO_LATE), None
        chosen = await self._choose(plan)
        return delivery_of(plan, occurrence, DeliveryState.PLANNED, chosen), chosen

    async def _choose(self, plan: DailyPlan) -> Chosen | None:
        memory = await self.store.recall(plan.place)
        return choose_for(plan, self.shelf.library.anthology, memory, self.chance)

    async def _quote_of(self, delivery: Delivery, plan: DailyPlan) -> Quote | None:
        """The quote in the row; another if it left the library before it was ever posted."""
        if quote := self.shelf.library.anthology.quotes.get(delivery.quote_id or ""):
            return quote
        chosen = await self._choose(plan)
        return chosen.quote if chosen else None
