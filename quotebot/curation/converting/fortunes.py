"""Fortune files: texts with lines of % between them, and who said them in the last line.

A fortune holds a text, its author and its work, and nothing else: no id, no topics, no place.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from quotebot.core.quotes import Quote, Status
from quotebot.curation.converting.rows import Contents, FoundRow, Refusals
from quotebot.curation.fields import tidy
from quotebot.curation.problems import quoted
from quotebot.curation.wrapping import wrapped

WIDTH: Final = 76
_NARROWEST: Final = 55
_WIDEST: Final = 80
_END: Final = re.compile(r"%%?\s*")
_DASH: Final = re.compile(r"\s*(?:--+|—|―)\s*(?=\S)|\s+[-–~]\s+(?=\S)")
_OURS: Final = re.compile(
    r"(?:(?P<status>attributed|disputed): )?(?P<author>.+?)(?: \[(?P<speaker>[^\[\]]+)\])?"
    r', "(?P<title>.+)" \((?P<year>.+)\)'
)
_WITH_TITLE: Final = re.compile(
    r"(?P<author>[^\"“_]+?)(?:,| in)? "
    r"(?:\"(?P<title>[^\"]+?),?\"|“(?P<title_>[^”]+?),?”|_(?P<title__>[^_]+)_)"
    r"(?:,? \(?(?P<year>\d{3,4})\)?)?"
)
_TAB: Final = re.compile(r"(?<=\S)\t+")
_PART_OF_NAME: Final = re.compile(r",? (?:[JS]r\.?|I{2,3}|IV|M\.?D\.?|Ph\.?D\.?|Esq\.?)(?=,|$)")
_INDENT: Final = "  "
_MARGIN: Final = "\t\t-- "


def write(quotes: Iterable[Quote]) -> str:
    """A file for fortune and strfile, with what a fortune can hold of each quote."""
    return "".join(f"{_fortune(quote)}\n%\n" for quote in quotes)


def _fortune(quote: Quote) -> str:
    doubt = "" if quote.status is Status.VERIFIED else f"{quote.status}: "
    speaker = f" [{quote.speaker}]" if quote.speaker else ""
    work = f'"{quote.source.title}" ({quote.source.year})'
    said_by = f"{doubt}{quote.author}{speaker}, {work}"
    return "\n".join([*lines_of(quote.text), f"{_MARGIN}{said_by}"])


def lines_of(text: str) -> list[str]:
    """The text in lines from which `text_of` has it back, to the character."""
    lines = text.split("\n") if "\n" in text else wrapped(text, WIDTH)
    if text_of(lines) == text and not any(map(_END.fullmatch, lines)):
        return lines
    return [_INDENT + line for line in text.split("\n")]


def text_of(lines: Sequence[str]) -> str:
    """The text that the lines stand for.

    Lines that are all about as long as a terminal is wide are one text that somebody broke there;
    others are lines of their own, as in a poem, and so are those that are all indented.
    """
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
    if indent:
        return "\n".join(line[indent:] for line in lines)
    bare = [line.strip() for line in lines]
    joined = " ".join(bare)
    if max(map(len, lines)) <= _WIDEST and (
        min(map(len, bare[:-1]), default=0) >= _NARROWEST or wrapped(joined, WIDTH) == bare
    ):
        return joined
    return "\n".join(lines)


def read(text: str, refusals: Refusals) -> Contents:
    """The fortunes, with as much of author, speaker, work and year as their last lines tell."""
    rows = []
    for lines, number in _entries(text):
        said, said_by = _parted(lines)
        whose = _whose(said_by) if said_by else {}
        if whose is None:
            advice = 'write -- Name, "Work" or leave the work out'
            message = f"{quoted(said_by)} may be a name, or a name and a work: {advice}"
            refusals.add(number, message)
        else:
            rows.append(FoundRow({"text": tidy(text_of(said)), **whose}, number))
    return Contents(tuple(rows))


def _entries(text: str) -> Iterator[tuple[list[str], int]]:
    """The lines of each fortune, from its first that is not blank on, and the number of that."""
    lines: list[str] = []
    start = 1
    for number, line in enumerate([*text.split("\n"), "%"], 1):
        if not _END.fullmatch(line):
            if not lines:
                start = number
            if lines or line.strip():
                lines.append(_TAB.sub(" ", line.removesuffix("\r")).expandtabs())
        elif lines:
            yield lines, start
            lines = []


def _parted(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines of the text, and what stands after the dash that comes last, if one does.

    After the dash there may be more lines, which are indented.
    """
    last = len(lines) - 1
    while last > 0 and not _DASH.match(lines[last]) and lines[last][:1] in {" ", "\t", ""}:
        last -= 1
    dash = _DASH.match(lines[last]) if last > 0 else None
    said, said_by = list(lines[:last] if dash else lines), ""
    if dash:
        rest = [lines[last][dash.end() :], *lines[last + 1 :]]
        said_by = " ".join(line.strip() for line in rest if line.strip())
    while said and not said[-1].strip():
        said.pop()
    return said, said_by


def _whose(said_by: str) -> dict[str, str] | None:
    """The fields that are told for certain; None if a work may be hidden in the name."""
    found = _OURS.fullmatch(said_by) or _WITH_TITLE.fullmatch(said_by)
    if found is None:
        return None if "," in _PART_OF_NAME.sub("", said_by) else {"author": said_by}
    fields = {
        name.rstrip("_"): value for name, value in found.groupdict().items() if value is not None
    }
    return {name: tidy(value) for name, value in fields.items()}
