"""How a Memory is written into one column: compact JSON that says its own version.

Version 1 is `[1, recent, rounds]`, where `recent` is a list of ids and `rounds` maps a topic to
`[seed, width, cursor, put_off, last]`. The revision has a column of its own. Seeds and cursors
exceed 53 bits, so whatever else reads this needs exact integers.
"""

import json
from typing import Final, TypeGuard

from quotebot.core.quotes import FINGERPRINT_BITS
from quotebot.core.rotation import Memory, Round

VERSION: Final = 1

_to_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def encode(memory: Memory) -> str:
    """All of the memory but its revision."""
    rounds = {
        topic: (here.seed, here.width, here.cursor, here.put_off, here.last)
        for topic, here in memory.rounds.items()
    }
    return _to_json((VERSION, memory.recent, rounds))


def decode(revision: object, text: object) -> Memory:
    """The memory that was encoded; raises ValueError, saying why, for anything else.

    The arguments are what came out of the database, where a column may hold anything.
    """
    if not isinstance(revision, int) or revision < 1:
        raise ValueError(f"its revision is {revision!r}, not a count")
    match _from_json(text):
        case [int(version), *_] if version > VERSION:
            raise ValueError(f"its encoding {version} is newer than {VERSION}, the newest known")
        case [1, recent, dict(rounds)] if _are_ids(recent):
            decoded = {topic: _round(topic, fields) for topic, fields in rounds.items()}
            return Memory(revision, tuple(recent), decoded)
        case _:
            raise ValueError("it is not a memory that quotebot wrote")


def _from_json(text: object) -> object:
    if not isinstance(text, str):
        raise ValueError("it is not text")  # noqa: TRY004 - data is at fault, not the caller
    try:
        value: object = json.loads(text)
    except (ValueError, RecursionError):
        raise ValueError("it is not JSON") from None
    return value


def _round(topic: str, fields: object) -> Round:
    match fields:
        case [int(seed), int(width), int(cursor), put_off, last] if (
            0 <= seed < 1 << 64
            and 0 < width <= FINGERPRINT_BITS
            and cursor >= 0
            and _are_ids(put_off)
            and _are_ids(last)
        ):
            return Round(seed, width, cursor, tuple(put_off), tuple(last))
        case _:
            raise ValueError(f"its round of {topic!r} is not one that quotebot wrote")


def _are_ids(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(id_, str) for id_ in value)
