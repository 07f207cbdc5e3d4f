"""PyYAML's event parsers, and what their complaints mean for whoever wrote the file."""

import re
from collections.abc import Iterator
from typing import Final, Protocol, cast

import yaml
from yaml.events import Event
from yaml.parser import Parser as EventParser
from yaml.reader import Reader
from yaml.scanner import Scanner, ScannerError

from quotebot.curation.characters import named
from quotebot.curation.codes import Code
from quotebot.curation.problems import START, Mark, spot

try:
    from yaml._yaml import CParser
except ImportError:  # PyYAML was built without libyaml: the same events, several times slower
    CParser = None  # type: ignore[assignment, misc]  # a class that may be missing


class Parser(Protocol):
    """get_event may raise yaml.YAMLError, and is not called again after it."""

    def get_event(self) -> Event: ...


class PythonParser(Reader, Scanner, EventParser):
    """The parser for a PyYAML without libyaml."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        EventParser.__init__(self)

    def get_event(self) -> Event:
        try:
            event = super().get_event()  # type: ignore[no-untyped-call]  # the stubs lack its type
            return cast("Event", event)
        except (ValueError, OverflowError) as error:  # "\UFFFFFFFF" is handed to chr()
            raise ScannerError(None, None, _BAD_ESCAPE, self.get_mark()) from error


def parser_of(text: str) -> Parser:
    """May raise yaml.YAMLError, when the first characters are not allowed."""
    return PythonParser(text) if CParser is None else cast("Parser", CParser(text))


class Marked(Protocol):
    @property
    def start_mark(self) -> Mark | None: ...


def mark_of(part: Marked) -> Mark:
    """Where the part of the file starts; both parsers always know."""
    return part.start_mark or START


_BAD_ESCAPE: Final = "found invalid Unicode character escape code"
# The characters that YAML does not allow, as libyaml and PyYAML know them.
_UNREADABLE: Final = re.compile("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_QUOTE_IT: Final = "put the words in quotation marks"
_ADVICE: Final = {
    "mapping values are not allowed in this context": (
        f"a colon and a space end the name of a field; {_QUOTE_IT}, or correct the indentation"
    ),
    "found character that cannot start any token": (
        f"words cannot start with this character (or a tab indents the line); {_QUOTE_IT}"
    ),
    _BAD_ESCAPE: "write the character or the emoji itself instead of \\u codes",
    "found unknown escape character": "write \\\\ for a backslash, or use single quotation marks",
    "did not find expected key": (
        'correct the indentation, and write \\" for a quotation mark inside quotation marks'
    ),
    "could not find expected ':'": "write `name: value`, or correct the indentation",
    "found unexpected end of stream": "close the quotation marks",
}
_OTHER_ADVICE: Final = f"correct the YAML here; if these are words, {_QUOTE_IT}"


def explain(error: yaml.YAMLError, text: str) -> Iterator[tuple[Mark, Code, str]]:
    """Where the text stops being YAML, and why; every place when it is for its characters."""
    if isinstance(error, yaml.MarkedYAMLError):
        problem = error.problem or "this is not YAML"
        advice = _ADVICE.get(problem, _OTHER_ADVICE)
        mark = error.problem_mark or error.context_mark or START
        yield mark, Code.YAML_SYNTAX, f"{problem}: {advice}"
        return
    found = None
    for found in _UNREADABLE.finditer(text):
        message = f"{named(found[0])} is not allowed: remove it"
        yield spot(text, found.start()), Code.YAML_CHARACTER, message
    if found is None:
        yield START, Code.YAML_SYNTAX, f"this is not YAML ({error})"
