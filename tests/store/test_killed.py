"""A process that is killed while it writes loses nothing that it was told is kept."""

import pytest

from quotebot.core.plans import PlanState
from tests.store.conftest import POSTGRES, Opener
from tests.store.memories import PLACE
from tests.store.plans import NOW, SERVER
from tests.store.processes import killed_after

pytestmark = pytest.mark.slow

BY_URL = ["sqlite", POSTGRES]
"""The kinds of storage that a process opens as the bot does."""


@pytest.mark.parametrize("kind", BY_URL)
async def test_a_killed_writer_loses_nothing_and_leaves_nothing_half_written(
    database_url: str, opener: Opener
) -> None:
    for lines in (1, 7, 40):
        reported = await killed_after(lines, "endless_writer", database_url)

        storage = await opener()
        memory = await storage.store.recall(PLACE)
        await storage.close()

        assert memory.revision >= int(reported[-1])
        assert memory.recent == tuple(f"quote {n}" for n in range(1, memory.revision + 1))


@pytest.mark.parametrize("kind", BY_URL)
async def test_of_a_killed_opening_either_all_three_parts_are_kept_or_none(
    database_url: str, opener: Opener
) -> None:
    for lines in (1, 7, 40):
        reported = await killed_after(lines, "endless_opener", database_url)

        storage = await opener()
        (plan,) = await storage.ledger.plans_of(*SERVER)
        memory = await storage.store.recall(PLACE)
        opened = await storage.ledger.open_deliveries(NOW, 0, 100_000)
        await storage.close()

        assert len(opened) >= int(reported[-1])
        assert plan.state is PlanState.ACTIVE
        assert plan.version == len(opened) + 1
        assert memory.revision == len(opened)
        assert memory.recent == tuple(delivery.quote_id for delivery in opened)
