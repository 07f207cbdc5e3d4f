"""However uneven the times are, no stretch of time holds more than it may."""

import asyncio
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quotebot.on_discord.window import SlidingWindow
from tests.on_discord.clocks import HandClock

delays = st.lists(st.floats(min_value=0, max_value=0.4), min_size=2, max_size=40)


class LateClock(HandClock):
    """Wakes those who sleep too late, as a busy machine does."""

    def __init__(self, delays: list[float]) -> None:
        super().__init__()
        self._delays = iter(delays)

    async def sleep(self, seconds: float) -> None:
        await super().sleep(seconds + next(self._delays, 0.0))


@given(delays, delays, st.integers(min_value=1, max_value=5))
async def test_no_second_holds_more_whatever_delays_them(
    late: list[float], between: list[float], most: int
) -> None:
    clock = LateClock(late)
    window = SlidingWindow(clock, most=most, seconds=1)
    turns = []
    for pause in between:
        await window.turn()
        turns.append(clock.now())
        clock.turn(pause)
    seconds = [after - turn for turn, after in zip(turns, turns[most:], strict=False)]
    assert all(second >= timedelta(seconds=1) for second in seconds)


async def test_nobody_waits_while_there_is_room() -> None:
    clock = HandClock()
    window = SlidingWindow(clock, most=3, seconds=1)
    for _ in range(3):
        await window.turn()
    assert clock.slept == []
    await window.turn()
    assert clock.slept == [1]


async def test_the_first_to_come_is_the_first_to_go() -> None:
    window = SlidingWindow(HandClock(), most=2, seconds=1)
    gone: list[int] = []

    async def go(number: int) -> None:
        await window.turn()
        gone.append(number)

    await asyncio.gather(*map(go, range(20)))
    assert gone == list(range(20))


async def test_a_clock_that_is_set_back_delays_nobody_for_longer() -> None:
    clock = HandClock()
    window = SlidingWindow(clock, most=1, seconds=1)
    await window.turn()
    clock.turn(-3600)
    await window.turn()
    assert clock.slept == [1]


async def test_one_who_gives_up_does_not_hold_up_the_next() -> None:
    window = SlidingWindow(HandClock(), most=1, seconds=1)
    waiting = [asyncio.create_task(window.turn()) for _ in range(3)]
    waiting[0].cancel()
    done = await asyncio.gather(*waiting, return_exceptions=True)
    assert isinstance(done[0], asyncio.CancelledError)
    assert done[1:] == [None, None]
