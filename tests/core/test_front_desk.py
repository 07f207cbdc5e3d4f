"""The desk answers every request, whatever happens behind it."""

import asyncio
import logging
from random import Random

import pytest

from quotebot.core import front_desk
from quotebot.core.answering import Answerer
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import AskQuote, Notice, Person, Place, Platform, QuoteCard, Request
from quotebot.core.rotation import Memory
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, shelf_of

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
