"""The rotation: each quote of a topic once before any comes twice, whatever happens meanwhile."""

from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.quotes import Deck, Quote, Source
from quotebot.core.rotation import FEW, RECENT, Memory, least_recent, next_quote

SOURCE = Source(slug="work", title="Work", year="1900")


def quotes(ids: Iterable[int]) -> Deck:
    return Deck(
        Quote(id=f"quote-{i}", text="…", author="A", topics=("t",), source=SOURCE, where="p. 1")
        for i in ids
    )


def show(deck: Deck, memory: Memory, chance: Random, topic: str = "t") -> tuple[str, Memory]:
    quote, memory = next_quote(deck, memory, topic, chance)
    return quote.id, memory


def show_many(deck: Deck, count: int, seed: int = 0) -> list[str]:
    memory, chance, shown = Memory(), Random(seed), []
    for _ in range(count):
        quote_id, memory = show(deck, memory, chance)
        shown.append(quote_id)
    return shown


@given(size=st.integers(1, 150), rounds=st.integers(1, 4), seed=st.integers(0, 2**32))
def test_each_quote_comes_once_before_any_comes_twice(size: int, rounds: int, seed: int) -> None:
    shown = show_many(quotes(range(size)), size * rounds, seed)
    for start in range(0, size * rounds, size):
        assert len(set(shown[start : start + size])) == size


@given(size=st.integers(2, 150), seed=st.integers(0, 2**32))
def test_a_new_round_does_not_open_with_the_last_few_of_the_old(size: int, seed: int) -> None:
    shown = show_many(quotes(range(size)), 3 * size, seed)
    few = min(FEW, size // 2)
    for border in (size, 2 * size):
        assert shown[border] not in shown[border - few : border]


@given(
    size=st.integers(2, 40), other=st.integers(1, 60), seed=st.integers(0, 2**32), data=st.data()
)
def test_the_last_few_stay_away_even_when_other_topics_came_between(
    size: int, other: int, seed: int, data: st.DataObject
) -> None:
    deck, elsewhere = quotes(range(size)), quotes(range(1000, 1000 + other))
    memory, chance, shown = Memory(), Random(seed), list[str]()
    while len(shown) < 2 * size:
        if data.draw(st.booleans()):
            _, memory = show(elsewhere, memory, chance, "other")
        else:
            quote_id, memory = show(deck, memory, chance)
            shown.append(quote_id)
    few = min(FEW, size // 2)
    assert shown[size] not in shown[size - few : size]


steps = st.lists(
    st.one_of(st.tuples(st.just("show"), st.just(0)), st.tuples(st.just("add"), st.integers(0, 80)),
              st.tuples(st.just("remove"), st.integers(0, 80))),
    max_size=200,
)  # fmt: skip


@given(start=st.sets(st.integers(0, 80), min_size=1), steps=steps, seed=st.integers(0, 2**32))
def test_nothing_comes_twice_in_a_round_while_quotes_are_added_and_removed(
    start: set[int], steps: list[tuple[str, int]], seed: int
) -> None:
    """A round is over when every quote that was there all the time has come."""
    there, memory, chance = set(start), Memory(), Random(seed)
    shown: list[str] = []
    throughout = {f"quote-{i}" for i in there}
    seed_of_round: int | None = None
    for step, number in steps:
        match step:
            case "add":
                there.add(number)
            case "remove":
                if there != {number}:
                    there.discard(number)
                    throughout.discard(f"quote-{number}")
            case _:
                quote_id, memory = show(quotes(there), memory, chance)
                if memory.rounds["t"].seed != seed_of_round:
                    if seed_of_round is not None:
                        assert throughout <= set(shown)
                    shown, seed_of_round = [], memory.rounds["t"].seed
                    throughout = {f"quote-{i}" for i in there}
                assert quote_id not in shown
                shown.append(quote_id)


@given(
    size=st.integers(1, 130),
    overlap=st.integers(0, 130),
    seed=st.integers(0, 2**32),
    topics=st.lists(st.sampled_from("ab"), max_size=400),
)
def test_the_channels_last_quotes_are_put_off_while_anything_else_is_left(
    size: int, overlap: int, seed: int, topics: list[str]
) -> None:
    decks = {"a": quotes(range(size)), "b": quotes(range(size - min(size, overlap), 2 * size))}
    memory, chance = Memory(), Random(seed)
    order: list[str] = []
    rounds: dict[str, tuple[int, set[str]]] = {}
    for topic in topics:
        deck = decks[topic]
        window = set(order[len(order) - min(len(order), RECENT, len(deck) // 2) :])
        quote_id, memory = show(deck, memory, chance, topic)
        current = memory.rounds[topic].seed
        known, shown = rounds.get(topic, (current, set()))
        opening = known != current or not shown
        shown = set() if known != current else shown
        left = {quote.id for quote in deck} - shown
        if quote_id in window and not opening:
            assert left <= window
        assert quote_id in left
        rounds[topic] = (current, shown | {quote_id})
        order = [*(one for one in order if one != quote_id), quote_id]


@pytest.mark.slow
@given(size=st.integers(1, 300), picks=st.integers(1, 400), seed=st.integers(0, 2**16))
def test_what_is_kept_does_not_grow_with_the_library(size: int, picks: int, seed: int) -> None:
    decks = {"a": quotes(range(size)), "b": quotes(range(size // 2, size + 60))}
    memory, chance = Memory(), Random(seed)
    for _ in range(picks):
        topic = chance.choice("ab")
        _, memory = show(decks[topic], memory, chance, topic)
        here = memory.rounds[topic]
        assert len(here.put_off) + len(here.last) <= RECENT
        assert len(memory.recent) <= RECENT


def test_a_put_off_quote_comes_when_nothing_else_is_left_in_the_round() -> None:
    deck, chance = quotes(range(10)), Random(5)
    first, memory = show(quotes([3]), Memory(), chance, "other")
    shown = []
    for _ in range(10):
        quote_id, memory = show(deck, memory, chance)
        shown.append(quote_id)
    assert first == "quote-3"
    assert set(shown) == {quote.id for quote in deck}
    assert "quote-3" not in shown[:5]


def test_the_order_differs_from_round_to_round_and_from_channel_to_channel() -> None:
    deck = quotes(range(30))
    shown = show_many(deck, 60)
    assert shown[:30] != shown[30:]
    assert show_many(deck, 30, seed=1) != shown[:30]


@pytest.mark.slow
@pytest.mark.parametrize("size", [2, 3, 5, 10, 16, 33, 128])
def test_every_quote_opens_a_first_round_equally_often(size: int) -> None:
    """Chi squared over 200 draws a quote; the bound is met by chance in all but one run of 10^5."""
    deck, chance = quotes(range(size)), Random(99)
    draws = 200 * size
    counts = Counter(next_quote(deck, Memory(), "t", chance)[0].id for _ in range(draws))
    chi_squared = sum((counts[quote.id] - 200) ** 2 / 200 for quote in deck)
    degrees = size - 1
    assert chi_squared < degrees + 4.3 * (2 * degrees) ** 0.5 + 12


@pytest.mark.slow
def test_every_quote_of_a_large_deck_can_open_a_round() -> None:
    """About one in 16 shares its slot with others, and opens a round less often for it."""
    deck, chance = quotes(range(150)), Random(99)
    counts = Counter(next_quote(deck, Memory(), "t", chance)[0].id for _ in range(200 * 150))
    assert min(counts[quote.id] for quote in deck) > 40
    assert max(counts.values()) < 300


@pytest.mark.slow
@pytest.mark.parametrize("size", [3, 8, 20])
def test_every_pair_follows_each_other_equally_often(size: int) -> None:
    deck, chance = quotes(range(size)), Random(7)
    pairs: Counter[tuple[str, str]] = Counter()
    draws = 60 * size * (size - 1)
    for _ in range(draws):
        first, memory = show(deck, Memory(), chance)
        pairs[first, show(deck, memory, chance)[0]] += 1
    expected = draws / (size * (size - 1))
    chi_squared = sum(
        (pairs[a.id, b.id] - expected) ** 2 / expected for a in deck for b in deck if a != b
    )
    degrees = size * (size - 1) - 1
    assert chi_squared < degrees + 4.3 * (2 * degrees) ** 0.5 + 12


def test_words_in_quotes_show_what_was_not_shown_lately() -> None:
    deck, memory, chance = quotes(range(4)), Memory(), Random(3)
    shown = []
    for _ in range(12):
        quote, memory = least_recent(deck, memory, chance)
        shown.append(quote.id)
    for start in range(0, 12, 4):
        assert len(set(shown[start : start + 4])) == 4


def test_an_empty_deck_is_an_error() -> None:
    with pytest.raises(ValueError, match="no quote"):
        next_quote(quotes([]), Memory(), "t", Random(1))
