"""The soak: a bot in a process of its own, people, bad weather, and what was seen of it all."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Any, Final

import quotebot
from quotebot.core.messages import Person, Platform
from quotebot.core.plans import OPEN_STATES, DailyPlan
from quotebot.core.schedule import Schedule
from quotebot.store.opening import open_storage
from tests.chaos.books import Books
from tests.cli.machine import Process, on_loopback, started
from tests.soak.library import ChangingLibrary
from tests.soak.measuring import Lags, Sample, lags_in, outcomes_in, sample_each_second, scraped
from tests.soak.people import Visits
from tests.soak.people_on_discord import DiscordCrowd
from tests.soak.people_on_slack import SlackCrowd
from tests.soak.platforms import Platforms
from tests.soak.weather import DiscordTroubles, SlackTroubles, Trouble, Weather

MOST_AT_ONCE: Final = 60  # acts that wait for their answers
SETTLING: Final = 240.0  # seconds for the posts that the last faults spoiled
BACK_WITHIN: Final = 120.0  # seconds that the bot may take to connect
ENDING: Final = 20.0
ADA: Final = Person("1", "Ada")
METRICS: Final = re.compile(r"http://127\.0\.0\.1:\d+/metrics")


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a soak."""

    seconds: int
    seed: int
    samples: Sequence[Sample]
    lags: Lags
    idle_lags: Lags
    visits: Sequence[Visits]
    troubles: int
    reloads: int
    outcomes: dict[str, int]
    posts: Sequence[int]  # in each channel in which there was to be one
    exit_code: int
    log: str

    @property
    def unexplained(self) -> list[str]:
        return [what for visits in self.visits for what in visits.unexplained]

    @property
    def lost(self) -> int:
        return sum(posts == 0 for posts in self.posts)

    @property
    def doubled(self) -> int:
        return sum(posts > 1 for posts in self.posts)


@dataclass(frozen=True, slots=True)
class _Side:
    """One platform: who is there, and what befalls it."""

    visits: Visits
    weather: Weather
    troubles: Sequence[Trouble]
    spoil_a_post: Trouble


@dataclass(frozen=True, slots=True)
class _Stage:
    """Everything that takes part; the addresses are those of metrics."""

    platforms: Platforms
    sides: Sequence[_Side]
    library: ChangingLibrary
    database: str
    bot: Process
    address: str
    idle_address: str

    async def lags(self) -> tuple[Lags, Lags]:
        """Those of the bot, and those of the idle loop."""
        bot, idle = await scraped(self.address), await scraped(self.idle_address)
        return lags_in(bot), lags_in(idle)


async def soak(folder: Path, *, seconds: int, rate: float, seed: int) -> Seen:
    """Run a bot for so many seconds, with so many acts of people in each of them."""
    chance = Random(seed)
    samples: list[Sample] = []
    async with _staged(folder, seconds // 60 + 1, chance) as stage:
        before, idle_before = await stage.lags()
        meanwhile = [
            sample_each_second(stage.bot.pid, samples),
            stage.library.change(stage.bot, Random(chance.random())),
            *(side.weather.change(side.troubles) for side in stage.sides),
            *(_spoil_posts(side) for side in stage.sides),
        ]
        await _during(meanwhile, _people_come(stage.sides, seconds, rate, chance))
        lags, idle_lags = await stage.lags()
        await _settle(stage)
        outcomes = outcomes_in(await scraped(stage.address))
        stage.bot.send(signal.SIGTERM)
        exit_code = await stage.bot.ended(ENDING)
    return Seen(
        seconds=seconds,
        seed=seed,
        samples=samples,
        lags=lags.since(before),
        idle_lags=idle_lags.since(idle_before),
        visits=[side.visits for side in stage.sides],
        troubles=sum(side.weather.troubles for side in stage.sides),
        reloads=stage.library.changes,
        outcomes=outcomes,
        posts=stage.platforms.posts(),
        exit_code=exit_code,
        log=stage.bot.errors,
    )


@asynccontextmanager
async def _staged(folder: Path, minutes: int, chance: Random) -> AsyncIterator[_Stage]:
    """The bot, connected to both platforms, with daily quotes for so many minutes."""
    platforms = Platforms(minutes)
    database = f"sqlite:///{folder / 'quotebot.db'}"
    library = ChangingLibrary(folder / "quotes")
    await _plan(database, platforms, minutes)
    async with platforms.discord, platforms.slack, _idle_loop() as idle_address:
        variables = on_loopback(platforms.discord, platforms.slack) | {
            "QUOTEBOT_DATABASE": database,
            "QUOTEBOT_METRICS": "127.0.0.1:0",
            "QUOTEBOT_QUOTES": f"builtin{os.pathsep}quotes",
        }
        async with started(folder, "run", variables=variables) as bot:
            address = await _metrics_address(bot)
            await _connected(platforms)
            sides = _sides(platforms, chance)
            yield _Stage(platforms, sides, library, database, bot, address, idle_address)


async def _plan(database: str, platforms: Platforms, minutes: int) -> None:
    """Daily quotes that are due now, and in each minute that the soak takes."""
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    storage = await open_storage(database)
    for minute in range(minutes):
        due = now + timedelta(minutes=minute)
        schedule = Schedule(time(due.hour, due.minute), "UTC")
        for place in platforms.due_in(minute):
            plan = DailyPlan(place=place, schedule=schedule, set_up_by=ADA, next_at=due)
            assert await storage.ledger.add_plan(plan) is not None
    await storage.close()


def _sides(platforms: Platforms, chance: Random) -> tuple[_Side, _Side]:
    on_discord, on_slack = Weather(Random(chance.random())), Weather(Random(chance.random()))
    discord = DiscordTroubles(platforms.discord, on_discord)
    slack = SlackTroubles(platforms.slack, on_slack)
    there = DiscordCrowd(platforms.discord, Random(chance.random()))
    here = SlackCrowd(platforms.slack, Random(chance.random()))
    return (
        _Side(
            Visits(there, Platform.DISCORD, on_discord),
            on_discord,
            discord.all(),
            discord.spoil_a_post,
        ),
        _Side(Visits(here, Platform.SLACK, on_slack), on_slack, slack.all(), slack.spoil_a_post),
    )


async def _people_come(sides: Sequence[_Side], seconds: int, rate: float, chance: Random) -> None:
    """At moments by chance, on average so many a second; those who are too many stay away."""
    under_way: set[asyncio.Task[None]] = set()
    end = monotonic() + seconds
    while monotonic() < end:
        await asyncio.sleep(chance.expovariate(rate))
        if len(under_way) < MOST_AT_ONCE:
            task = asyncio.create_task(chance.choice(sides).visits.one())
            under_way.add(task)
            task.add_done_callback(under_way.discard)
    await asyncio.gather(*under_way)


async def _spoil_posts(side: _Side) -> None:
    """Until cancelled: one of the posts that are due in a minute meets a fault."""
    while True:
        await asyncio.sleep(60 - datetime.now(UTC).timestamp() % 60)
        async with side.weather.bad():
            side.weather.troubles += 1
            await side.spoil_a_post()


async def _during(
    meanwhile: Sequence[Coroutine[Any, Any, None]], main: Coroutine[Any, Any, None]
) -> None:
    """Run the one to its end while the others go on; the first that fails ends them all."""
    async with asyncio.TaskGroup() as group:
        others = [group.create_task(one) for one in meanwhile]
        await group.create_task(main)
        for other in others:
            other.cancel()


async def _connected(platforms: Platforms) -> None:
    both = asyncio.gather(platforms.discord.connected(), platforms.slack.connected())
    await asyncio.wait_for(both, BACK_WITHIN)


async def _settle(stage: _Stage) -> None:
    """Wait until every daily quote that was due is where it belongs, though not for ever."""
    await stage.platforms.discord.server.come_back()
    await stage.platforms.slack.server.come_back()
    await _connected(stage.platforms)
    end = monotonic() + SETTLING
    with Books.opened(stage.database) as books:
        while monotonic() < end:
            still_open = any(one.state in OPEN_STATES for one in books.deliveries())
            if not still_open and all(stage.platforms.posts()):
                return
            await asyncio.sleep(0.5)


async def _metrics_address(bot: Process) -> str:
    """Where it says that they are; AssertionError, with all that it says, if it does not."""
    with suppress(TimeoutError):
        await bot.says("/metrics")
    found = METRICS.search(bot.errors)
    assert found is not None, bot.errors
    return found[0]


@asynccontextmanager
async def _idle_loop() -> AsyncIterator[str]:
    """Where the metrics are of a process that does nothing."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.soak.idle_loop"),
        cwd=Path(quotebot.__file__).parents[1],
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.kill()
        await process.wait()
