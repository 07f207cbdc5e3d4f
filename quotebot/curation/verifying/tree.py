"""Reads plain YAML of any form as a tree in which every value is text and knows its place."""

from dataclasses import dataclass
from typing import Final

from yaml.events import (
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from quotebot.curation.codes import Code
from quotebot.curation.parsers import Parser, mark_of
from quotebot.curation.problems import START, FileProblems, Mark, quoted
from quotebot.curation.refusals import DEEPEST, Refusals

_TOO_DEEP: Final = f"more than {DEEPEST} lists and mappings in one another: flatten them"


@dataclass(frozen=True, slots=True)
class Scalar:
    value: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Items:
    nodes: "tuple[Node, ...]"
    mark: Mark


@dataclass(frozen=True, slots=True)
class Fields:
    nodes: "dict[str, Node]"
    mark: Mark


Node = Scalar | Items | Fields


def read_tree(parser: Parser, problems: FileProblems) -> Node:
    """The one document of a file.

    Tags, anchors, aliases and names that stand twice are reported. Raises yaml.YAMLError or GaveUp
    where reading must stop.
    """
    return _TreeReader(parser, problems).read()


class _TreeReader:
    def __init__(self, parser: Parser, problems: FileProblems) -> None:
        self._next = parser.get_event
        self._problems = problems
        self._refuse = Refusals(parser.get_event, problems)

    def read(self) -> Node:
        self._next()  # the start of the stream
        if not isinstance(self._next(), DocumentStartEvent):
            raise self._problems.give_up(START, Code.FIELD_MISSING, "is empty")
        root = self._node(self._next(), 0)
        self._next()  # the end of the document
        if not isinstance(after := self._next(), StreamEndEvent):
            message = "a second document starts here: remove it"
            raise self._problems.give_up(mark_of(after), Code.YAML_DOCUMENTS, message)
        return root

    def _node(self, event: Event, depth: int) -> Node:
        self._refuse.decoration(event)
        mark = mark_of(event)
        if depth > DEEPEST:
            raise self._problems.give_up(mark, Code.YAML_DEPTH, _TOO_DEEP)
        if isinstance(event, SequenceStartEvent):
            return Items(tuple(self._items(depth + 1)), mark)
        if isinstance(event, MappingStartEvent):
            return Fields(self._fields(depth + 1), mark)
        return Scalar(event.value if isinstance(event, ScalarEvent) else "", mark)

    def _items(self, depth: int) -> list[Node]:
        nodes: list[Node] = []
        while not isinstance(event := self._next(), SequenceEndEvent):
            nodes.append(self._node(event, depth))
        return nodes

    def _fields(self, depth: int) -> dict[str, Node]:
        nodes: dict[str, Node] = {}
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._node(event, depth)
            value = self._node(self._next(), depth)
            if not isinstance(key, Scalar):
                self._problems.add(key.mark, Code.FIELD_KIND, "the name of a field must be a word")
            elif key.value in nodes:
                first = nodes[key.value].mark.line + 1
                message = f"{quoted(key.value)} stands twice here, first in line {first}: keep one"
                self._problems.add(key.mark, Code.FIELD_REPEATED, message)
            else:
                nodes[key.value] = value
        return nodes
