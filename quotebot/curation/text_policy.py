"""What may stand in a quote and in the names around it, so that it is only ever words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import regex

from quotebot.curation import characters
from quotebot.curation.codes import Code
from quotebot.curation.problems import quoted

_HARMLESS_ASCII: Final = " -.0-;=-?A-~"  # all that can be seen but / < and @


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with a value; `about` is the part of it to point at, when there is one."""

    code: Code
    message: str
    about: str = ""


class TextRule:
    """How long a text may be in characters, and what it may hold besides words."""

    def __init__(
        self,
        longest: int,
        *,
        shortest: int = 1,
        lines: bool = False,
        links: bool = False,
        name: bool = False,
    ) -> None:
        self.longest = longest
        self.shortest = shortest
        self.lines = lines
        self.links = links
        self.name = name
        harmless = _HARMLESS_ASCII + characters.UNREMARKABLE + ("\n" if lines else "")
        self._harmless = re.compile(rf"(?!\s)[{harmless}]{{{shortest},{longest}}}(?<!\s)")

    def passes(self, text: str) -> bool:
        """Whether there is surely nothing to complain about; quick, and True for most texts."""
        return self._harmless.fullmatch(text) is not None and "www." not in text

    def complaints(self, text: str) -> Iterator[Complaint]:
        """Everything wrong with the text, which must be in normal form C."""
        if not text.strip():
            message = "no words here: write them, in quotation marks if need be"
            yield Complaint(Code.TEXT_BLANK, message)
        elif len(text) > self.longest:  # too long to be looked through by every rule, too
            message = f"{len(text)} characters are too long: write at most {self.longest}"
            yield Complaint(Code.TEXT_LENGTH, message)
        else:
            yield from self._other_complaints(text)

    def _other_complaints(self, text: str) -> Iterator[Complaint]:
        yield from self._form(text)
        for fault in characters.faults(text):
            yield Complaint(fault.code, fault.message, fault.part)
        yield from _calls(text)
        if not self.links:
            yield from _links(text)
        if self.name:
            yield from _mixed_scripts(text)

    def _form(self, text: str) -> Iterator[Complaint]:
        if len(text) < self.shortest:
            message = f"{len(text)} character is too short: write at least {self.shortest}"
            yield Complaint(Code.TEXT_LENGTH, message)
        if text.strip() != text:
            yield Complaint(Code.TEXT_EDGES, "white space at the start or the end: remove it")
        if not self.lines and "\n" in text:
            yield Complaint(Code.TEXT_LINES, "several lines: write them as one")


_CALL: Final = re.compile(r"@(?:everyone|here|channel)\b|<(?:[@!#/:]|a:|t:|id:)", re.IGNORECASE)
_LINK: Final = re.compile(
    r"\b[a-z][a-z0-9+.-]*://|\b(?-i:www)\.|\bmailto:[^\s@]+@"
    r"|\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/",
    re.IGNORECASE,
)


def _calls(text: str) -> Iterator[Complaint]:
    for call in dict.fromkeys(_CALL.findall(text)):
        yield Complaint(
            Code.TEXT_CALL,
            f"{quoted(call)} is how Discord or Slack calls people or links to something: "
            "write it in other words",
            call,
        )


def _links(text: str) -> Iterator[Complaint]:
    for link in dict.fromkeys(_LINK.findall(text)):
        message = f"{quoted(link)} starts a link: links belong in `url` only"
        yield Complaint(Code.TEXT_LINK, message, link)


_SCRIPTS: Final = tuple(
    (name, regex.compile(rf"\p{{Script={name}}}"))
    for name in ("Latin", "Cyrillic", "Greek", "Armenian", "Cherokee", "Coptic", "Georgian", "Lisu")
)


def _mixed_scripts(name: str) -> Iterator[Complaint]:
    """Scripts whose letters look alike, in one name."""
    if name.isascii():
        return
    first = [(script, found[0]) for script, letter in _SCRIPTS if (found := letter.search(name))]
    if len(first) > 1:
        scripts = " and ".join(script for script, _ in first)
        shown = ", ".join(characters.named(letter) for _, letter in first)
        yield Complaint(
            Code.MIXED_SCRIPTS,
            f"mixes {scripts} letters ({shown}): check that none is a look-alike",
            first[-1][1],
        )
