"""Sets of small numbers, kept small and quick to intersect: where in the library a word stands.

A few numbers are a sorted array; many are the bits of one long integer, which takes no more room
and is intersected with another at once.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from re import compile as compile_pattern
from typing import Final, TypeAlias

_SHARE_OF_MANY: Final = 256  # they take half as much room as a bit for each number
_PLACES: Final = tuple(
    tuple(place for place in range(8) if octet >> place & 1) for octet in range(256)
)
_NOT_EMPTY: Final = compile_pattern(rb"\0*([^\0]+)")  # passes over zeros at once

Postings: TypeAlias = "array[int] | int"
NONE: Final[Postings] = 0


def packed(numbers: array[int], limit: int) -> Postings:
    """Postings of sorted numbers below the limit."""
    return numbers if len(numbers) * _SHARE_OF_MANY < limit else bits_of(numbers)


def bits_of(postings: Postings) -> int:
    if isinstance(postings, int):
        return postings
    if not postings:
        return 0
    found = bytearray((max(postings) >> 3) + 1)
    for number in postings:
        found[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(found, "little")


def count(postings: Postings) -> int:
    return postings.bit_count() if isinstance(postings, int) else len(postings)


def in_order(postings: Postings) -> Iterator[int]:
    """The numbers, lowest first, each found when it is asked for."""
    return _of_bits(postings) if isinstance(postings, int) else iter(postings)


def _of_bits(bits: int) -> Iterator[int]:
    for found in _NOT_EMPTY.finditer(_octets(bits)):
        start = found.start(1) << 3
        for octet in found[1]:
            for place in _PLACES[octet]:
                yield start + place
            start += 8


def _octets(bits: int) -> bytes:
    return bits.to_bytes((bits.bit_length() + 7) >> 3, "little")


def either(sets: Sequence[Postings], limit: int) -> Postings:
    """What is in any of the sets, whose numbers are below the limit."""
    sets = [each for each in sets if each]
    if len(sets) < 2:
        return sets[0] if sets else NONE
    if any(isinstance(each, int) for each in sets):
        joined = 0
        for each in sets:
            joined |= bits_of(each)
        return joined
    return packed(array("I", sorted({number for each in sets for number in in_order(each)})), limit)


def every(sets: Iterable[Postings]) -> Postings:
    """What is in all of the sets, of which there is at least one."""
    few: list[array[int]] = []
    many: int | None = None
    for each in sets:
        if isinstance(each, int):
            many = each if many is None else many & each
        else:
            few.append(each)
    if not few:
        return many or NONE
    shortest, *others = sorted(few, key=len)
    numbers = sorted(set(shortest).intersection(*others)) if others else shortest
    return array("I", numbers if many is None else _among(numbers, many))


def _among(numbers: Sequence[int], bits: int) -> list[int]:
    octets = _octets(bits)
    within = numbers[: bisect_left(numbers, len(octets) << 3)]
    return [number for number in within if octets[number >> 3] >> (number & 7) & 1]
