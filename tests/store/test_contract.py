"""What every store promises, whatever it keeps its rows in."""

import asyncio
from dataclasses import replace
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotebot.core.messages import Place
from quotebot.core.ports import Store
from quotebot.core.rotation import Memory, Round
from tests.store.memories import PLACE, after, memories, places, show
from tests.store.plans import words

_fresh = count()  # each example gets channels of its own in the one store

Steps = list[tuple[Place, Memory | None]]


async def test_where_nothing_was_shown_the_memory_is_empty(store: Store) -> None:
    assert await store.recall(PLACE) == Memory()


async def test_what_was_remembered_is_recalled_whole(store: Store) -> None:
    memory = Memory(1, ("a", "b"), {"progress": Round(2**64 - 1, 10, 2**73, ("c",), ("a", "b"))})

    assert await store.remember(PLACE, memory)

    assert await store.recall(PLACE) == memory


@given(steps=st.lists(st.tuples(places, st.none() | memories), max_size=12))
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
async def test_only_the_next_revision_is_kept_and_places_stay_apart(
    store: Store, steps: Steps
) -> None:
    kept: dict[Place, Memory] = {}
    example = next(_fresh)
    for here, memory in steps:
        place = replace(here, channel=f"{here.channel}-{example}")
        before = kept.get(place, Memory())
        if memory is not None:
            is_next = memory.revision == before.revision + 1
            assert await store.remember(place, memory) is is_next
            kept[place] = memory if is_next else before
        assert await store.recall(place) == kept.get(place, Memory())


@given(server=words, channel=words)
@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
async def test_any_name_of_a_place_is_kept_apart_from_its_like(
    store: Store, server: str, channel: str
) -> None:
    place = Place(PLACE.platform, f"{next(_fresh)}-{server}", channel)
    like = replace(place, channel=f"{channel} ")

    assert await store.remember(place, Memory(1, ("here",)))

    assert (await store.recall(place)).recent == ("here",)
    assert await store.recall(like) == Memory()


async def test_of_many_writers_of_one_revision_one_wins(store: Store) -> None:
    for revision in range(1, 6):
        attempts = [Memory(revision, (f"writer {n}",)) for n in range(20)]

        won = await asyncio.gather(*(store.remember(PLACE, memory) for memory in attempts))

        assert sum(won) == 1
        assert await store.recall(PLACE) == attempts[won.index(True)]


async def test_twenty_tasks_that_read_and_write_lose_no_update(store: Store) -> None:
    async def twenty_times(task: int) -> None:
        for time in range(20):
            await show(store, PLACE, f"{task}/{time}")

    await asyncio.gather(*(twenty_times(task) for task in range(20)))

    memory = await store.recall(PLACE)
    assert memory.revision == 400
    assert set(memory.recent) == {f"{task}/{time}" for task in range(20) for time in range(20)}


async def test_a_cancelled_change_is_kept_whole_or_not_at_all(store: Store) -> None:
    await show(store, PLACE, "a")
    before = await store.recall(PLACE)
    for _ in range(20):
        change = asyncio.create_task(store.remember(PLACE, after(before, "b")))
        await asyncio.sleep(0)
        change.cancel()
        await asyncio.gather(change, return_exceptions=True)

        now = await store.recall(PLACE)
        assert now in (before, after(before, "b"))
        assert await store.remember(PLACE, after(now, "c"))
        before = await store.recall(PLACE)
        assert before == after(now, "c")


async def test_closing_twice_does_no_harm(store: Store) -> None:
    await store.close()
    await store.close()
