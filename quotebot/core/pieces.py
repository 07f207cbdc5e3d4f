"""Whether typed words are a telling piece of a saying.

Words are compared with slips of the pen and in other forms. What anybody may type is no piece.
"""

import re
from typing import Final

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA, LCSseq

from quotebot.core.voices import plain_name

_LONG: Final = 5  # words: from here on a few that differ make no difference
_FEW: Final = 3
_MUCH_ALIKE: Final = 85  # of 100, between a long text and the part of another that is nearest to it
_MOST: Final = 0.7  # of the words, in their order
_PART_OF_A_SAYING: Final = 0.3  # so much of it, and even words without weight are enough
# Words that do not count, and words that count but say too little to know a saying by.
_SILENT: Final = frozenset({
    "a", "about", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but",
    "by", "can", "could", "did", "do", "does", "for", "from", "give", "i", "in", "into", "is",
    "it", "its", "let", "may", "me", "might", "my", "nor", "of", "on", "one", "or", "please",
    "quote", "quotes", "say", "shall", "should", "some", "something", "that", "the", "these",
    "this", "those", "to", "us", "want", "was", "we", "what", "which", "with", "you",
})  # fmt: skip
_ORDINARY: Final = frozenset({
    "all", "around", "ask", "asked", "come", "day", "days", "doing", "done", "else", "every",
    "find", "first", "found", "get", "go", "good", "got", "had", "has", "have", "he", "her",
    "his", "how", "if", "just", "know", "knows", "like", "make", "more", "most", "need",
    "never", "no", "not", "now", "others", "our", "over", "people", "said", "same", "says",
    "see", "she", "so", "take", "taken", "than", "their", "them", "then", "there", "they",
    "thing", "things", "think", "time", "times", "too", "until", "wanted", "wants", "way",
    "well", "were", "when", "where", "who", "will", "without", "would", "your",
})  # fmt: skip
_WITHIN_A_NUMBER: Final = re.compile(r"(?<=\d)[,.](?=\d)")
_APOSTROPHES: Final = str.maketrans("", "", "'’")

Words = tuple[str, ...]


def is_piece(words: Words, saying: Words) -> bool:
    """Whether they stand in it in a row, and say enough to know it by."""
    place = place_in(words, saying) if len(words) > 1 else None
    if place is None:
        return False
    weight = sum(map(has_weight, words))
    opens = place == 0 and len(words) >= _FEW
    large = len(words) > _FEW and len(words) >= _PART_OF_A_SAYING * len(saying)
    return weight > 1 or (opens and weight > 0) or large


def is_nearly(words: Words, saying: Words) -> bool:
    """Whether they are most of it or a long piece of it, with some words put in another way."""
    if not _LONG <= len(words) <= len(saying) + _LONG or not any(map(has_weight, words)):
        return False
    typed, known = " ".join(words), " ".join(saying)
    return fuzz.partial_ratio(typed, known, score_cutoff=_MUCH_ALIKE) > 0


def is_in_order(words: Words, saying: Words) -> bool:
    """Whether its telling words stand there in this order, whatever stands between them."""
    telling = without_silent(words)
    if len(telling) < _FEW or not any(map(has_weight, telling)):
        return False
    in_common = LCSseq.similarity(telling, without_silent(saying))
    if in_common >= max(_LONG, _MOST * len(telling)):
        return True
    left = iter(saying)
    return all(any(same(word, each) for each in left) for word in telling)


def place_in(words: Words, saying: Words) -> int | None:
    """Where in the saying the words stand in a row."""
    for at in range(len(saying) - len(words) + 1):
        if all(map(same, words, saying[at:])):
            return at
    return None


def same(word: str, other: str) -> bool:
    """Whether it is the same word, in another form or with a slip of the pen."""
    if word == other:
        return True
    shorter, longer = sorted((word, other), key=len)
    if len(shorter) >= 4 and longer.startswith(shorter) and len(longer) - len(shorter) <= 3:
        return True
    slips = 0 if len(shorter) < 5 else 1 if len(shorter) < 8 else 2
    return slips > 0 and OSA.distance(word, other, score_cutoff=slips) <= slips


def same_name(word: str, other: str) -> bool:
    slips = 0 if len(other) < 4 else 1 if len(other) < 6 else 2
    return word == other or (slips > 0 and OSA.distance(word, other, score_cutoff=slips) <= slips)


def has_weight(word: str) -> bool:
    return len(word) > 1 and word not in _ORDINARY and word not in _SILENT


def without_silent(words: Words) -> list[str]:
    return [word for word in words if word not in _SILENT]


def words_of(text: str) -> Words:
    """Words as they are compared here: "10,000" is one, and so is "don't"."""
    return tuple(plain_name(_WITHIN_A_NUMBER.sub("", text).translate(_APOSTROPHES)).split())
