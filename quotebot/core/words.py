"""Words: how typed text is compared, and the quotes that hold what was typed."""

import unicodedata
from collections.abc import Sequence
from re import compile as compile_pattern
from typing import Final

from quotebot.core.quotes import Anthology, Quote

_WORD: Final = compile_pattern(r"[^\W_]+(?:['’][^\W_]+)*")
_SILENT_WORDS: Final = frozenset({
    "a", "about", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "for", "from",
    "give", "i", "in", "is", "it", "me", "my", "of", "on", "one", "or", "please", "quote", "quotes",
    "say", "some", "something", "that", "the", "this", "to", "us", "want", "was", "we", "what",
    "with", "you",
})  # fmt: skip


def fold(text: str) -> str:
    """Text as it is compared: width, case, hyphens, punctuation and spacing make no difference."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return [word.removesuffix("'s") for word in _WORD.findall(plain)]


def telling_words(text: str) -> list[str]:
    """The words of the text without those that say nothing about what is looked for."""
    return [word for word in words_of(text) if word not in _SILENT_WORDS]


class WordIndex:
    """Finds the quotes that hold all the words typed, by looking each word up."""

    def __init__(self, anthology: Anthology) -> None:
        self._quotes_with: dict[str, dict[str, Quote]] = {}
        for quote in anthology.quotes.values():
            for word in words_of(quote.text):
                self._quotes_with.setdefault(word, {})[quote.id] = quote

    def find(self, typed: str, most: int) -> Sequence[Quote]:
        words = telling_words(typed)
        if not words:
            return []
        first, *others = (self._quotes_with.get(word, {}) for word in words)
        return [quote for id_, quote in first.items() if all(id_ in other for other in others)][
            :most
        ]
