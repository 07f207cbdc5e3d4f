"""What is wrong in a quote file, where, and what to write instead."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

from quotebot.curation.codes import Code, Severity

MOST_PROBLEMS: Final = 1000  # in one file; more of them help nobody
_LONGEST_ECHO: Final = 60


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Sorts by place; line and column count from 1, and 1:1 also stands for the file as a whole."""

    path: Path
    line: int
    column: int
    message: str
    code: Code

    @property
    def severity(self) -> Severity:
        return self.code.severity

    def __str__(self) -> str:
        prefix = "warning: " if self.severity is Severity.WARNING else ""
        place = f"{printable(str(self.path))}:{self.line}:{self.column}"
        return f"{place}: {prefix}{self.message} [{self.code}]"


class Mark(Protocol):
    """A place in a file as the YAML parser counts: line, column and characters from 0."""

    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def index(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Spot:
    """A mark that no parser made."""

    line: int
    column: int
    index: int = 0


START: Final = Spot(0, 0)


def spot(text: str, index: int) -> Spot:
    """Where the character stands, as an editor would count its line and column."""
    return Spot(text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1, index)


def problem_at(path: Path, mark: Mark, code: Code, message: str) -> Problem:
    return Problem(path, mark.line + 1, mark.column + 1, message, code)


class GaveUp(Exception):  # noqa: N818 - it names what happened
    """The rest of a file is not worth reading; its problems so far are kept, the reason last."""


class FileProblems:
    """The problems of one file, as they are found."""

    __slots__ = ("_found", "path")

    def __init__(self, path: Path) -> None:
        self.path = path
        self._found: list[Problem] = []

    @property
    def found(self) -> tuple[Problem, ...]:
        return tuple(self._found)

    def add(self, mark: Mark, code: Code, message: str) -> None:
        """Raises GaveUp when the file has MOST_PROBLEMS already."""
        if full := len(self._found) == MOST_PROBLEMS:
            code = Code.TOO_MANY_PROBLEMS
            message = f"there are more than {MOST_PROBLEMS} problems: the rest was not read"
        self._found.append(problem_at(self.path, mark, code, message))
        if full:
            raise GaveUp

    def give_up(self, mark: Mark, code: Code, message: str) -> GaveUp:
        """Report, and return what to raise."""
        self.add(mark, code, message)
        return GaveUp()


def printable(text: str) -> str:
    """The text with everything escaped that could move a cursor or hide in a terminal."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else f"\\u{{{ord(c):X}}}" for c in text)


def quoted(text: str) -> str:
    """The text as a message shows it: printable, cut, in quotation marks."""
    cut = text if len(text) <= _LONGEST_ECHO else text[: _LONGEST_ECHO - 1] + "…"
    return f'"{printable(cut)}"'
