"""Whoever is quoted under a name, with the quotes: authors, and characters in fiction."""

import unicodedata
from dataclasses import dataclass
from itertools import chain
from typing import Final

from quotebot.core.quotes import Anthology, Deck, Quote, fingerprint
from quotebot.core.words import fold

TAG_SIGN: Final = "#"
# Apostrophes part words, and some letters no decomposition takes apart.
_PLAIN: Final = str.maketrans({
    "'": " ", "’": " ", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Voice:
    """Whoever is quoted under a name: an author, a character, or an author who is both."""

    name: str
    deck: Deck

    @property
    def tag(self) -> str:
        """Stands for the name in a button, where a long name has no room."""
        return f"{TAG_SIGN}{fingerprint(self.name) >> 24:010x}"


def plain_name(name: str) -> str:
    """The name as it is compared: accents, case, punctuation and spacing make no difference."""
    decomposed = unicodedata.normalize("NFKD", name.translate(_PLAIN))
    return fold("".join(c for c in decomposed if not unicodedata.combining(c)))


def voices_of(anthology: Anthology) -> dict[str, Voice]:
    """All of them by their plain names, authors first; one whose names are equal is one."""
    decks: dict[str, tuple[str, list[Deck]]] = {}
    for author in anthology.authors:
        decks.setdefault(plain_name(author), (author, []))[1].append(anthology.deck_by(author))
    for speaker, deck in _characters(anthology).items():
        decks.setdefault(plain_name(speaker), (speaker, []))[1].append(deck)
    return {
        plain: Voice(name, parts[0] if len(parts) == 1 else Deck(chain(*parts)))
        for plain, (name, parts) in decks.items()
    }


def _characters(anthology: Anthology) -> dict[str, Deck]:
    spoken: dict[str, list[Quote]] = {}
    for quote in anthology.quotes.values():
        if quote.speaker:
            spoken.setdefault(quote.speaker, []).append(quote)
    return {speaker: Deck(quotes) for speaker, quotes in sorted(spoken.items())}
