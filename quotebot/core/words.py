"""Words: how typed text is compared with what is written."""

import unicodedata
from collections.abc import Sequence
from re import compile as compile_pattern
from typing import Final

_WORD: Final = compile_pattern(r"[^\W_]+(?:['’][^\W_]+)*")
_ACCENT: Final = compile_pattern(r"[\u0300-\u036f]+")
_SMALL_WORDS: Final = """
    a about am an and any are aren't as at be been being but by can can't could did didn't do
    does doesn't doing don't for from give had has have having he he's her him his i i'd i'll
    i'm i've if in into is isn't it its let's may me might my nor not of on one or our please
    quotation quote quotes say saying sayings shall she should so some something than that the
    their them then there these they they're this those to us want wants was wasn't we we're
    we've were what when which who will with won't would you you're your
"""
_SILENT: Final = frozenset(_SMALL_WORDS.split())


def fold(text: str) -> str:
    """Text as it is compared: width, case, accents, hyphens, marks and spacing do not count."""
    return " ".join(words_of(text))


def words_of(text: str) -> list[str]:
    plain = text.casefold() if text.isascii() else _plain(text)
    words: list[str] = _WORD.findall(plain)
    return [word.removesuffix("'s") for word in words] if "'" in plain else words


def _plain(text: str) -> str:
    """Small letters with no accents; the marks of other scripts stay."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    return unicodedata.normalize("NFKC", _ACCENT.sub("", parts)).replace("’", "'")


def is_silent(word: str) -> bool:
    """Whether the folded word says nothing about what is looked for."""
    return word in _SILENT


def telling(words: Sequence[str]) -> Sequence[str]:
    """The words without those that say nothing about what is looked for; all if none says more."""
    return [word for word in words if word not in _SILENT] or words


def telling_words(text: str) -> Sequence[str]:
    return telling(words_of(text))
