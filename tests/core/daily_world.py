"""A world for the daily round: a clock to turn, a platform to break, a ledger, a library."""

from datetime import UTC, datetime, timedelta
from random import Random

from quotebot.core.daily import DailyRound
from quotebot.core.library import Shelf
from quotebot.core.messages import Person, Place, Platform, QuoteCard
from quotebot.core.plans import (
    Absent,
    CannotTell,
    DailyPlan,
    Lookup,
    Outcome,
    Posted,
    Unclear,
)
from quotebot.core.quotes import Anthology
from quotebot.core.schedule import Schedule, next_occurrence
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.anthologies import numbered, shelf_of

START = datetime(2026, 5, 4, 8, 0, tzinfo=UTC)


class TurnedClock:
    """Stands still until it is turned; sleeping turns it."""

    def __init__(self) -> None:
        self.time = START

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.turn(timedelta(seconds=seconds))

    def turn(self, by: timedelta) -> None:
        self.time += by


class Killed(BaseException):
    """The process died here."""


class FakePlatform:
    """A platform as far as a poster sees it: channels with posts by key.

    What is in `next_outcomes` happens to the next posts: an outcome, in which case `applied` says
    whether the post stands all the same, or Killed before or after it.
    """

    def __init__(
        self, clock: TurnedClock, *, repeatable_for: timedelta, readable: bool = True
    ) -> None:
        self.repeatable_for = repeatable_for
        self.readable = readable
        self.posts: list[tuple[Place, str, QuoteCard, datetime]] = []
        self.next_outcomes: list[tuple[Outcome | None, bool]] = []
        self._clock = clock

    async def turn(self, place: Place) -> None:
        """There is always room."""

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        outcome, applied = self.next_outcomes.pop(0) if self.next_outcomes else (None, True)
        if not applied:
            if outcome is None:
                raise Killed
            return outcome
        number = self._known(place, key)
        if number is None:
            self.posts.append((place, key, card, self._clock.now()))
            number = len(self.posts) - 1
        if outcome is not None:
            return outcome
        return Posted(str(number))

    async def find(self, place: Place, key: str, since: datetime) -> Lookup:
        if not self.readable:
            return CannotTell("no right to read")
        for number, (where, name, _, _) in enumerate(self.posts):
            if (where, name) == (place, key):
                return Posted(str(number))
        return Absent()

    def _known(self, place: Place, key: str) -> int | None:
        for number, (where, name, _, at) in enumerate(self.posts):
            recent = self._clock.now() - at <= self.repeatable_for
            if (where, name) == (place, key) and recent and self.repeatable_for:
                return number
        return None


class World:
    """One server with a channel, on a platform that behaves as Discord or as Slack."""

    def __init__(
        self,
        *,
        repeatable_for: timedelta = timedelta(seconds=120),
        readable: bool = True,
        anthology: Anthology | None = None,
    ) -> None:
        self.clock = TurnedClock()
        self.store = InMemoryStore()
        self.ledger = InMemoryLedger(self.store)
        self.platform = FakePlatform(self.clock, repeatable_for=repeatable_for, readable=readable)
        self.shelf = shelf_of(anthology or numbered(40))
        self.daily = self._round(self.shelf)

    def process(self, anthology: Anthology) -> DailyRound:
        """Another process of the bot in the same world."""
        return self._round(shelf_of(anthology))

    def _round(self, shelf: Shelf) -> DailyRound:
        return DailyRound(
            shelf=shelf,
            ledger=self.ledger,
            store=self.store,
            posters={Platform.DISCORD: self.platform},
            clock=self.clock,
            chance=Random(1),
        )

    async def plan(
        self, channel: str = "C1", topics: tuple[str, ...] = (), *, schedule: Schedule | None = None
    ) -> DailyPlan:
        """A plan for 09:00 UTC, or another schedule."""
        schedule = schedule or Schedule(START.time().replace(hour=9), "UTC")
        kept = await self.ledger.add_plan(
            DailyPlan(
                place=Place(Platform.DISCORD, "S1", channel),
                schedule=schedule,
                topics=topics,
                set_up_by=Person("1", "Ada"),
                next_at=next_occurrence(schedule, self.clock.now()).at,
            )
        )
        assert kept is not None
        return kept

    async def step(self, daily: DailyRound | None = None) -> None:
        """One beat of a process: what is due, and what was left behind."""
        daily = daily or self.daily
        ids = [delivery_id async for page in daily.tick() for delivery_id in page]
        async for page in daily.stranded():
            ids += page
        for delivery_id in dict.fromkeys(ids):
            await daily.deliver(delivery_id)

    async def run_until(self, moment: datetime, step: timedelta = timedelta(seconds=30)) -> None:
        """Let the time go by, with a beat now and then."""
        while self.clock.now() < moment:
            self.clock.turn(min(step, moment - self.clock.now()))
            await self.step()


UNCLEAR = Unclear("no answer")
