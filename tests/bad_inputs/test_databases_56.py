"""Row 56 on real files: a full disk, a lock, damage; nothing is posted, and commands go on."""

import asyncio
import logging
import os
import sqlite3
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, asynccontextmanager, closing, contextmanager
from datetime import time, timedelta
from pathlib import Path
from random import Random
from typing import Final

import pytest
from sqlalchemy import text

from quotebot.core import answering
from quotebot.core.answering import Answerer
from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.daily_loop import DailyLoop
from quotebot.core.errors import StoreError
from quotebot.core.front_desk import FrontDesk
from quotebot.core.messages import AskQuote, Person, Platform, QuoteCard, Request
from quotebot.core.plans import DeliveryState
from quotebot.core.refusals import Refusals
from quotebot.core.schedule import Schedule
from quotebot.store.opening import kept_in, open_sqlite
from quotebot.store.sqlite_copies import back_up
from quotebot.store.storage import Storage
from tests.anthologies import numbered, shelf_of
from tests.core.daily_world import FakePlatform, TurnedClock
from tests.held_clock import START, HeldClock
from tests.store.memories import PLACE
from tests.store.plans import a_plan, added

AN_HOUR: Final = 3600
MOST_LINES: Final = 8  # in an hour's trouble: the next try is a minute away at most

PLAN: Final = a_plan(schedule=Schedule(time(9), "UTC"), next_at=START + timedelta(hours=1))

Trouble = Callable[[Path], AbstractContextManager[object]]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with little room."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk to fill: run this test as root")
    mount: list[str | Path] = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder]
    mounted = subprocess.run(mount, capture_output=True, check=False)  # noqa: S603 - ours
    if mounted.returncode:
        pytest.skip(f"no small disk can be mounted here ({mounted.stderr.decode().strip()})")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)  # noqa: S603, S607 - ours


@contextmanager
def filled(file: Path) -> Iterator[None]:
    """The disk that the file is on."""
    ballast = file.with_name("ballast")
    with ballast.open("wb", buffering=0) as stream:
        for size in (4096, 1):
            try:
                while stream.write(b"x" * size):
                    pass
            except OSError:  # no room for so many bytes
                continue
    yield
    ballast.unlink()


@contextmanager
def locked(file: Path) -> Iterator[None]:
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


class Bot:
    """One that posts to a platform made up, and keeps what it knows in a real file."""

    def __init__(self, storage: Storage, clock: HeldClock) -> None:
        shelf = shelf_of(numbered(40))
        self.storage = storage
        self.platform = FakePlatform(TurnedClock(), repeatable_for=timedelta(seconds=120))
        voices = {Platform.DISCORD: self.platform}
        daily = DailyRound(shelf, storage.ledger, storage.store, voices, clock, Random(1))
        self.daily = DailyLoop(daily, InProcessCarrier(), clock, Refusals(storage.ledger))
        self.desk = FrontDesk(Answerer(shelf, storage.store, Random(1)), lambda: "ref-1")

    async def answers(self) -> bool:
        request = Request(AskQuote(), PLACE, Person("1", "Ada"))
        return isinstance(await self.desk.reply(request), QuoteCard)


@asynccontextmanager
async def running_on(file: Path, clock: HeldClock) -> AsyncIterator[Bot]:
    """A bot with a daily quote that is due in an hour."""
    database = await open_sqlite(file)
    await database.ask(text("PRAGMA busy_timeout = 200"), {})  # milliseconds; tests are impatient
    bot = Bot(kept_in(database), clock)
    if not await bot.storage.ledger.plan(1):
        await added(bot.storage.ledger, PLAN)
    running = asyncio.create_task(bot.daily.run())
    try:
        yield bot
    finally:
        running.cancel()
        await asyncio.wait({running})
        await bot.storage.close()


def sentences(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What was logged of trouble; each is one line, and none has a traceback."""
    records = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert not [record for record in records if record.exc_info]
    said = [record.getMessage() for record in records if record.name != "asyncio"]
    assert all(sentence.isprintable() for sentence in said)
    return said


async def fails_closed_and_comes_back(
    file: Path, clock: HeldClock, trouble: Trouble, caplog: pytest.LogCaptureFixture
) -> list[str]:
    async with running_on(file, clock) as bot:
        assert await bot.answers()
        with trouble(file):
            clock.turn(AN_HOUR)
            await clock.pass_by(60)
            assert [await bot.answers() for _ in range(5)] == [True] * 5
            assert bot.platform.posts == []
        said = sentences(caplog)
        await clock.until(lambda: bot.platform.posts)
        await clock.pass_by(60)
        assert len(bot.platform.posts) == 1
        row = await bot.storage.ledger.latest_delivery(1)
        assert row is not None
        assert row.state is DeliveryState.POSTED
        assert await bot.answers()
    assert len(said) <= MOST_LINES
    assert sum("without a memory" in sentence for sentence in said) == 1
    return said


async def test_row_56_on_a_full_disk_nothing_is_posted_until_there_is_room_and_commands_work(
    small_disk: Path, clock: HeldClock, caplog: pytest.LogCaptureFixture
) -> None:
    said = await fails_closed_and_comes_back(small_disk / "q.db", clock, filled, caplog)
    assert any("make room" in sentence or "full" in sentence for sentence in said)


@pytest.mark.slow
async def test_row_56_while_another_program_locks_it_nothing_is_posted_and_commands_work(
    tmp_path: Path, clock: HeldClock, caplog: pytest.LogCaptureFixture
) -> None:
    said = await fails_closed_and_comes_back(tmp_path / "q.db", clock, locked, caplog)
    assert any("another program keeps it locked" in sentence for sentence in said)


async def test_row_56_a_command_does_not_wait_for_a_database_that_does_not_answer(
    tmp_path: Path,
    clock: HeldClock,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(answering, "STORE_SECONDS", 0.02)
    async with running_on(tmp_path / "q.db", clock) as bot:
        with locked(tmp_path / "q.db"):
            assert await bot.answers()
    assert [sentence for sentence in sentences(caplog) if "has not answered" in sentence]


def damaged(file: Path, *tables: str) -> None:
    """The first page of each table, which a start does not look at."""
    with closing(sqlite3.connect(file)) as database:
        (size,) = database.execute("PRAGMA page_size").fetchone()
        pages = dict(database.execute("SELECT name, rootpage FROM sqlite_master"))
    with file.open("r+b") as stream:
        for table in tables:
            stream.seek((pages[table] - 1) * size)
            stream.write(b"\xff" * size)


async def test_row_56_a_damaged_ledger_posts_nothing_and_commands_work(
    tmp_path: Path, clock: HeldClock, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "q.db"
    async with running_on(file, clock):
        pass
    damaged(file, "delivery", "rotation")
    async with running_on(file, clock) as bot:
        clock.turn(AN_HOUR)
        await clock.pass_by(60)
        assert [await bot.answers() for _ in range(5)] == [True] * 5
        assert bot.platform.posts == []
    said = sentences(caplog)
    assert len(said) <= MOST_LINES
    assert sum("without a memory" in sentence for sentence in said) == 1
    assert all("it is damaged; restore a backup" in sentence for sentence in said)


async def test_row_56_a_backup_that_finds_no_room_is_told_and_leaves_nothing(
    small_disk: Path, tmp_path: Path, clock: HeldClock
) -> None:
    async with running_on(tmp_path / "q.db", clock) as bot:
        with filled(small_disk / "any"), pytest.raises(StoreError, match=r"no room in .*/disk"):
            back_up(tmp_path / "q.db", small_disk / "copy.db", lambda _done, _of: None)
        assert await bot.answers()
    assert not list(small_disk.iterdir())  # noqa: ASYNC240 - a moment
