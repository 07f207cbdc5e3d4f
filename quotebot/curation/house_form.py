"""Writes quotes and sources as the shipped library has them: one form, read by the quick reader."""

import re
from collections.abc import Iterator
from typing import Final

from quotebot.core.quotes import Quote, Source, Status
from quotebot.curation.plain_scalars import may_be_taken
from quotebot.curation.schema import SOURCE
from quotebot.curation.usual_form import ORDER
from quotebot.curation.usual_scalars import INDENT, value_of
from quotebot.curation.wrapping import wrapped

WIDTH: Final = 100
_SOURCE_INDENT: Final = 4
_ESCAPED: Final = re.compile(r'[\\"]')
_VERSE: Final = re.compile(r"\S(?:.*\S)?(?:\n(?:.*\S)?)+")
_ENGLISH: Final = "en"


def source_block(source: Source) -> str:
    """The `source` of a file, with the line that opens the list of quotes."""
    lines = []
    for name in SOURCE.fields:
        if (value := getattr(source, name)) is not None:
            before = len(f"  {name}: ")
            write = _quoted if name == "year" else _words  # most years would be numbers
            lines.append(_field("  ", name, write(value, before, _SOURCE_INDENT)))
    return "\n".join(["source:", *lines, "quotes:", ""])


def quote_block(quote: Quote, *, dash: int = 2) -> str:
    """The quote as an item of its file's list, whose dashes stand in column `dash`."""
    start = " " * dash
    lines = [
        _field(start + ("- " if name == ORDER[0] else "  "), name, value)
        for name, value in _values(quote, dash + INDENT - 2)
    ]
    return "\n".join([*lines, ""])


def _field(start: str, name: str, value: str) -> str:
    return f"{start}{name}: {value}"


def _values(quote: Quote, indent: int) -> Iterator[tuple[str, str]]:
    """The fields that must be written, in their order."""
    for name in ORDER:
        value = getattr(quote, name)
        before = indent + len(name)  # two less of indentation, and a colon with a space
        if name == "text":
            yield name, _text(value, before, indent)
        elif name == "topics":
            yield name, _break_at(f"[{', '.join(map(_topic, value))}]", before, indent)
        elif not _goes_without_saying(quote, name):
            yield name, _words(str(value), before, indent)


def _goes_without_saying(quote: Quote, name: str) -> bool:
    value = getattr(quote, name)
    match name:
        case "author":
            return bool(value == quote.source.author)
        case "lang":
            return bool(value == _ENGLISH)
        case "status":
            return value is Status.VERIFIED
        case _:
            return value is None


def _topic(topic: str) -> str:
    return f'"{topic}"' if may_be_taken(topic) else topic


def _text(text: str, before: int, indent: int) -> str:
    """In quotation marks, or as lines that stay lines where every reader keeps these."""
    if _VERSE.fullmatch(text):
        return "\n".join(["|-", *(line and " " * indent + line for line in text.split("\n"))])
    return _quoted(text, before, indent)


def _words(words: str, before: int, indent: int) -> str:
    """Without quotation marks if they fit in one line, and every reader takes them for words."""
    plain = value_of(words) == (words, True) and not may_be_taken(words)
    if plain and before + len(words) <= WIDTH:
        return words
    return _quoted(words, before, indent)


def _quoted(words: str, before: int, indent: int) -> str:
    escaped = _ESCAPED.sub(r"\\\g<0>", words).replace("\n", "\\n").replace("\t", "\\t")
    return _break_at(f'"{escaped}"', before, indent)


def _break_at(written: str, before: int, indent: int) -> str:
    """Over several lines where it is too long for one."""
    lines = wrapped(written, WIDTH - indent, first=before - indent)
    return f"\n{' ' * indent}".join(lines)
