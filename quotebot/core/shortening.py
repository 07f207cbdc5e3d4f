"""Cutting text where a reader sees the boundary of a character."""

from typing import Final

import regex

ELLIPSIS: Final = "…"
_GRAPHEME: Final = regex.compile(r"\X")


def shorten(text: str, limit: int) -> str:
    """At most `limit` code points, cut between grapheme clusters and then ending in an ellipsis."""
    if len(text) <= limit:
        return text
    return _whole_clusters(text, limit - len(ELLIPSIS)).rstrip() + ELLIPSIS


def cut_at_a_word(text: str, limit: int) -> str:
    """As many of the words, the first ones, as `limit` code points hold; of a huge one its start.

    A cut inside a word is between grapheme clusters; nothing stands for what is left out.
    """
    if len(text) <= limit:
        return text
    head = text[: limit + 1].rpartition(" ")[0].rstrip()
    return head or _whole_clusters(text, limit)


def _whole_clusters(text: str, limit: int) -> str:
    kept = 0
    for cluster in _GRAPHEME.finditer(text):
        if cluster.end() > limit:
            break
        kept = cluster.end()
    return text[:kept]
