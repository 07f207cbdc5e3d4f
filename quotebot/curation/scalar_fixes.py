"""What is mechanical about one value as it is written: its accents, its edges, its quotation marks.

Each of these takes what is written and returns it as it should be.
"""

import re
from typing import Final

from quotebot.curation import characters
from quotebot.curation.plain_scalars import NOTHING, taken_for

_LINE_END: Final = re.compile(r"[ \t]+(?=\r?\n)")
_ESCAPED_LINE_END: Final = re.compile(r"(?<!\\)((?:\\\\)*)[ \t]+(?=\r?\n)")
_FOLD: Final = re.compile(r"[ \t]*\r?\n[ \t]*")
_BLOCK_LINE_END: Final = re.compile(r"[ \t]+(?=\r?\n|\Z)")
_LEADING_BLANK_LINES: Final = re.compile(r"\A([^\n]*\n)(?:[ \t]*\r?\n)+(?=[ \t]*[^\s])")
_UNIT: Final = re.compile(
    r"\\x[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}|\\\r?\n[ \t]*|\\.|.", re.DOTALL
)
_WHITE_ESCAPES: Final = frozenset(
    {r"\t", r"\n", r"\v", r"\f", r"\r", r"\ ", r"\N", r"\_", r"\L", r"\P"}
)


def joined_accents(written: str) -> str:
    """Letters with their accents in one piece; escapes stay as they are."""
    return characters.normal(written)


def without_space_at_line_ends(written: str) -> str:
    """Of the lines that end inside the value."""
    if written[:1] == '"':  # a backslash before the space keeps it
        return _ESCAPED_LINE_END.sub(r"\1", written)
    if written[:1] not in {"|", ">"}:
        return _LINE_END.sub("", written)
    header, line_end, lines = written.partition("\n")
    header = header if "#" in header else _BLOCK_LINE_END.sub("", header)  # a comment stays
    return header + line_end + _BLOCK_LINE_END.sub("", lines)


def without_space_at_its_ends(written: str) -> str:
    """Of the value that is written, if there is anything else in it."""
    match written[:1]:
        case "'":
            inner = written[1:-1].strip()
            return f"'{inner}'" if inner else written
        case '"':
            units = _UNIT.findall(written[1:-1])
            inner = "".join(_stripped(units))
            return f'"{inner}"' if inner else written
        case "|" | ">":
            return _LEADING_BLANK_LINES.sub(r"\1", written)
        case _:
            return written.strip() or written  # there may be spaces that do not break at line ends


def in_quotation_marks(written: str) -> str:
    """Of plain words, those that other readers of YAML take for something else."""
    words = _FOLD.sub(" ", written)
    if words not in NOTHING and taken_for(words) is not None:
        return f'"{written}"'
    return written


def _stripped(units: list[str]) -> list[str]:
    white = [_is_white(unit) for unit in units]
    if all(white):
        return []
    first = white.index(False)
    last = len(white) - white[::-1].index(False)
    return units[first:last]


def _is_white(unit: str) -> bool:
    """Whether a part of a value in double quotation marks stands for white space or nothing."""
    if unit.startswith((r"\x", r"\u", r"\U")):
        code = int(unit[2:], 16)  # noqa: FURB166 - no number starts with a backslash
        return code < 0x110000 and chr(code).isspace()
    return unit in _WHITE_ESCAPES or unit.startswith(("\\\n", "\\\r")) or unit.isspace()
