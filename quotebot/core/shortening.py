"""Cutting text where a reader sees the boundary of a character."""

from typing import Final

import regex

ELLIPSIS: Final = "…"
_GRAPHEME: Final = regex.compile(r"\X")


def shorten(text: str, limit: int) -> str:
    """At most `limit` code points, cut between grapheme clusters and then ending in an ellipsis."""
    if len(text) <= limit:
        return text
    kept = 0
    for cluster in _GRAPHEME.finditer(text):
        if cluster.end() > limit - len(ELLIPSIS):
            break
        kept = cluster.end()
    return text[:kept].rstrip() + ELLIPSIS
