"""The daily round under kills, faults, two processes and odd clocks, in any order."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from quotebot.core.daily import GRACE, DailyRound
from quotebot.core.plans import (
    OPEN_STATES,
    Absent,
    DailyPlan,
    DeliveryState,
    Later,
    Outcome,
    Unclear,
)
from tests.anthologies import numbered, shelf_of
from tests.core.daily_world import START, Killed, World

OUTCOMES: st.SearchStrategy[Outcome | None] = st.one_of(
    st.just(Unclear("no answer")),
    st.builds(Later, st.sampled_from([0.0, 5.0, 300.0, 1e9]), st.just("wait")),
    st.none(),
)


class KillingLedger:
    """Dies at the call whose number was drawn, before or after it took effect."""

    def __init__(self, ledger: Any) -> None:
        self._ledger = ledger
        self.dies_at: int | None = None
        self.after = False

    def __getattr__(self, name: str) -> Callable[..., Awaitable[Any]]:
        return partial(self._call, getattr(self._ledger, name))

    async def _call(self, method: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        if self.dies_at is not None:
            self.dies_at -= 1
        dying = self.dies_at == 0
        if dying and not self.after:
            raise Killed
        found = await method(*arguments)
        if dying:
            raise Killed
        return found


class DailyMachine(RuleBasedStateMachine):
    """Two processes, one ledger, one platform."""

    repeatable_for = timedelta(seconds=120)
    readable = True

    @initialize(channels=st.integers(1, 3))
    def start(self, channels: int) -> None:
        self.world = World(repeatable_for=self.repeatable_for, readable=self.readable)
        self.ledgers = [KillingLedger(self.world.ledger) for _ in range(2)]
        self.processes = [self._process(ledger) for ledger in self.ledgers]
        self.plans: list[DailyPlan] = [self._run(self.world.plan(f"C{i}")) for i in range(channels)]
        self.latest = self.world.clock.now()

    def _process(self, ledger: Any) -> DailyRound:
        world = self.world
        return DailyRound(
            shelf_of(numbered(10)),
            ledger,
            world.store,
            world.daily.posters,
            world.clock,
            world.daily.chance,
        )

    @staticmethod
    def _run(work: Any) -> Any:
        return asyncio.run(work)

    @rule(seconds=st.sampled_from([1, 10, 45, 100, 130, 600, 3600, 6 * 3600, 26 * 3600]))
    def time_goes_by(self, seconds: int) -> None:
        self.world.clock.turn(timedelta(seconds=seconds))
        self.latest = max(self.latest, self.world.clock.now())

    @rule(seconds=st.sampled_from([1, 30, 3600]))
    def the_clock_jumps_back(self, seconds: int) -> None:
        self.world.clock.turn(-timedelta(seconds=seconds))

    @rule(process=st.integers(0, 1))
    def a_process_beats(self, process: int) -> None:
        self._beat(process)

    @rule(process=st.integers(0, 1), call=st.integers(1, 12), after=st.booleans())
    def a_process_dies_in_a_beat(self, process: int, call: int, after: bool) -> None:
        self.ledgers[process].dies_at, self.ledgers[process].after = call, after
        self._beat(process)
        self.ledgers[process].dies_at = None

    @rule(outcome=OUTCOMES, applied=st.booleans())
    @precondition(lambda self: len(self.world.platform.next_outcomes) < 3)
    def the_next_post_meets(self, outcome: Outcome | None, applied: bool) -> None:
        applied = applied and not isinstance(outcome, Later)
        self.world.platform.next_outcomes.append((outcome, applied))

    def _beat(self, process: int) -> None:
        try:
            self._run(self.world.step(self.processes[process]))
        except Killed:
            self.processes[process] = self._process(self.ledgers[process])

    @invariant()
    def nothing_is_doubled(self) -> None:
        if hasattr(self, "world"):
            posts = Counter((place, key) for place, key, _, _ in self.world.platform.posts)
            assert all(count == 1 for count in posts.values()), posts

    def teardown(self) -> None:
        """Once nothing goes wrong any more, everything that is due comes, or is said to be open."""
        if not hasattr(self, "world"):
            return
        self.world.platform.next_outcomes.clear()
        self.world.clock.time = self.latest
        self._run(self.world.run_until(self.world.clock.now() + timedelta(minutes=15)))
        posted = {(place, key) for place, key, _, _ in self.world.platform.posts}
        for row in self._rows():
            if row.state is DeliveryState.POSTED:
                assert (row.place, row.key) in posted
            if row.state in OPEN_STATES:
                assert row.not_before is not None
                assert row.not_before > self.world.clock.now()
            if row.state is DeliveryState.UNKNOWN:
                assert not self.readable
            if row.state in {DeliveryState.MISSED, DeliveryState.FAILED}:
                assert self.world.clock.now() + timedelta(days=1) > row.due_at + GRACE

    def _rows(self) -> list[Any]:
        rows = []
        for plan in self.plans:
            for day in range(60):
                when = (START + timedelta(days=day - 2)).date()
                row = self._run(self.world.ledger.delivery(plan.id, when))
                rows += [row] if row else []
        return rows


class UnreadableMachine(DailyMachine):
    """A platform with no nonce, whose channels cannot be read."""

    repeatable_for = timedelta(0)
    readable = False


class ReadableMachine(DailyMachine):
    """A platform with no nonce, whose channels can be read."""

    repeatable_for = timedelta(0)


@pytest.mark.slow
@pytest.mark.parametrize("machine", [DailyMachine, UnreadableMachine, ReadableMachine])
def test_nothing_is_doubled_and_nothing_is_lost(machine: type[DailyMachine]) -> None:
    case = machine.TestCase
    case.settings = settings(max_examples=40, stateful_step_count=30, deadline=None)
    case("runTest").runTest()


async def _absent(*_: object) -> Absent:
    return Absent()


def test_the_machine_would_notice_a_double(monkeypatch: pytest.MonkeyPatch) -> None:
    """A platform that finds nothing of what it has is posted to twice; the invariant says so."""
    machine = ReadableMachine()
    machine.start(channels=1)
    monkeypatch.setattr(machine.world.platform, "find", _absent)
    machine.the_next_post_meets(outcome=Unclear("no answer"), applied=True)
    machine.time_goes_by(seconds=3600)
    machine.a_process_beats(process=0)
    machine.nothing_is_doubled()
    machine.time_goes_by(seconds=45)
    machine.a_process_beats(process=1)
    with pytest.raises(AssertionError):
        machine.nothing_is_doubled()
