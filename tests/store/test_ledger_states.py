"""The life of a delivery, as any number of processes may live it, against a model of the rules.

The database is shared by all examples; each has a plan of its own in it.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import count
from typing import TypeVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from quotebot.core.plans import Delivery, DeliveryState, Opening
from quotebot.store.opening import open_storage
from quotebot.store.storage import Storage
from tests.store.memories import PLACE
from tests.store.plans import LEASE, NOW, a_delivery, a_plan, added, day_after

_T = TypeVar("_T")
_channels = count()
_ENDS = [
    DeliveryState.PLANNED,  # to be tried again
    DeliveryState.POSTED,
    DeliveryState.FAILED,
    DeliveryState.MISSED,
    DeliveryState.UNKNOWN,
]

days = st.integers(0, 2).map(day_after)
openings = st.sampled_from([DeliveryState.RESERVED, DeliveryState.PLANNED, DeliveryState.MISSED])


class Deliveries(RuleBasedStateMachine):
    """A few processes that open, claim, record and settle the deliveries of one plan."""

    storages: tuple[Storage, Storage]
    runner: asyncio.Runner
    claims = Bundle("claims")  # held by processes, some of them long overtaken

    def __init__(self) -> None:
        super().__init__()
        self.now = NOW
        self.kept: dict[int, Delivery] = {}
        self.holders: dict[int, datetime] = {}
        place = replace(PLACE, channel=f"channel {next(_channels)}")
        self.plan = self.run(added(self.storages[0].ledger, a_plan(place, time(8))))

    def run(self, question: Coroutine[None, None, _T]) -> _T:
        return self.runner.run(question)

    @rule(seconds=st.sampled_from([1, 29, 30, 31, 3600]))
    def time_passes(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)

    @rule(process=st.integers(0, 1), day=days, state=openings, quote_id=st.sampled_from("abc"))
    def open(self, process: int, day: date, state: DeliveryState, quote_id: str) -> None:
        delivery = a_delivery(self.plan, day, state=state, quote_id=quote_id)
        there = next((kept for kept in self.kept.values() if kept.day == day), None)

        opening, kept = self.run(self.storages[process].ledger.open_delivery(delivery, None, None))

        assert kept is not None
        if there is None or there.state is DeliveryState.RESERVED:
            assert opening is Opening.OPENED
            assert there is None or (kept.id, kept.quote_id) == (there.id, there.quote_id)
            self.kept[kept.id] = kept
        else:
            assert (opening, kept) == (Opening.TAKEN, there)

    @rule(target=claims, day=days, first=st.integers(0, 1))
    def claim_at_once(self, day: date, first: int) -> object:
        there = next((kept for kept in self.kept.values() if kept.day == day), None)
        if there is None:
            return multiple()
        could = there.state is DeliveryState.PLANNED and (there.not_before or self.now) <= self.now
        could |= there.id in self.holders and self.holders[there.id] <= self.now

        winners = self.run(self._claimed(there.id, first))

        assert len(winners) == could
        for winner in winners:
            assert winner.state is DeliveryState.SENDING
            assert winner.attempts == there.attempts + 1
            assert winner.quote_id == there.quote_id
            self.kept[winner.id] = winner
            self.holders[winner.id] = self.now + LEASE
        return multiple(*winners)

    async def _claimed(self, delivery_id: int, first: int) -> list[Delivery]:
        order = [self.storages[(first + turn) % 2].ledger for turn in range(4)]
        asked = [ledger.claim(delivery_id, self.now, self.now + LEASE) for ledger in order]
        return [claim for claim in await asyncio.gather(*asked) if claim is not None]

    @rule(
        process=st.integers(0, 1),
        claim=consumes(claims),
        state=st.sampled_from(_ENDS),
        wait=st.none() | st.integers(0, 60),
    )
    def record(self, process: int, claim: Delivery, state: DeliveryState, wait: int | None) -> None:
        not_before = None if wait is None else self.now + timedelta(seconds=wait)
        outcome = replace(claim, state=state, not_before=not_before)

        is_kept = self.run(self.storages[process].ledger.record(outcome))

        assert is_kept == (self.kept[claim.id] == claim)
        if is_kept:
            self.kept[claim.id] = outcome
            del self.holders[claim.id]

    @rule(process=st.integers(0, 1), day=days)
    def settle(self, process: int, day: date) -> None:
        for there in [kept for kept in self.kept.values() if kept.day == day]:
            settled = replace(there, state=DeliveryState.POSTED, message_id="1")

            is_kept = self.run(self.storages[process].ledger.settle(settled))

            assert is_kept == (there.state is DeliveryState.UNKNOWN)
            if is_kept:
                self.kept[there.id] = settled

    @invariant()
    def the_ledger_is_as_the_rules_say(self) -> None:
        for there in self.kept.values():
            first, second = self.storages
            assert self.run(first.ledger.delivery(self.plan.id, there.day)) == there
            assert self.run(second.ledger.delivery_with_id(there.id)) == there

    def teardown(self) -> None:
        self.run(self.storages[0].ledger.remove_plan(self.plan.id))


def test_a_delivery_lives_by_the_rules_whoever_handles_it(kind: str, database_url: str) -> None:
    async def opened() -> tuple[Storage, Storage]:
        first = await open_storage(database_url, exclusive=False)
        if kind == "memory":
            return first, first
        return first, await open_storage(database_url, exclusive=False)

    with asyncio.Runner() as runner:
        storages = runner.run(opened())
        machine = type("Machine", (Deliveries,), {"storages": storages, "runner": runner})
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=30,
                stateful_step_count=25,
                deadline=None,
                suppress_health_check=[HealthCheck.too_slow],
            ),
        )
        for storage in storages:
            runner.run(storage.close())
