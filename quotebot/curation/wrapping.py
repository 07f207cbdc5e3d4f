"""Lines of a certain width, from which the text can be had back to the character."""

import re
from typing import Final

_BREAK: Final = re.compile(r"(?<=[^\s]) (?=[^\s])")


def wrapped(text: str, width: int, *, first: int = 0) -> list[str]:
    """Lines of at most `width` characters, where there are spaces to break at.

    A line ends only where one single space stands between two words, so that joining the lines
    with a space gives the text. `first` is what stands before the first line already.
    """
    start, *words = _BREAK.split(text)
    lines, used = [start], first + len(start)
    for word in words:
        if used + 1 + len(word) <= width:
            lines[-1] += f" {word}"
            used += 1 + len(word)
        else:
            lines.append(word)
            used = len(word)
    return lines
