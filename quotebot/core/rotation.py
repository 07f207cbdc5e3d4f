"""Which quote comes next in a channel: each of a topic once before any of them twice.

A round visits a topic's quotes in a pseudo-random order that is computed from a seed and from the
quotes' fingerprints, and never stored; what is kept is where the round stands. A quote that is
removed leaves a gap; one that is added is met in this round or in the next. In a small deck each
quote has a key of its own. In a large one, where looking at every quote would take too long, the
2**width slots into which the fingerprints fall are visited in a random order, and the few quotes
that share a slot follow each other.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from math import log2
from random import Random
from struct import unpack
from typing import Final

from quotebot.core.quotes import FINGERPRINT_BITS, Deck, Quote

RECENT: Final = 50  # ids kept for a channel, and ids kept for a channel's round
FEW: Final = 5  # how many of a round's last quotes may not open the next round
_SMALL: Final = 128  # quotes; looking at each takes about as long as a search over slots
_SLOTS_PER_QUOTE: Final = 16  # about: one quote in 16 shares its slot; a search passes 16 slots
_MASK: Final = (1 << FINGERPRINT_BITS) - 1


@dataclass(frozen=True, slots=True)
class Round:
    """How far a channel has come with a topic.

    `cursor` is the first key of the order not yet passed; `put_off` the quotes that were passed but
    not shown; `last` the latest shown, oldest first. Both together hold at most RECENT ids.
    """

    seed: int
    width: int
    cursor: int = 0
    put_off: tuple[str, ...] = ()
    last: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Memory:
    """What a channel was shown: `recent` over all topics, oldest first, and a round per topic.

    `revision` counts the changes, so that two writers cannot both build on the same state.
    """

    revision: int = 0
    recent: tuple[str, ...] = ()
    rounds: Mapping[str, Round] = field(default_factory=dict)


def next_quote(deck: Deck, memory: Memory, topic: str, chance: Random) -> tuple[Quote, Memory]:
    """The next quote of the topic, and what to remember once it is shown.

    Raises ValueError for an empty deck.
    """
    if not deck:
        raise ValueError("no quote to choose from")
    recent = _newest(memory.recent, min(RECENT, len(deck) // 2))
    here = memory.rounds.get(topic)
    drawn = _draw(deck, here, recent) if here else None
    if drawn is None:
        few = _newest(here.last, min(FEW, len(deck) // 2)) if here else ()
        drawn = _draw(deck, _new_round(deck, chance), recent, few)
    if drawn is None:
        raise AssertionError("a new round over a deck that is not empty has a first quote")
    quote, after = drawn
    return quote, after_showing(quote, memory, {**memory.rounds, topic: _shown(after, quote.id)})


def least_recent(candidates: Deck, memory: Memory, chance: Random) -> tuple[Quote, Memory]:
    """A quote for which no round is kept: one not shown lately, else the longest ago."""
    places = {shown: place for place, shown in enumerate(memory.recent)}
    unseen = [quote for quote in candidates if quote.id not in places]
    quote = chance.choice(unseen) if unseen else min(candidates, key=lambda q: places[q.id])
    return quote, after_showing(quote, memory, memory.rounds)


def after_showing(quote: Quote, memory: Memory, rounds: Mapping[str, Round]) -> Memory:
    """What to remember once the quote is shown, with the rounds as they stand then."""
    recent = (*(shown for shown in memory.recent if shown != quote.id), quote.id)[-RECENT:]
    return Memory(memory.revision + 1, recent, rounds)


def _draw(
    deck: Deck, here: Round, recent: tuple[str, ...], few: tuple[str, ...] = ()
) -> tuple[Quote, Round] | None:
    """The next quote of this round, or None when the round is over."""
    avoid = {*recent, *few}
    waiting = {id_: quote for id_ in here.put_off if (quote := deck.find(id_))}
    cursor = here.cursor
    for key, quote in _walk(deck, here):
        if quote.id not in avoid:
            return quote, Round(here.seed, here.width, key + 1, tuple(waiting), here.last)
        if len(waiting) == RECENT:
            break
        waiting[quote.id] = quote
        cursor = key + 1
    if not waiting:
        return None
    ranks = {id_: rank for rank, id_ in enumerate((*recent, *few), start=1)}
    quote = waiting.pop(min(waiting, key=lambda id_: (id_ in few, ranks.get(id_, 0))))
    return quote, Round(here.seed, here.width, cursor, tuple(waiting), here.last)


def _shown(here: Round, quote_id: str) -> Round:
    room = min(FEW, RECENT - len(here.put_off))
    last = _newest((*here.last, quote_id), room)
    return Round(here.seed, here.width, here.cursor, here.put_off, last)


def _newest(ids: tuple[str, ...], count: int) -> tuple[str, ...]:
    return ids[max(0, len(ids) - count) :]


def _new_round(deck: Deck, chance: Random) -> Round:
    small = len(deck) <= _SMALL
    width = FINGERPRINT_BITS if small else round(log2(_SLOTS_PER_QUOTE * len(deck)))
    return Round(chance.getrandbits(FINGERPRINT_BITS), width)


def _walk(deck: Deck, here: Round) -> Iterator[tuple[int, Quote]]:
    """What the round has still to pass, in its order, each quote with its key."""
    return _walk_quotes(deck, here) if here.width == FINGERPRINT_BITS else _walk_slots(deck, here)


def _walk_quotes(deck: Deck, here: Round) -> Iterator[tuple[int, Quote]]:
    a, b, *_ = _odd_numbers(here.seed)
    places = [((mark ^ here.seed) * a) & _MASK for mark in deck.fingerprints]
    keys = [((place ^ place >> 32) * b) & _MASK for place in places]
    for key, index in sorted((key, i) for i, key in enumerate(keys) if key >= here.cursor):
        yield key, deck.quotes[index]


def _walk_slots(deck: Deck, here: Round) -> Iterator[tuple[int, Quote]]:
    permuted = _permutation(here.width, here.seed)
    low_bits = FINGERPRINT_BITS - here.width
    for position in range(here.cursor >> FINGERPRINT_BITS, 1 << here.width):
        slot = permuted(position)
        index = bisect_left(deck.fingerprints, slot << low_bits)
        keyed: list[tuple[int, int]] = []
        while index < len(deck) and deck.fingerprints[index] >> low_bits == slot:
            key = position << FINGERPRINT_BITS | (deck.fingerprints[index] ^ here.seed)
            keyed.append((key, index))
            index += 1
        for key, found in sorted(keyed):
            if key >= here.cursor:
                yield key, deck.quotes[found]


def _permutation(width: int, seed: int) -> Callable[[int], int]:
    """A permutation of all numbers of `width` bits.

    Each step (multiply by an odd number, add, fold the high bits into the low) can be undone, so no
    place is taken twice; three of them mix well enough for the tests of randomness.
    """
    mask, shift = (1 << width) - 1, (width + 1) // 2
    a, b, c, d, e, f, *_ = _odd_numbers(seed)

    def permuted(number: int) -> int:
        number = (number * a + b) & mask
        number = ((number ^ number >> shift) * c + d) & mask
        number = ((number ^ number >> shift) * e + f) & mask
        return number ^ number >> shift

    return permuted


def _odd_numbers(seed: int) -> tuple[int, ...]:
    """Eight odd numbers of 64 bits."""
    digest = blake2b(seed.to_bytes(FINGERPRINT_BITS // 8), digest_size=64).digest()
    return tuple(number | 1 for number in unpack("<8Q", digest))
