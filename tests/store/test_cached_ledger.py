"""The cache of memories, and the ledger that changes them behind it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quotebot.core.errors import StoreError
from quotebot.core.messages import Place
from quotebot.core.plans import Opening
from quotebot.core.rotation import Memory
from quotebot.store.cached import CachedStore, MemoryCache
from quotebot.store.database import Ask
from quotebot.store.opening import kept_in, open_sqlite
from quotebot.store.sql import SqlStore
from quotebot.store.sql_ledger import SqlLedger
from quotebot.store.sqlite import SqliteDatabase
from tests.store.memories import PLACE, after, show
from tests.store.plans import SERVER, a_delivery, a_plan, added


async def _nothing() -> None:
    pass


class Interrupted:
    """A database in whose transactions something else happens just before or after the commit."""

    def __init__(self, database: SqliteDatabase) -> None:
        self._database = database
        self.ask = database.ask
        self.close = database.close
        self.before_commit: Callable[[], Awaitable[None]] = _nothing
        self.after_commit: Callable[[], Awaitable[None]] = _nothing

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Ask]:
        async with self._database.transaction() as ask:
            yield ask
            await self.before_commit()
        await self.after_commit()


class SlowStore(SqlStore):
    """Reads at once, and answers when it may."""

    may_answer: asyncio.Event | None = None

    async def recall(self, place: Place) -> Memory:
        memory = await super().recall(place)
        if self.may_answer is not None:
            await self.may_answer.wait()
        return memory


class Bot:
    """A store and a ledger with one cache, over a database that can be interrupted."""

    def __init__(self, database: SqliteDatabase) -> None:
        cache = MemoryCache()
        self.database = Interrupted(database)
        self.behind = SlowStore(self.database)
        self.store = CachedStore(self.behind, cache)
        self.ledger = SqlLedger(self.database, cache)
        self.other = kept_in(database)  # as another process would see the same database

    async def recalling(self) -> tuple[asyncio.Task[Memory], asyncio.Event]:
        """A recall that has read what was kept, and answers at the event."""
        self.behind.may_answer = asyncio.Event()
        task = asyncio.create_task(self.store.recall(PLACE))
        await self.other.ledger.plan(0)  # behind the read, as the connection keeps the order
        return task, self.behind.may_answer


@pytest.fixture
async def bot(file: Path) -> AsyncIterator[Bot]:
    database = await open_sqlite(file)
    yield Bot(database)
    await database.close()


async def test_an_older_answer_does_not_replace_what_an_opening_kept(bot: Bot) -> None:
    plan = await added(bot.ledger, a_plan())
    recalling, may_answer = await bot.recalling()

    await bot.ledger.open_delivery(a_delivery(plan), None, Memory(1, ("a",)))
    may_answer.set()

    assert await recalling == Memory()
    assert await bot.store.recall(PLACE) == Memory(1, ("a",))


async def test_an_opening_that_lost_a_race_reads_the_winner_next(bot: Bot) -> None:
    plan = await added(bot.ledger, a_plan())
    known = await bot.store.recall(PLACE)
    await show(bot.other.store, PLACE, "theirs")

    opening, _ = await bot.ledger.open_delivery(a_delivery(plan), None, after(known, "ours"))

    assert opening is Opening.STALE
    assert await bot.store.recall(PLACE) == Memory(1, ("theirs",))


async def _answer_is_lost() -> None:
    raise StoreError("the answer was lost")


async def test_after_an_opening_whose_answer_was_lost_only_the_database_knows(bot: Bot) -> None:
    plan = await added(bot.ledger, a_plan())
    known = await bot.store.recall(PLACE)
    bot.database.after_commit = _answer_is_lost

    with pytest.raises(StoreError, match="lost"):
        await bot.ledger.open_delivery(a_delivery(plan), None, after(known, "kept all the same"))

    assert await bot.store.recall(PLACE) == Memory(1, ("kept all the same",))


async def test_after_a_forgetting_whose_answer_was_lost_only_the_database_knows(bot: Bot) -> None:
    await show(bot.store, PLACE, "a")
    bot.database.after_commit = _answer_is_lost

    with pytest.raises(StoreError, match="lost"):
        await bot.ledger.forget_server(*SERVER)

    assert await bot.store.recall(PLACE) == Memory()


async def test_what_is_recalled_while_a_server_is_forgotten_is_forgotten_too(bot: Bot) -> None:
    await show(bot.other.store, PLACE, "a")
    recalling, may_answer = await bot.recalling()

    async def the_answer_comes() -> None:
        may_answer.set()
        await recalling

    bot.database.before_commit = the_answer_comes
    await bot.ledger.forget_server(*SERVER)

    assert await bot.store.recall(PLACE) == Memory()
