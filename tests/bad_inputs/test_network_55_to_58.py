"""Rows 55 to 58: clocks, disks, second processes and ends."""

import asyncio
import os
import signal
import sqlite3
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.daily_loop import DailyLoop
from quotebot.core.errors import StoreError
from quotebot.core.library import Library, library_of
from quotebot.core.messages import Place, Platform, QuoteCard
from quotebot.core.plans import DailyPlan, DeliveryState, Outcome, delivery_key
from quotebot.core.refusals import Refusals
from quotebot.curation.reloading import Reloaded, Reloader
from quotebot.on_discord.posting import discord_poster
from quotebot.running.reloading import reloading
from quotebot.running.signals import stopping_on_signals
from quotebot.store.in_memory_ledger import InMemoryLedger
from quotebot.store.opening import open_storage
from tests.anthologies import SMALL, numbered, shelf_of
from tests.bad_inputs.platforms import discord_place
from tests.core.daily_world import FakePlatform, Killed, TurnedClock, World
from tests.held_clock import START, HeldClock
from tests.replies import card as daily_post

NINE = START + timedelta(hours=1)


@pytest.mark.parametrize("jump", [-timedelta(hours=1), timedelta(days=3), timedelta(hours=1)])
async def test_row_55_after_a_clock_that_jumped_there_is_one_post_at_most_and_no_burst(
    jump: timedelta,
) -> None:
    world = World()
    await world.plan()
    await world.run_until(NINE)
    assert len(world.platform.posts) == 1
    world.clock.turn(jump)
    await world.run_until(world.clock.now() + timedelta(hours=1))
    days = {at.date() for *_, at in world.platform.posts}
    assert len(world.platform.posts) == len(days) <= 2


class UnusableLedger(InMemoryLedger):
    """Cannot be used while it is locked."""

    locked = True

    async def due_plans(self, now: datetime, limit: int) -> Sequence[DailyPlan]:
        if self.locked:
            raise StoreError("the database is locked")
        return await super().due_plans(now, limit)


async def test_row_56_without_its_database_nothing_is_posted_until_it_is_back(
    clock: HeldClock,
) -> None:
    world = World()
    world.ledger = ledger = UnusableLedger(world.store)
    await world.plan()
    platform = {Platform.DISCORD: world.platform}
    chance = Random(1)
    daily = DailyRound(shelf_of(numbered(3)), ledger, world.store, platform, clock, chance)
    loop = DailyLoop(daily, InProcessCarrier(), clock, Refusals(ledger))
    running = asyncio.create_task(loop.run())
    clock.turn(3600)
    await clock.pass_by(60)
    assert world.platform.posts == []
    ledger.locked = False
    await clock.until(lambda: world.platform.posts)
    running.cancel()
    await asyncio.wait({running})
    assert running.cancelled()


def damaged(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def newer(path: Path) -> None:
    """As a version would leave it that is not yet written."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = 'later'")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (damaged, "restore a backup"),
        (newer, "is from a newer quotebot"),
    ],
)
async def test_row_56_a_database_that_cannot_be_used_stops_the_start_with_what_to_do(
    tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "quotebot.db"
    storage = await open_storage(f"sqlite:///{path}")
    await storage.store.close()
    damage(path)
    with pytest.raises(StoreError, match=said):
        await open_storage(f"sqlite:///{path}")


async def test_row_57_of_two_processes_with_one_database_one_posts() -> None:
    world = World()
    await world.plan()
    other = world.process(numbered(40))
    world.clock.turn(NINE - START)
    await asyncio.gather(world.step(), world.step(other))
    assert len(world.platform.posts) == 1


async def test_row_57_a_second_process_on_one_file_is_refused(tmp_path: Path) -> None:
    first = await open_storage(f"sqlite:///{tmp_path}/quotebot.db")
    with pytest.raises(StoreError, match="in use"):
        await open_storage(f"sqlite:///{tmp_path}/quotebot.db")
    await first.store.close()


async def test_row_57_with_two_databases_discord_still_takes_one_post(clock: HeldClock) -> None:
    async with clock.discord() as discord:
        place = discord_place(discord.channel("general"))
        posted = []
        for chance in (1, 2):
            world = World()
            plan = await world.plan()
            card = replace(daily_post(numbered(9).everything.quotes[chance]), explanation="Daily")
            async with discord_poster(discord.token, clock, api=discord.api_url) as poster:
                posted.append(await poster.post(place, card, delivery_key(plan, NINE.date())))
        assert len(discord.messages(discord.channel("general"))) == 1
    assert posted[0] == posted[1]


class HeldPlatform(FakePlatform):
    """Posts when it is let go, and may take the process with it."""

    def __init__(self, clock: TurnedClock) -> None:
        super().__init__(clock, repeatable_for=timedelta(seconds=120))
        self.posting, self.let_go = asyncio.Event(), asyncio.Event()
        self.kills = False

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        self.posting.set()
        await self.let_go.wait()
        outcome = await super().post(place, card, key)
        if self.kills:
            raise Killed
        return outcome


def held_world() -> tuple[World, HeldPlatform]:
    world = World()
    platform = HeldPlatform(world.clock)
    world.platform = platform
    world.daily = world.process(numbered(40))
    return world, platform


async def test_row_58_a_post_under_way_is_finished_and_recorded_when_the_bot_is_stopped() -> None:
    world, platform = held_world()
    plan = await world.plan()
    world.clock.turn(NINE - START)
    carrier = InProcessCarrier()
    carrying = asyncio.create_task(carrier.run(world.daily.deliver))
    async for ids in world.daily.tick():
        await carrier.enqueue(ids)
    await platform.posting.wait()
    carrying.cancel()
    platform.let_go.set()
    await asyncio.wait({carrying})
    row = await world.ledger.latest_delivery(plan.id)
    assert row is not None
    assert row.state is DeliveryState.POSTED


@pytest.mark.parametrize("away", [timedelta(seconds=90), timedelta(minutes=30)])
async def test_row_58_a_kill_between_the_post_and_its_record_doubles_nothing(
    away: timedelta,
) -> None:
    world, platform = held_world()
    await world.plan()
    platform.kills = True
    platform.let_go.set()
    with pytest.raises(Killed):
        await world.run_until(NINE)
    platform.kills = False
    world.clock.turn(away)
    await world.run_until(world.clock.now() + timedelta(minutes=5))
    assert len(platform.posts) == 1


async def test_row_58_a_storm_of_reloads_becomes_one_or_two() -> None:
    loads: list[int] = []

    def load_and_count() -> Library:
        loads.append(len(loads))
        return library_of(SMALL)

    reloader = Reloader(shelf_of(numbered(1)), load_and_count)
    outcomes = await asyncio.gather(*(reloader.reload() for _ in range(200)))
    assert {outcome.quotes for outcome in outcomes if isinstance(outcome, Reloaded)} == {
        len(SMALL.quotes)
    }
    assert all(isinstance(outcome, Reloaded) for outcome in outcomes)
    assert len(loads) <= 2


async def test_row_58_a_storm_of_hangups_becomes_one_or_two_reloads() -> None:
    loads: list[int] = []
    all_came = threading.Event()

    def load_and_count() -> Library:
        loads.append(len(loads))
        all_came.wait(10)
        return library_of(SMALL)

    shelf = shelf_of(numbered(1))
    reloader = Reloader(shelf, load_and_count)
    async with reloading(reloader, [], watch=False):
        for _ in range(50):
            os.kill(os.getpid(), signal.SIGHUP)
            await asyncio.sleep(0)
        last = asyncio.create_task(reloader.reload())
        await asyncio.sleep(0)
        all_came.set()
        await asyncio.wait_for(last, 10)
    assert 1 <= len(loads) <= 2


async def test_row_58_the_second_sigterm_is_left_to_the_system_which_ends_the_process() -> None:
    stop = asyncio.Event()
    before = signal.getsignal(signal.SIGTERM)
    with stopping_on_signals(stop):
        os.kill(os.getpid(), signal.SIGTERM)
        await asyncio.wait_for(stop.wait(), 10)
        assert signal.getsignal(signal.SIGTERM) is signal.SIG_DFL
        assert signal.getsignal(signal.SIGINT) is signal.SIG_DFL
    assert signal.getsignal(signal.SIGTERM) is before
