"""From the bytes of a file to text: UTF-8 or a message that says what the file seems to be."""

import codecs
from typing import Final

from quotebot.curation.characters import named
from quotebot.curation.problems import START, FileProblems, Spot, spot

_SAVE: Final = "save the file as UTF-8"
_UTF16_MARKS: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# YAML counts these as ends of lines and editors do not, so that places would no longer agree.
_OTHER_LINE_ENDS: Final = "\x85\u2028\u2029"


def decode(data: bytes, problems: FileProblems) -> str:
    """The YAML without a byte order mark; raises GaveUp, with the problem reported."""
    text = utf8(data, problems)
    for character in _OTHER_LINE_ENDS:
        if (index := text.find(character)) >= 0:
            message = f"{named(character)} is not allowed: start a new line instead"
            raise problems.give_up(spot(text, index), message)
    if (index := f"\n{text}".find("\n%")) >= 0:
        message = "a line cannot start with %: remove it (YAML directives have no use here)"
        raise problems.give_up(spot(text, index), message)
    return text


def utf8(data: bytes, problems: FileProblems) -> str:
    """The text without a byte order mark; raises GaveUp, with the problem reported.

    Windows programs put the mark U+FEFF at the start of UTF-8 files, and end lines in CRLF; both
    are accepted.
    """
    if data.startswith(_UTF16_MARKS) or data.count(0) > len(data) // 4:
        raise problems.give_up(START, f"not UTF-8 at byte 0, looks like UTF-16: {_SAVE}")
    try:
        return data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        place = _spot_of_byte(data, error.start)
        raise problems.give_up(place, _not_utf8(data, error.start)) from error


def _not_utf8(data: bytes, index: int) -> str:
    byte = data[index : index + 1]
    message = f"not UTF-8 at byte {index}"
    try:
        data.decode("cp1252")
    except UnicodeDecodeError:
        return f"{message} (0x{byte.hex()}): {_SAVE}"
    character = byte.decode("cp1252")
    return f"{message}, looks like Windows-1252 (0x{byte.hex()} is {named(character)}): {_SAVE}"


def _spot_of_byte(data: bytes, index: int) -> Spot:
    """The bytes before the index are UTF-8."""
    line_start = data.rfind(b"\n", 0, index) + 1
    return Spot(data.count(b"\n", 0, index), len(data[line_start:index].decode()))
