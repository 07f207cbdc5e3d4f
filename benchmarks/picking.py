"""The pick of the next quote on a topic, with a million quotes in memory and with a thousand.

Both libraries are in one process and take turns. A pick goes from the topic's name through the
back-off and the rotation to the quote, and to what is then to be remembered.
"""

import gc
import time
from collections.abc import Callable, Sequence
from random import Random
from statistics import median

from benchmarks.answers import ratios, report
from benchmarks.generated_quotes import generated
from benchmarks.reading import resident_bytes
from quotebot.core.quotes import Anthology, Quote
from quotebot.core.rotation import Memory, next_quote
from quotebot.core.topics import TopicIndex

FEW, MANY = 1000, 1_000_000
PICKS = 5000  # in a round
CHANNELS = 20
MOST = 3.0


class NoSearch:
    """A topic by its name is found without a search."""

    def find(self, typed: str, most: int) -> Sequence[Quote]:
        raise AssertionError(typed, most)

    holding = find


def measure(rounds: int) -> None:
    few = picking(generated(FEW, Random(1), length=(4, 6)))
    many = picking(generated(MANY, Random(1), length=(4, 6)))
    gc.collect()
    gc.freeze()
    memory = resident_bytes() / 1e9
    taken: dict[int, list[float]] = {FEW: [], MANY: []}
    for _ in range(rounds):
        for size, pick in ((FEW, few), (MANY, many)):
            started = time.process_time()
            for _ in range(PICKS):
                pick()
            taken[size].append((time.process_time() - started) / PICKS * 1e6)
    print(f"\nThe next quote on a topic, CPU time, median of {rounds} ({memory:.1f} GB in memory)")
    for size, each in taken.items():
        print(f"  of {size:9,} quotes {median(each):6.1f} us")
    report(ratios(taken[MANY], taken[FEW]), "a pick", at_most=MOST)


def picking(anthology: Anthology) -> Callable[[], None]:
    """Picks in one of CHANNELS, on any topic, and remembers it."""
    index = TopicIndex(anthology, NoSearch())
    chance = Random(2)
    topics = list(anthology.topics)
    memories = [Memory() for _ in range(CHANNELS)]

    def pick() -> None:
        channel = chance.randrange(CHANNELS)
        match = index.match(chance.choice(topics))
        assert match
        assert match.topic
        _, memories[channel] = next_quote(match.deck, memories[channel], match.topic, chance)

    return pick
