"""The real bot is killed again and again while 200 daily quotes are due.

Real are the bot's processes, their death by SIGKILL, the database, and every request over HTTP. The
platforms are the loopback ones, in the process of the test and a tenth of a second away: what is
counted is what stands in their channels. Time is turned while every bot is dead and no request is
on its way: the deliveries grow older in the database, and the platforms' clocks go on, which is the
same to a bot that begins to live only then. So nobody waits a minute for a lease to run out, and
Discord forgets its nonces.

CHAOS_SEED repeats the choices of a run, though not its timing, which is nobody's choice.
"""

import asyncio
import os
import signal
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random, SystemRandom
from typing import Final

import pytest

from quotebot.core.buttons import daily_prefix
from quotebot.core.messages import Platform
from quotebot.core.plans import OPEN_STATES, Delivery, DeliveryState
from tests.chaos.books import Books, plan_for_this_minute
from tests.chaos.bots import DAILY_ONLY, RUN, Bots
from tests.chaos.platforms import CHANNELS, Platforms
from tests.cli.machine import PATIENCE

pytestmark = pytest.mark.slow

PLANS: Final = 2 * CHANNELS
POSTS_BETWEEN: Final = 13  # from one kill to the next, about
LEASES_OVER: Final = 61  # seconds; Discord still knows the nonces
NONCES_FORGOTTEN: Final = 130
LONGEST_ROUND: Final = 120.0  # seconds; a lease is among them that nobody could see to be aged


@dataclass(frozen=True, slots=True)
class Kill:
    """`everybody` dies, or one by chance; after that the clock is turned.

    `amid` means while posts are under way that get no answer: some arrive, some do not.
    """

    everybody: bool = True
    amid: bool = False
    turn: int = 0


ALONE: Final = 2 * (
    Kill(amid=True, turn=LEASES_OVER),
    Kill(),
    Kill(turn=LEASES_OVER),
    Kill(amid=True, turn=NONCES_FORGOTTEN),
    Kill(turn=NONCES_FORGOTTEN),
)
TOGETHER: Final = 2 * (
    Kill(everybody=False),
    Kill(amid=True, turn=LEASES_OVER),
    Kill(everybody=False, amid=True),
    Kill(everybody=False),
    Kill(amid=True, turn=NONCES_FORGOTTEN),
)


@dataclass(slots=True)
class Chaos:
    """A run: who takes part, and what was seen."""

    platforms: Platforms
    books: Books
    bots: Bots
    chance: Random
    kills: int = 0
    in_flight: set[int] = field(default_factory=set)

    async def go_through(self, kills: tuple[Kill, ...]) -> None:
        """Start, kill and start again; in the end let everything be posted."""
        for number, kill in enumerate(kills):
            await self.bots.start()
            await self._posts_pass(number)
            if kill.amid:
                await self.until(self.platforms.hold_back_answers())
            await asyncio.sleep(self.chance.uniform(0, 0.1))
            await self._kill(kill)
        await self.finish()

    async def _posts_pass(self, number: int) -> None:
        target = number * POSTS_BETWEEN + self.chance.randrange(POSTS_BETWEEN)
        await self.has_posted(max(target, self.platforms.taken() + 1))

    async def _kill(self, kill: Kill) -> None:
        victims = range(len(self.bots)) if kill.everybody else [self.chance.randrange(2)]
        for victim in victims:
            await self.bots.kill(victim)
            self.kills += 1
        if kill.everybody:
            self.in_flight |= self.books.in_state(DeliveryState.SENDING)
            await self.until(self.platforms.has_all_that_was_sent)
            self.turn_clock(kill.turn)

    def turn_clock(self, seconds: int) -> None:
        """Only while no process lives, which would count on its lease, and no request travels."""
        self.books.turn_clock(seconds)
        self.platforms.turn_clock(seconds)

    async def finish(self) -> None:
        """Let the bot live until nothing is left to be done."""
        await self.bots.start()
        await self.until(lambda: self.settled() == PLANS, LONGEST_ROUND)

    async def has_posted(self, posts: int) -> None:
        await self.until(lambda: self.platforms.taken() >= posts)

    async def until(self, happened: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until it has happened; no process may end by itself meanwhile."""
        async with asyncio.timeout(seconds):
            while self.bots.still_live() and not happened():  # noqa: ASYNC110 - other processes do it
                await asyncio.sleep(0.01)

    def settled(self) -> int:
        return sum(one.state not in OPEN_STATES for one in self.books.deliveries())

    def report(self) -> dict[str, int]:
        states = Counter(one.state.value for one in self.books.deliveries())
        counters = {"kills": self.kills, "in flight at a kill": len(self.in_flight)}
        return {**counters, **self.platforms.counters(), **states}


@asynccontextmanager
async def chaos(
    folder: Path, url: str, *commands: tuple[str, ...], slack_history: bool, **variables: str
) -> AsyncIterator[Chaos]:
    """Everything in its place, and nobody started; says at the end what was seen."""
    seed = int(os.environ.get("CHAOS_SEED") or SystemRandom().randrange(2**32))
    platforms = Platforms(slack_history=slack_history)
    await plan_for_this_minute(url, platforms.places())
    async with platforms.listening() as found_at:
        given = {**found_at, "QUOTEBOT_DATABASE": url, **variables}
        async with Bots(folder, given, commands) as bots:
            with Books.opened(url) as books:
                run = Chaos(platforms, books, bots, Random(seed))
                began = time.monotonic()
                try:
                    yield run
                finally:
                    seen = {"seed": seed, **run.report()}
                    text = ", ".join(f"{name}: {count}" for name, count in seen.items())
                    took = time.monotonic() - began
                    print(f"\n{text}; {took:.0f} s")  # noqa: T201 - pytest shows it when one fails
        assert "Traceback" not in bots.logs()


def assert_posted_once(run: Chaos, deliveries: list[Delivery]) -> None:
    """Each stands in its channel, alone, and the ledger knows it by its id."""
    standing = run.platforms.standing()
    numbers = {one.id: len(standing[one.place]) for one in deliveries}
    assert [one for one, number in numbers.items() if number == 0] == [], "lost"
    assert [one for one, number in numbers.items() if number > 1] == [], "doubled"
    for one in deliveries:
        (message,) = standing[one.place]
        assert one.message_id == message.message_id
        assert any(button.startswith(daily_prefix(one.key)) for button in message.buttons)


async def test_one_process_on_sqlite_loses_and_doubles_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'quotebot.db'}"
    async with chaos(tmp_path, url, RUN, slack_history=True) as run:
        await run.go_through(ALONE)
        deliveries = run.books.deliveries()
        assert {one.state for one in deliveries} == {DeliveryState.POSTED}
        assert len(deliveries) == PLANS
        assert_posted_once(run, deliveries)
        seen = run.report()
        assert seen["doubles that a nonce prevented"] > 0
        assert seen["looks on Discord"] > 0
        assert seen["looks on Slack"] > 0


async def test_without_the_history_scope_only_what_was_in_flight_is_unknown(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'quotebot.db'}"
    async with chaos(tmp_path, url, RUN, slack_history=False) as run:
        await run.go_through(ALONE)
        deliveries = run.books.deliveries()
        assert len(deliveries) == PLANS
        unknown = [one for one in deliveries if one.state is DeliveryState.UNKNOWN]
        assert {one.place.platform for one in unknown} == {Platform.SLACK}
        assert {one.id for one in unknown} <= run.in_flight
        standing = run.platforms.standing()
        assert max(len(standing[one.place]) for one in unknown) == 1
        others = [one for one in deliveries if one not in unknown]
        assert {one.state for one in others} == {DeliveryState.POSTED}
        assert_posted_once(run, others)


async def test_two_processes_on_postgresql_lose_and_double_nothing(
    tmp_path: Path, postgres_url: str
) -> None:
    share = {"QUOTEBOT_DISCORD_SHARE": "0.5"}
    async with chaos(tmp_path, postgres_url, RUN, DAILY_ONLY, slack_history=True, **share) as run:
        await run.go_through(TOGETHER)
        deliveries = run.books.deliveries()
        assert {one.state for one in deliveries} == {DeliveryState.POSTED}
        assert len(deliveries) == PLANS
        assert_posted_once(run, deliveries)
        seen = run.report()
        assert seen["looks on Discord"] > 0
        assert seen["looks on Slack"] > 0


async def test_sigterm_lets_every_post_under_way_be_finished(tmp_path: Path) -> None:
    """Slack's history cannot be read, so a post that was cut off would stay unknown."""
    url = f"sqlite:///{tmp_path / 'quotebot.db'}"
    async with chaos(tmp_path, url, RUN, slack_history=False) as run:
        for _ in range(3):
            await run.bots.start()
            await run.has_posted(run.platforms.taken() + run.chance.randrange(5, 50))
            assert await run.bots.stop(0, signal.SIGTERM) == 0
            assert run.books.in_state(DeliveryState.SENDING) == set()
            posted = [one for one in run.books.deliveries() if one.message_id]
            assert_posted_once(run, posted)
            assert len(posted) == run.platforms.taken()
        await run.finish()
        deliveries = run.books.deliveries()
        assert {one.state for one in deliveries} == {DeliveryState.POSTED}
        assert len(deliveries) == PLANS
        assert_posted_once(run, deliveries)
