"""What other YAML readers make of words that stand without quotation marks."""

import re
from typing import Final

NOTHING: Final = frozenset({"", "~", "null", "Null", "NULL"})

_TRUTHS: Final = frozenset(
    form
    for word in ("y", "n", "yes", "no", "on", "off", "true", "false")
    for form in (word, word.capitalize(), word.upper())
)
_SIGNS: Final = frozenset({"=", "<<"})
_WORDS: Final = NOTHING | _TRUTHS | _SIGNS
_NUMBER_STARTS: Final = frozenset("0123456789+-.")

_DATE: Final = re.compile(
    r"\d{4}-\d\d?-\d\d?(?:(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?"
    r"(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)?"
)
_NUMBER: Final = re.compile(
    r"[-+]?(?:0[bBoOxX][0-9a-fA-F_]+"
    r"|[0-9][0-9_]*(?::[0-5]?[0-9])*(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|\.[0-9][0-9_]*(?:[eE][-+]?[0-9]+)?"
    r"|\.inf|\.Inf|\.INF)"
    r"|\.nan|\.NaN|\.NAN"
)


def may_be_taken(words: str) -> bool:
    """Quick, and False for most words: whether `taken_for` is worth asking."""
    return words in _WORDS or words[0] in _NUMBER_STARTS


def taken_for(words: str) -> str | None:
    """What YAML 1.1 (PyYAML, Ruby) or the core schema of YAML 1.2 (editors) takes the words for.

    None when every reader takes them for words.
    """
    if words in NOTHING:
        return "nothing at all"
    if words in _TRUTHS:
        return "true or false"
    if words in _SIGNS:
        return "a sign of YAML's own"
    if _DATE.fullmatch(words):
        return "a date"
    return "a number" if _NUMBER.fullmatch(words) else None
