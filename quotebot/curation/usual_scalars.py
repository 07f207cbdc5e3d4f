"""Values in the forms that curators nearly always write, read without a YAML parser.

Every form here is a part of YAML, and is told by one look; whatever is written in another way, or
might be, is nobody's here and is left to the parser. Values that go over several lines have all but
the first of them indented by six spaces or more, and no line of theirs is empty.
"""

import re
from typing import Final

INDENT: Final = 6

_FOLD: Final = r"(?<=[^\s\\])\n {6,}"  # white space at the end of a line is the parser's
_FIRST: Final = r"[^\W\d_]|[(¿¡…‘’“”]"  # starts a plain scalar whatever follows
_PLAIN: Final = re.compile(
    rf"(?:{_FIRST})[^\t\n:#]*(?:(?::(?=\S)|(?<=\S)\#|{_FOLD}(?=[^\s\#]))[^\t\n:#]*)*(?<=\S)"
)
_DOUBLE: Final = re.compile(rf'"[^\t\n"\\]*(?:(?:\\["\\]|{_FOLD}(?=\S))[^\t\n"\\]*)*"')
_SINGLE: Final = re.compile(rf"'[^\t\n']*(?:(?:''|{_FOLD}(?=\S))[^\t\n']*)*'")
_BLOCK: Final = re.compile(r"[|>]-(?:\n {6}[^\s][^\t\r\n]*(?<=[^\s]))+")
_LINE_END: Final = re.compile(r"\n +")
_ESCAPED: Final = re.compile(r'\\(["\\])')


def value_of(written: str) -> tuple[str, bool] | None:
    """The words, and whether they stand without quotation marks; None for what is not told here."""
    match written[:1]:
        case '"' if _DOUBLE.fullmatch(written):
            words = _folded(written[1:-1])
            return _ESCAPED.sub(r"\1", words) if "\\" in words else words, False
        case "'" if _SINGLE.fullmatch(written):
            return _folded(written[1:-1]).replace("''", "'"), False
        case "|" if _BLOCK.fullmatch(written):
            return _LINE_END.sub("\n", written[2:])[1:], False
        case ">" if _BLOCK.fullmatch(written):
            return _LINE_END.sub(" ", written[2:])[1:], False
        case _ if _PLAIN.fullmatch(written):
            return _folded(written), True
        case _:
            return None


def _folded(words: str) -> str:
    return _LINE_END.sub(" ", words) if "\n" in words else words
