"""What is enqueued is delivered once, by workers that survive whatever a delivery does."""

import asyncio
import logging

import pytest

from quotebot.core.carrying import InProcessCarrier
from quotebot.core.errors import StoreError
from quotebot.core.finishing import finished


async def test_everything_is_delivered_with_no_more_at_once_than_there_are_workers() -> None:
    carrier = InProcessCarrier(workers=3)
    under_way, most, delivered = 0, 0, set[int]()
    done = asyncio.Event()

    async def deliver(delivery_id: int) -> None:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await asyncio.sleep(0)
        under_way -= 1
        delivered.add(delivery_id)
        if len(delivered) == 50:
            done.set()

    await carrier.enqueue(range(50))
    running = asyncio.create_task(carrier.run(deliver))
    await asyncio.wait_for(done.wait(), 5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert delivered == set(range(50))
    assert most == 3


async def test_what_is_on_its_way_is_not_taken_twice_but_may_come_again_later() -> None:
    carrier = InProcessCarrier(workers=2)
    started, released, finished = asyncio.Event(), asyncio.Event(), asyncio.Event()
    count = 0

    async def deliver(_: int) -> None:
        nonlocal count
        count += 1
        started.set()
        await released.wait()
        finished.set()

    running = asyncio.create_task(carrier.run(deliver))
    await carrier.enqueue([7])
    await asyncio.wait_for(started.wait(), 5)
    await carrier.enqueue([7, 7])
    released.set()
    await asyncio.wait_for(finished.wait(), 5)
    assert count == 1
    await asyncio.sleep(0)
    finished.clear()
    await carrier.enqueue([7])
    await asyncio.wait_for(finished.wait(), 5)
    assert count == 2
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


async def test_a_delivery_that_fails_is_logged_and_the_next_one_goes_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    carrier = InProcessCarrier(workers=1)
    done = asyncio.Event()

    async def deliver(delivery_id: int) -> None:
        if delivery_id == 1:
            raise RuntimeError("the wire was cut")
        done.set()

    running = asyncio.create_task(carrier.run(deliver))
    with caplog.at_level(logging.ERROR):
        await carrier.enqueue([1, 2])
        await asyncio.wait_for(done.wait(), 5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert "daily quote 1 could not be delivered now" in caplog.text
    assert "the wire was cut" in caplog.text


async def test_a_delivery_under_way_is_finished_when_the_bot_stops() -> None:
    carrier = InProcessCarrier(workers=1)
    started, released = asyncio.Event(), asyncio.Event()
    delivered: list[int] = []

    async def post(delivery_id: int) -> None:
        started.set()
        await released.wait()
        delivered.append(delivery_id)

    async def deliver(delivery_id: int) -> None:
        await finished(post(delivery_id))

    await carrier.enqueue([1, 2])
    running = asyncio.create_task(carrier.run(deliver))
    await asyncio.wait_for(started.wait(), 5)
    running.cancel()
    asyncio.get_running_loop().call_soon(released.set)
    await asyncio.gather(running, return_exceptions=True)
    assert delivered == [1]


async def test_what_is_wrong_with_the_database_is_told_once_for_all_that_wait(
    caplog: pytest.LogCaptureFixture,
) -> None:
    carrier = InProcessCarrier(workers=2)
    tried: list[int] = []
    done = asyncio.Event()

    async def deliver(delivery_id: int) -> None:
        tried.append(delivery_id)
        if delivery_id == 51:
            done.set()
        if delivery_id != 50:
            raise StoreError("the disk is full")

    running = asyncio.create_task(carrier.run(deliver))
    await carrier.enqueue(range(52))
    await asyncio.wait_for(done.wait(), 5)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert len(tried) == 52
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "daily quote 0 has to wait: the disk is full",
        "daily quote 51 has to wait: the disk is full",  # it could be used in between
    ]
    assert not any(record.exc_info for record in caplog.records)
