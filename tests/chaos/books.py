"""The bot's database as the test reads it, and as it turns the time in it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from typing import Final, Self

from sqlalchemy import Engine, create_engine, make_url, select, update

from quotebot.core.messages import Person, Place
from quotebot.core.plans import DailyPlan, Delivery, DeliveryState
from quotebot.core.schedule import Schedule
from quotebot.store.ledger_rows import delivery_in
from quotebot.store.opening import open_storage
from quotebot.store.tables import delivery

_INSTANTS: Final = ("due_at", "first_try", "lease_until", "not_before")


class Books:
    """Looks at the deliveries beside the bot."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @classmethod
    @contextmanager
    def opened(cls, url: str) -> Iterator[Self]:
        location = make_url(url)
        if location.drivername == "postgresql":
            location = location.set(drivername="postgresql+psycopg")
        engine = create_engine(location)
        try:
            yield cls(engine)
        finally:
            engine.dispose()

    def deliveries(self) -> list[Delivery]:
        with self._engine.connect() as connection:
            return [delivery_in(tuple(row)) for row in connection.execute(select(delivery))]

    def in_state(self, state: DeliveryState) -> set[int]:
        """The ids of the deliveries that are in that state."""
        return {one.id for one in self.deliveries() if one.state is state}

    def turn_clock(self, seconds: int) -> None:
        """Move every instant of the deliveries back, as if so much time had passed since."""
        by = timedelta(seconds=seconds) // timedelta(microseconds=1)
        aged = {name: delivery.c[name] - by for name in _INSTANTS}
        with self._engine.begin() as connection:
            connection.execute(update(delivery).values(aged))


async def plan_for_this_minute(url: str, places: Iterable[Place]) -> None:
    """Set up a daily quote in each place that is due now."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    schedule = Schedule(time(now.hour, now.minute), "UTC")
    storage = await open_storage(url)
    for place in places:
        plan = DailyPlan(place=place, schedule=schedule, set_up_by=Person("1", "Ada"), next_at=now)
        assert await storage.ledger.add_plan(plan) is not None
    await storage.close()
