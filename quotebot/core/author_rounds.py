"""The rounds that a channel goes through with the quotes of an author, beside those of topics."""

from dataclasses import replace
from typing import Final

from quotebot.core.rotation import Memory

ROUNDS: Final = 20  # kept for a channel; topics are few, but of authors there may be thousands
_BY: Final = "by:"


def round_of(author: str) -> str:
    """The name of an author's round; no topic has a colon in its id, so it is none of a topic."""
    return f"{_BY}{author}"


def with_room_for(name: str, memory: Memory) -> Memory:
    """The memory in which a round may be kept under this name.

    When there are too many of authors, the one that was asked for longest ago is forgotten: it
    begins anew when it is asked for again.
    """
    if not name.startswith(_BY):
        return memory
    others = {key: here for key, here in memory.rounds.items() if key != name}
    of_authors = [key for key in others if key.startswith(_BY)]
    for key in of_authors[: max(0, len(of_authors) - ROUNDS + 1)]:
        del others[key]
    latest = {name: memory.rounds[name]} if name in memory.rounds else {}
    return replace(memory, rounds=others | latest)
