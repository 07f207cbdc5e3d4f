"""What a database promises to several processes, and after a restart."""

import asyncio

import pytest

from quotebot.core.rotation import Memory
from tests.store.conftest import ON_DISK, Opener
from tests.store.memories import PLACE, show
from tests.store.plans import NOW, a_delivery, a_plan, added, claimed, day_after, opened
from tests.store.processes import line_of, started

pytestmark = [pytest.mark.slow, pytest.mark.parametrize("kind", ON_DISK)]


async def test_what_was_remembered_outlives_the_process(opener: Opener) -> None:
    first = await opener()
    await show(first.store, PLACE, "a")
    await first.close()

    second = await opener()
    await show(second.store, PLACE, "b")
    remembered = await second.store.recall(PLACE)
    await second.close()

    assert remembered == Memory(2, ("a", "b"))


async def test_two_bots_on_one_database_lose_no_update(opener: Opener) -> None:
    storages = [await opener(), await opener()]

    async def ten_times(task: int) -> None:
        for time in range(10):
            await show(storages[task % 2].store, PLACE, f"{task}/{time}")

    await asyncio.gather(*(ten_times(task) for task in range(10)))
    for storage in storages:
        await storage.close()

    third = await opener()
    memory = await third.store.recall(PLACE)
    await third.close()
    assert memory.revision == 100
    assert len(set(memory.recent)) == 100


async def test_a_claim_outlives_the_process_that_made_it(opener: Opener) -> None:
    first = await opener()
    delivery = await opened(first.ledger, a_delivery(await added(first.ledger, a_plan())))
    claim = await claimed(first.ledger, delivery)
    await first.close()

    second = await opener()
    assert await second.ledger.delivery_with_id(delivery.id) == claim
    assert await second.ledger.open_deliveries(NOW, 0, 10) == []
    assert claim.lease_until is not None
    assert await second.ledger.open_deliveries(claim.lease_until, 0, 10) == [claim]
    await second.close()


async def test_of_several_processes_that_claim_a_delivery_one_wins(
    opener: Opener, database_url: str
) -> None:
    storage = await opener()
    plan = await added(storage.ledger, a_plan())
    ids = [(await opened(storage.ledger, a_delivery(plan, day_after(n)))).id for n in range(100)]

    claimers = [await started("claimer", database_url, str(ids[0]), str(ids[-1])) for _ in range(3)]
    for claimer in claimers:
        assert await line_of(claimer) == b"ready\n"
    answers = await asyncio.gather(*(claimer.communicate(b"go\n") for claimer in claimers))

    won = [int(line) for written, _ in answers for line in written.split()]
    assert sorted(won) == ids
    for delivery_id in ids:
        kept = await storage.ledger.delivery_with_id(delivery_id)
        assert kept is not None
        assert kept.attempts == 1
    await storage.close()
