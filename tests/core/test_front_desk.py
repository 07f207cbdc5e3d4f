"""The desk answers every request, whatever happens behind it."""

import asyncio
import logging
from random import Random

import pytest

from quotebot.core import front_desk, wording
from quotebot.core.answering import Answerer
from quotebot.core.daily_desk import DailyDesk
from quotebot.core.errors import StoreError
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import (
    AskQuote,
    ListDaily,
    Notice,
    Person,
    Place,
    Platform,
    QuoteCard,
    Request,
)
from quotebot.core.plans import DailyPlan
from quotebot.core.rotation import Memory
from quotebot.store.in_memory import InMemoryStore
from quotebot.store.in_memory_ledger import InMemoryLedger
from tests.anthologies import SMALL, shelf_of
from tests.core.daily_world import World

REQUEST = Request(AskQuote("progress"), Place(Platform.SLACK, "T", "C"), Person("U"))


class BrokenStore(InMemoryStore):
    async def recall(self, place: Place) -> Memory:
        raise RuntimeError("the disk is on fire")


class StuckStore(InMemoryStore):
    def __init__(self) -> None:
        super().__init__()
        self.go_on = asyncio.Event()

    async def recall(self, place: Place) -> Memory:
        await self.go_on.wait()
        return await super().recall(place)


def desk(store: InMemoryStore) -> FrontDesk:
    return FrontDesk(Answerer(shelf_of(SMALL), store, Random(1)), lambda: "abc123")


async def test_a_bug_is_logged_and_the_person_gets_its_reference(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with caplog.at_level(logging.ERROR):
        reply = await desk(BrokenStore()).reply(REQUEST)
    assert isinstance(reply, Notice)
    assert "abc123" in reply.text
    assert "fire" not in reply.text
    assert "abc123" in caplog.text
    assert "the disk is on fire" in caplog.text


async def test_what_takes_too_long_is_apologised_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(front_desk, "BUDGET", 0.0)
    reply = await desk(StuckStore()).reply(REQUEST)
    assert isinstance(reply, Notice)
    assert "too long" in reply.text


async def test_draining_waits_for_what_is_being_answered() -> None:
    store = StuckStore()
    front = desk(store)
    delivered: list[QuoteCard] = []

    async def serve() -> None:
        async with front.answering(REQUEST) as reply:
            assert isinstance(reply, QuoteCard)
            delivered.append(reply)

    serving = asyncio.create_task(serve())
    await asyncio.sleep(0)
    assert not await front.drain(within=0)
    store.go_on.set()
    assert await front.drain(within=5)
    assert len(delivered) == 1
    await serving


async def test_an_idle_desk_is_drained_at_once() -> None:
    assert await desk(InMemoryStore()).drain(within=0)


class UnusableLedger(InMemoryLedger):
    async def servers(self, platform: Platform) -> list[str]:
        raise StoreError("the disk is full")

    async def forget_server(self, platform: Platform, server: str) -> int:
        raise StoreError("the disk is full")

    async def plans_of(self, platform: Platform, server: str) -> list[DailyPlan]:
        raise StoreError("the disk is full")


async def test_without_a_database_a_person_is_told_and_the_log_says_why_in_a_sentence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    world = World()
    world.ledger = UnusableLedger(world.store)
    daily_desk = DailyDesk(world.process(SMALL), {}, Random(1))
    answerer = Answerer(shelf_of(SMALL), world.store, Random(1), daily_desk)
    front = FrontDesk(answerer, lambda: "abc123", world.ledger)
    ada = Person("U", "Ada", runs_place=True)
    reply = await front.reply(Request(ListDaily(), REQUEST.place, ada))
    assert reply == Notice(wording.NO_DATABASE, refused=True)
    assert isinstance(await front.reply(REQUEST), QuoteCard)
    await front.removed_from(Platform.DISCORD, "1")
    await front.present_in(Platform.DISCORD, ["1"])
    said = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert len(said) == 3
    assert all("the disk is full" in record.getMessage() for record in said)
    assert not any(record.exc_info for record in said)
