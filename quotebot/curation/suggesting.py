"""Ids and names of files made from words, the same from the same words, and not yet taken."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import count
from typing import Final

from quotebot.core.quotes import Topic
from quotebot.core.words import fold, is_silent, words_of

_LONGEST: Final = 40  # ids may be longer; nobody likes to type those
_MOST_WORDS: Final = 5
_SHORTEST: Final = 3
_PLAIN: Final = re.compile(r"[a-z0-9]+")
_PALE: Final = frozenset({
    "all", "am", "are", "been", "but", "can", "cannot", "could", "did", "does", "had", "has",
    "have", "he", "her", "him", "his", "how", "if", "into", "its", "like", "may", "more", "most",
    "my", "no", "not", "only", "our", "out", "she", "should", "so", "than", "their", "them", "then",
    "there", "these", "they", "those", "thy", "too", "up", "were", "when", "where", "which", "who",
    "will", "would", "your",
})  # fmt: skip
"""Words at which an id neither starts nor ends, besides those that the search leaves aside."""


def suggest_id(text: str, author: str, taken: Container[str]) -> str:
    """A quote's id from words that follow each other in it; from the author's name if need be."""
    for words in (_telling_part(words_of(text)), words_of(text), words_of(author), ["quote"]):
        if len(name := _joined(words)) >= _SHORTEST:
            return _free(name, taken)
    raise AssertionError  # "quote" is long enough


def suggest_file(title: str, author: str | None, taken: Container[str]) -> str:
    """The name of a work's file, without .yaml: the author's last name, and words of the title."""
    names = words_of(author or "")
    main_title = re.split(r"[:;(]", title)[0]
    words = [word for word in words_of(main_title) if _tells(word) and word not in names]
    return _free(_joined([*names[-1:], *words[:3]]) or "work", taken)


def suggest_topics(text: str, topics: Iterable[Topic], most: int) -> list[str]:
    """The topics of which a name stands in the text, in the order of the text."""
    heard = f" {fold(text)} "
    places = {}
    for topic in topics:
        found = [heard.find(f" {fold(name)} ") for name in (topic.id, *topic.aliases)]
        if places_of_it := [place for place in found if place >= 0]:
            places[topic.id] = min(places_of_it)
    return sorted(places, key=lambda topic: (places[topic], topic))[:most]


def _telling_part(words: Sequence[str]) -> Sequence[str]:
    """Some words that follow each other, of which the first and the last tell something."""
    start = next((place for place, word in enumerate(words) if _tells(word)), 0)
    part = words[start : start + _MOST_WORDS]
    while part and not _tells(part[-1]):
        part = part[:-1]
    return part


def _tells(word: str) -> bool:
    return len(word) > 1 and word not in _PALE and not is_silent(word)


def _joined(words: Iterable[str]) -> str:
    """The first words that can be written in a-z and 0-9, joined by hyphens."""
    name = ""
    for number, word in enumerate(_plain(words)):
        longer = f"{name}-{word}" if name else word[:_LONGEST]
        if number == _MOST_WORDS or len(longer) > _LONGEST:
            break
        name = longer
    return name


def _plain(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        letters = unicodedata.normalize("NFKD", word).replace("'", "")
        bare = "".join(each for each in letters if not unicodedata.combining(each))
        if _PLAIN.fullmatch(bare):
            yield bare


def _free(name: str, taken: Container[str]) -> str:
    numbered = (f"{name}-{number}" for number in count(2))
    return name if name not in taken else next(each for each in numbered if each not in taken)
