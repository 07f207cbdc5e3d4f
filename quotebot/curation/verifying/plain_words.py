"""Words as they are compared: what differs from edition to edition is made alike, all else is not.

White space, marks of italics, the shapes of quotation marks, dashes and ellipses make no
difference. Letters, their case, every other mark and the order of the words do.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

ELLIPSIS: Final = "…"
_DASH: Final = "—"
_SAME: Final = (("‘’‚‛ʼ`´", "'"), ("“”„‟", '"'), ("–―‒", _DASH), ("‐‑", "-"), ("_\xad", ""))
_DOTS: Final = r"(?: ?[.…])*"
_ELLIPSES: Final = re.compile(rf"…{_DOTS}|\.(?: ?\.){{2}}{_DOTS}|\.(?: ?\.)? ?…{_DOTS}")
# What editors add to the words. Each pattern starts with a character, for which a search is quick.
_EDITORS_MARKS: Final = (
    re.compile(r"\[(?<=\S\[)(?:\d{1,3}|[A-Z])\](?!\w)"),  # footnotes; not where one starts a line
    re.compile(r"\*(?<=[\w.,;:!?'\")]\*)\**(?!\w)"),
    re.compile(r"\[\d{1,4}\](?=[ \t]*$)", re.MULTILINE),  # verses, numbered at the end of the line
    re.compile(r"\{(?<![\w^_}]\{)\d{1,4}\}"),  # pages; after a letter, ^, _ or } it is a formula
)


def quoted_words(text: str) -> str:
    """The words of a quote; its ellipses are still as they are written."""
    return _with_dashes(" ".join(_with_same_marks(text).split()))


def split_at_ellipses(words: str) -> list[str]:
    """The words between ellipses, and the ellipses as they are written, in turns."""
    parts: list[str] = []
    end = 0
    for found in _ELLIPSES.finditer(words):
        parts += [words[end : found.start()].strip(), found[0]]
        end = found.end()
    return [*parts, words[end:].strip()]


def plain_lines(text: str) -> Sequence[str]:
    """The words of a source text line for line, without the marks of its editors."""
    text = _with_same_marks(text.replace("\r\n", "\n"))
    for mark in _EDITORS_MARKS:
        text = mark.sub("", text)
    lines = _with_dashes("\n".join([" ".join(line.split()) for line in text.split("\n")]))
    return _stuck(_ELLIPSES.sub(ELLIPSIS, lines), ELLIPSIS).split("\n")


def _with_same_marks(text: str) -> str:
    text = unicodedata.normalize("NFC", text)
    for marks, same in _SAME:
        for mark in marks:
            text = text.replace(mark, same)
    return text.replace("--", _DASH)


def _with_dashes(lines: str) -> str:
    """White space must be single spaces within a line, and none at its ends."""
    lines = f"\n{lines}\n"
    for spaced in (" - ", " -\n", "\n- "):  # a hyphen between spaces is a dash
        lines = lines.replace(spaced, spaced.replace("-", _DASH))
    return _stuck(lines, _DASH)[1:-1]


def _stuck(lines: str, mark: str) -> str:
    return lines.replace(f" {mark}", mark).replace(f"{mark} ", mark)
