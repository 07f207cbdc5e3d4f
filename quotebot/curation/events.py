"""Walks the events of the YAML parser and lets through only what a schema has a place for.

No object is ever built from a tag, no alias is followed and nothing recurses, so that no file can
run code, swell or overflow a stack; every value is the text that stands in the file.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

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
from quotebot.curation.problems import START, FileProblems, Mark
from quotebot.curation.refusals import Refusals, twice, unknown
from quotebot.curation.schema import Schema


class Items(NamedTuple):
    """A list of `length` values, of which no more are kept than its field may have."""

    start_mark: Mark
    values: Sequence[ScalarEvent]
    length: int


class Broken(NamedTuple):
    """A value that was reported and has no meaning."""

    start_mark: Mark


Node = ScalarEvent | Items | Broken
Nodes = dict[str, Node]


class EventReader:
    """Reads one document, front to back."""

    __slots__ = ("_next", "_problems", "_refuse")

    def __init__(self, parser: Parser, problems: FileProblems) -> None:
        self._next = parser.get_event
        self._problems = problems
        self._refuse = Refusals(parser.get_event, problems)

    def top(self, expected: Sequence[str]) -> Iterator[tuple[str, Event]]:
        """The expected fields of the document, each with the first event of its value.

        The rest of the value must be read before the next field is asked for.
        """
        self._next()  # the start of the stream
        if not isinstance(self._next(), DocumentStartEvent):
            message = f"is empty: start it with `{expected[0]}:`"
            raise self._problems.give_up(START, Code.FIELD_MISSING, message)
        if not isinstance(start := self._next(), MappingStartEvent):
            self._refuse.value(start, f"the file must start with `{expected[0]}:`")
        else:
            yield from self._top_fields(start, expected)
        self._next()  # the end of the document
        if not isinstance(after := self._next(), StreamEndEvent):
            message = "a second document starts here: put it in a file of its own"
            raise self._problems.give_up(mark_of(after), Code.YAML_DOCUMENTS, message)

    def mappings(self, name: str, start: Event) -> Iterator[Event]:
        """The start of each mapping in a list of them; its fields must be read before the next."""
        if not isinstance(start, SequenceStartEvent):
            self._refuse.value(start, f"`{name}` must be a list: start each item with `- `")
            return
        self._refuse.decoration(start)
        empty = True
        while not isinstance(event := self._next(), SequenceEndEvent):
            empty = False
            if isinstance(event, MappingStartEvent):
                yield event
            else:
                self._refuse.value(event, "an item must have fields, as in `- id: ...`")
        if empty:
            message = f"`{name}` is an empty list: write at least one"
            self._problems.add(mark_of(start), Code.LIST_EMPTY, message)

    def fields(self, name: str, start: Event, schema: Schema) -> Nodes:
        """The fields of the mapping that starts here, in the order of the file."""
        found: Nodes = {}
        if not isinstance(start, MappingStartEvent):
            self._refuse.value(start, f"`{name}` must have fields, a line each")
            return found
        self._refuse.decoration(start)
        next_event, single = self._next, schema.single
        while type(key := next_event()) is not MappingEndEvent:
            if type(key) is not ScalarEvent or key.tag is not None or key.anchor is not None:
                self._odd_key(key, schema, found)
                continue
            event = next_event()
            if (
                type(event) is ScalarEvent
                and event.tag is None
                and event.anchor is None
                and (name := key.value) in single
                and name not in found
            ):
                found[name] = event
            else:
                self._list_or_fault(key, key.value, event, schema, found)
        return found

    def _top_fields(self, start: Event, expected: Sequence[str]) -> Iterator[tuple[str, Event]]:
        self._refuse.decoration(start)
        lines: dict[str, int] = {}
        while not isinstance(key := self._next(), MappingEndEvent):
            name = self._name(key)
            event = self._next()
            if name is None:
                self._refuse.skip(event)
            elif name in lines:
                self._refuse.field(key, event, *twice(name, lines[name]))
            elif name not in expected:
                self._refuse.field(key, event, *unknown(name, expected))
            else:
                lines[name] = mark_of(key).line
                yield name, event
        for name in expected:
            if name not in lines:
                message = f"the file has no `{name}:`: add it"
                self._problems.add(mark_of(start), Code.FIELD_MISSING, message)

    def _odd_key(self, key: Event, schema: Schema, found: Nodes) -> None:
        name = self._name(key)
        event = self._next()
        if name is None:
            self._refuse.skip(event)
        else:
            self._list_or_fault(key, name, event, schema, found)

    def _list_or_fault(
        self, key: Event, name: str, event: Event, schema: Schema, found: Nodes
    ) -> None:
        """Keep or refuse what is not simply one value in a place of its own."""
        if name in found:
            self._refuse.field(key, event, *twice(name, mark_of(found[name]).line))
        elif (field := schema.fields.get(name)) is None:
            self._refuse.field(key, event, *unknown(name, tuple(schema.fields)))
        elif field.most:
            found[name] = self._items(name, event, field.most)
        else:
            found[name] = self._scalar(name, event)

    def _items(self, name: str, start: Event, most: int) -> Items | Broken:
        if not isinstance(start, SequenceStartEvent):
            self._refuse.value(start, f"`{name}` must be a list: write [one, two]")
            return Broken(mark_of(start))
        self._refuse.decoration(start)
        values: list[ScalarEvent] = []
        length = 0
        next_event = self._next
        while type(event := next_event()) is not SequenceEndEvent:
            length += 1
            if length > most:
                self._refuse.skip(event)
            elif type(event) is ScalarEvent:
                if event.tag is not None or event.anchor is not None:
                    self._refuse.decoration(event)
                values.append(event)
            else:
                self._scalar(name, event)
        return Items(mark_of(start), values, length)

    def _scalar(self, name: str, event: Event) -> ScalarEvent | Broken:
        if isinstance(event, ScalarEvent):
            self._refuse.decoration(event)
            return event
        kind = "a mapping" if isinstance(event, MappingStartEvent) else "a list"
        self._refuse.value(event, f"`{name}` must be words, not {kind}: put it in quotation marks")
        return Broken(mark_of(event))

    def _name(self, key: Event) -> str | None:
        if isinstance(key, ScalarEvent):
            self._refuse.decoration(key)
            return str(key.value)
        self._refuse.value(key, "the name of a field must be a word")
        return None
