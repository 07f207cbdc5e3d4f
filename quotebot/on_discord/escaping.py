"""Text that Discord shows character by character: no markup, no mention, no link, no emoji."""

import re
from typing import Final

_MARKUP: Final = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_~|<>[]@:"})
_LINE_START: Final = re.compile(r"^(\s*)(?:([#+-])|(\d+)(?=[.)]))", re.MULTILINE)


def escape(text: str) -> str:
    """The text with a backslash before whatever Discord's markdown would take for its own.

    A colon opens links and emoji, an at sign mentions; a line may open a heading or a list.
    """
    return _LINE_START.sub(_escape_line_start, text.translate(_MARKUP))


def escape_line(text: str) -> str:
    """The same for text that stands within a line of ours: line breaks become spaces."""
    return escape(" ".join(text.split()))


def _escape_line_start(found: re.Match[str]) -> str:
    space, mark, number = found.groups()
    return f"{space}\\{mark}" if mark else f"{space}{number}\\"
