"""Turns come as often as they may, and no oftener."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.pacing import Pacer


class Clock:
    """Stands still; notes how long each was told to sleep."""

    def __init__(self) -> None:
        self.time = datetime(2026, 3, 8, tzinfo=UTC)
        self.slept: list[float] = []

    def now(self) -> datetime:
        return self.time

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def turn(self, seconds: float) -> None:
        self.time += timedelta(seconds=seconds)


async def waits(pacer: Pacer, clock: Clock, turns: int, key: str = "C1") -> list[float]:
    """How long each of so many turns, all asked for now, has to wait."""
    waited = []
    for _ in range(turns):
        before = len(clock.slept)
        await pacer.turn(key)
        waited.append(round(sum(clock.slept[before:]), 6))
    return waited


async def test_turns_of_a_key_are_an_interval_apart() -> None:
    clock = Clock()
    assert await waits(Pacer(clock, interval=2), clock, 4) == [0, 2, 4, 6]


async def test_a_burst_comes_at_once_and_the_rest_one_by_one() -> None:
    clock = Clock()
    assert await waits(Pacer(clock, interval=2, burst=3), clock, 6) == [0, 0, 0, 2, 4, 6]


async def test_keys_do_not_wait_for_one_another() -> None:
    clock = Clock()
    pacer = Pacer(clock, interval=2)
    await waits(pacer, clock, 3, "C1")
    assert await waits(pacer, clock, 2, "C2") == [0, 2]


async def test_a_pause_is_counted_and_brings_back_the_burst_but_no_more() -> None:
    clock = Clock()
    pacer = Pacer(clock, interval=2, burst=2)
    await waits(pacer, clock, 2)
    clock.turn(1)
    assert await waits(pacer, clock, 1) == [1]
    clock.turn(3600)
    assert await waits(pacer, clock, 3) == [0, 0, 2]


@pytest.mark.parametrize("seconds", [1, 3600, 86_400])
async def test_a_clock_that_is_set_back_delays_nobody(seconds: int) -> None:
    clock = Clock()
    pacer = Pacer(clock, interval=2)
    await waits(pacer, clock, 2)
    clock.turn(-seconds)
    assert await waits(pacer, clock, 1) == [4]
    clock.turn(4)
    assert await waits(pacer, clock, 1) == [2]


async def test_waiting_that_is_cancelled_has_used_its_turn() -> None:
    class Asleep(Clock):
        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            await asyncio.Event().wait()

    clock = Asleep()
    pacer = Pacer(clock, interval=2)
    await pacer.turn("C1")
    for _ in range(2):
        waiting = asyncio.create_task(pacer.turn("C1"))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
    assert clock.slept == [2, 4]


async def test_keys_that_no_longer_wait_are_forgotten() -> None:
    clock = Clock()
    pacer = Pacer(clock, interval=1)
    for number in range(5000):
        await pacer.turn(number)
        clock.turn(0.1)
    assert len(pacer._next) < 2000
    assert await waits(pacer, clock, 2, "C1") == [0, 1]


@given(
    st.lists(st.floats(0, 3), min_size=1, max_size=40),
    st.floats(0.1, 2),
    st.integers(1, 5),
)
async def test_no_stretch_of_time_holds_more_turns_than_it_may(
    pauses: list[float], interval: float, burst: int
) -> None:
    clock = Clock()
    pacer = Pacer(clock, interval=interval, burst=burst)
    came: list[float] = []
    for pause in pauses:
        clock.turn(pause)
        (wait,) = await waits(pacer, clock, 1)
        came.append(clock.now().timestamp() + wait)
    for first, start in enumerate(came):
        for last, end in enumerate(came[first:], first):
            assert last - first + 1 <= burst + (end - start + 1e-3) / interval
