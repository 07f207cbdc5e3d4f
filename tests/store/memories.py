"""Memories and places for the tests of the stores, drawn by hypothesis or built by hand."""

from hypothesis import strategies as st

from quotebot.core.messages import Place, Platform
from quotebot.core.ports import Store
from quotebot.core.rotation import Memory, Round

PLACE = Place(Platform.DISCORD, "81384788765712384", "381870553235193857")
SAME_CHANNEL_ON_SLACK = Place(Platform.SLACK, PLACE.server, PLACE.channel)
DIRECT_MESSAGE = Place(Platform.SLACK, "", "D024BE91L")

ids = st.lists(st.text(), max_size=5).map(tuple)
rounds = st.builds(
    Round,
    seed=st.integers(0, 2**64 - 1),
    width=st.integers(1, 64),
    cursor=st.integers(0, 2**128),
    put_off=ids,
    last=ids,
)
memories = st.builds(
    Memory,
    revision=st.integers(-1, 4),
    recent=ids,
    rounds=st.dictionaries(st.text(), rounds, max_size=3),
)
places = st.sampled_from([PLACE, SAME_CHANNEL_ON_SLACK, DIRECT_MESSAGE])


def after(memory: Memory, shown: str) -> Memory:
    """What to remember once `shown` was shown."""
    return Memory(memory.revision + 1, (*memory.recent, shown), memory.rounds)


async def show(store: Store, place: Place, shown: str) -> None:
    """Recall, change and remember, as often as it takes to be first."""
    while not await store.remember(place, after(await store.recall(place), shown)):
        pass
