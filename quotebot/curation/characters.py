"""Characters that hide, reorder, call or pile up, and those that only look as if they did."""

import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

import regex

from quotebot.curation.codes import Code

MOST_MARKS: Final = 8  # in a row; the longest natural cluster is a letter with 8 (UAX 15 allows 30)

UNREMARKABLE: Final = r"\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e"
"""Latin letters and typographic marks, for a regular expression: no rule here can apply to them."""

_NOT_SEEN: Final = (
    r"\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}"  # controls, formats, surrogates, private use, line ends
    r"\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}"
    r"\u2800\ufffd"  # a pattern of no dots; what broken decoding leaves
)
_NEEDED: Final = (
    r"\n\u200c\u200d"  # the joiners have a rule of their own below
    r"\ufe00-\ufe0f\U000E0100-\U000E01EF\u180b-\u180d\u180f"  # variation selectors
    r"\p{Prepended_Concatenation_Mark}"  # seen: they go under the digits that follow
)
_HIDDEN: Final = regex.compile(rf"[[{_NOT_SEEN}]--[{_NEEDED}]]", regex.VERSION1)

_JOINED: Final = (
    r"[\p{Arab}\p{Syrc}\p{Mong}\p{Nkoo}\p{Deva}\p{Beng}\p{Guru}\p{Gujr}\p{Orya}\p{Taml}\p{Telu}"
    r"\p{Knda}\p{Mlym}\p{Sinh}\p{Khmr}\p{Mymr}]"
)
_EMOJI: Final = r"\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]?"
_IDLE_JOINER: Final = regex.compile(
    rf"(?<!{_JOINED})\u200c | \u200c(?!{_JOINED}) | "
    rf"(?<!{_JOINED}|{_EMOJI})\u200d | (?<={_EMOJI})\u200d(?!\p{{Extended_Pictographic}})",
    regex.VERSION1 | regex.VERBOSE,
)
_PILE: Final = regex.compile(rf"\p{{M}}{{{MOST_MARKS + 1},}}")


_CONTROLS: Final = {  # which have no names in Unicode
    "\0": "NULL",
    "\a": "BELL",
    "\b": "BACKSPACE",
    "\t": "TAB",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}


def normal(text: str) -> str:
    """Letters with their accents in one piece: normal form C."""
    return unicodedata.normalize("NFC", text)


def unaccented(text: str) -> str:
    """The text without the accents on its letters, and without what only fonts tell apart."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character))


def named(character: str) -> str:
    """The code point, the name, and the character itself where it can be seen."""
    control = unicodedata.category(character) == "Cc"
    other = _CONTROLS.get(character, "control character") if control else "without a name"
    name = unicodedata.name(character, other)
    seen = f" ({character})" if character.isprintable() and not character.isspace() else ""
    return f"U+{ord(character):04X} {name}{seen}"


class Fault(NamedTuple):
    code: Code
    message: str
    part: str


def faults(text: str) -> Iterator[Fault]:
    """The characters that may not stand in any field, each kind once, with what is wrong."""
    for character in dict.fromkeys(_HIDDEN.findall(text)):
        yield Fault(Code.TEXT_HIDDEN, _why_hidden(character), character)
    for joiner in dict.fromkeys(_IDLE_JOINER.findall(text)):
        yield Fault(Code.TEXT_JOINER, f"{named(joiner)} joins nothing here: remove it", joiner)
    for pile in _PILE.findall(text):
        message = f"{len(pile)} combining marks in a row, from {named(pile[0])}: remove them"
        yield Fault(Code.TEXT_MARKS, message, pile)


def _why_hidden(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        code = f"U+{ord(character):04X}"
        return f"{code} is half a character: write the emoji itself, not \\u codes"
    if character == "\ufffd":
        return f"{named(character)} stands where a character was lost: write that character"
    if unicodedata.category(character) == "Co":
        return f"{named(character)} is private to one font: write what it stands for"
    return f"{named(character)} cannot be seen: remove it"
