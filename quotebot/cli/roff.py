"""Text as roff, the language of manual pages, so that it comes out as it went in."""

import re
import textwrap
from collections.abc import Iterator
from typing import Final

_ESCAPES: Final = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
_WIDTH: Final = 78
_CODE: Final = re.compile(r"`([^`]+)`")
_KEPT: Final = "\b"  # click's mark for a paragraph whose lines stay as they are


def escaped(text: str) -> str:
    """The text with nothing in it that roff understands, and in ASCII."""
    return "".join(_escape(character) for character in text)


def _escape(character: str) -> str:
    if not character.isascii():
        return f"\\[u{ord(character):04X}]"
    return _ESCAPES.get(character, character)


def bold(text: str) -> str:
    return rf"\fB{escaped(text)}\fR"


def prose(text: str) -> str:
    """The text in lines that roff fills, `code` in bold."""
    words = " ".join(text.split())
    parts = _CODE.split(words)  # code at every second place
    roff = "".join(bold(part) if at % 2 else escaped(part) for at, part in enumerate(parts))
    lines = textwrap.wrap(roff, _WIDTH, break_long_words=False, break_on_hyphens=False)
    return "\n".join(map(_no_request, lines))


def paragraphs(text: str) -> Iterator[str]:
    """A help text's paragraphs; those with click's mark keep their lines."""
    for each in text.split("\n\n"):
        yield ".PP"
        first, *lines = each.split("\n")
        if first.strip() == _KEPT:
            yield from (".nf", *(_no_request(escaped(line)) for line in lines), ".fi")
        else:
            yield prose(each)


def term(head: str, text: str) -> Iterator[str]:
    """A term, which is roff already, and what is said of it."""
    yield from (".TP", head, prose(text))


def _no_request(line: str) -> str:
    return rf"\&{line}" if line.startswith(".") else line
