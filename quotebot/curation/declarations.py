"""Reads the files that declare what quotes refer to, each of which holds one list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from quotebot.core.quotes import Misattribution, Person, Topic
from quotebot.curation.codes import Code
from quotebot.curation.events import EventReader, Items, Nodes
from quotebot.curation.parsers import mark_of
from quotebot.curation.problems import FileProblems, Mark, Problem, printable, problem_at
from quotebot.curation.records import Judge
from quotebot.curation.schema import MISATTRIBUTION, PERSON, Rule, Schema, topic_schema

T = TypeVar("T")


class Declared(NamedTuple, Generic[T]):
    """What a file declares, and where: `nodes` are the fields of it as they stand there."""

    item: T
    path: Path
    nodes: Nodes

    def mark(self, field: str, value: str = "") -> Mark:
        """Where the field starts, or the value in its list if it stands there in these words."""
        node = self.nodes[field]
        if isinstance(node, Items):
            for event in node.values:
                if event.value == value:
                    return mark_of(event)
        return mark_of(node)

    def place(self, field: str, value: str = "") -> str:
        """The mark as a message names it."""
        mark = self.mark(field, value)
        return f"{printable(str(self.path))}:{mark.line + 1}:{mark.column + 1}"

    def problem(self, mark: Mark, code: Code, message: str) -> Problem:
        return problem_at(self.path, mark, code, message)


@dataclass(frozen=True, slots=True)
class Declarations(Generic[T]):
    """What all files of a kind declare; None was there at all unless `given`.

    Not `complete` when a file could not be read to its end, so that nobody knows what else it
    declares.
    """

    items: tuple[Declared[T], ...]
    given: bool
    complete: bool


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """A kind of file; its name is that of the file, but for the suffix, and that of its list."""

    name: str
    what: str
    schema: Schema
    make: Callable[..., T]

    def read(
        self, events: EventReader, judge: Judge, problems: FileProblems
    ) -> Iterator[Declared[T]]:
        """What the file declares, in its order, where no required field was reported.

        Raises yaml.YAMLError or GaveUp where reading must stop.
        """
        for name, start in events.top((self.name,)):
            for event in events.mappings(name, start):
                nodes = events.fields(name, event, self.schema)
                values = judge.values(self.what, mark_of(event), nodes, self.schema)
                if self.schema.required <= values.keys():
                    yield Declared(self.make(**values), problems.path, nodes)


def topics(name: Rule) -> Kind[Topic]:
    """`name` is the rule for the ids of topics."""
    return Kind("topics", "the topic", topic_schema(name), Topic)


PEOPLE = Kind("people", "the person", PERSON, Person)
MISATTRIBUTIONS = Kind("misattributions", "the misattribution", MISATTRIBUTION, Misattribution)
