"""From the fields of a mapping to values that keep every rule."""

from typing import Any, Final

from yaml.events import ScalarEvent

from quotebot.curation import characters
from quotebot.curation.codes import Code, Severity
from quotebot.curation.events import Items, Nodes
from quotebot.curation.parsers import mark_of
from quotebot.curation.plain_scalars import NOTHING, may_be_taken, taken_for
from quotebot.curation.problems import FileProblems, Mark, quoted, spot
from quotebot.curation.schema import Field, Schema

Values = dict[str, Any]
"""Strings, and tuples of strings for lists."""

_BLOCK_STYLES: Final = ("|", ">")


class Judge:
    """Applies the rules of a schema to the fields of one file, whose text is `text`."""

    __slots__ = ("_problems", "_text")

    def __init__(self, text: str, problems: FileProblems) -> None:
        self._text = text
        self._problems = problems

    def values(self, what: str, start: Mark, nodes: Nodes, schema: Schema) -> Values:
        """The values that keep the rules; everything else is reported."""
        found: Values = {}
        passes = schema.passes
        for name, node in nodes.items():
            if type(node) is ScalarEvent:
                value = node.value
                if passes[name](value) and not (node.implicit[0] and may_be_taken(value)):
                    found[name] = value
                elif (sound := self._looked_at(name, schema.fields[name], node)) is not None:
                    found[name] = sound
            elif type(node) is Items and (values := self._list(name, schema.fields[name], node)):
                found[name] = values
        if not schema.required <= nodes.keys():
            for name in schema.fields:
                if name in schema.required and name not in nodes:
                    message = f"{what} has no `{name}`: add `{name}: ...`"
                    self._problems.add(start, Code.FIELD_MISSING, message)
        return found

    def _looked_at(self, name: str, field: Field, event: ScalarEvent) -> str | None:
        """The value of which it is not sure that it keeps the rule; None when it does not."""
        value = event.value
        if event.implicit[0] and not self._is_taken_well(name, event):
            return None
        if event.style in _BLOCK_STYLES:
            value = value.rstrip("\n")  # which is how a block ends, not something written
        value = characters.normal(value)
        sound = True
        for complaint in field.rule.complaints(value):
            mark = self._mark(event, complaint.about)
            self._problems.add(mark, complaint.code, f"`{name}`: {complaint.message}")
            sound = sound and complaint.code.severity is not Severity.ERROR
        return value if sound else None

    def _is_taken_well(self, name: str, event: ScalarEvent) -> bool:
        """Warn of words that other readers take for something else; False when there are none."""
        mark, value = mark_of(event), event.value
        if value in NOTHING:
            written = "is empty" if not value else f"is {quoted(value)}, which means empty"
            self._problems.add(
                mark,
                Code.FIELD_EMPTY,
                f"`{name}` {written}: write words (in quotation marks if these are the words), "
                "or remove the field",
            )
            return False
        if kind := taken_for(value):
            self._problems.add(
                mark,
                Code.YAML_UNQUOTED,
                f"`{name}`: other YAML readers take {quoted(value)} for {kind}: "
                "put it in quotation marks",
            )
        return True

    def _mark(self, event: ScalarEvent, part: str) -> Mark:
        """Where the part stands in the file; where the value starts if it is written otherwise."""
        start, end = event.start_mark, event.end_mark
        if part and start and end:
            index = self._text.find(part, start.index, end.index)
            if index >= 0:
                return spot(self._text, index)
        return mark_of(event)

    def _list(self, name: str, field: Field, items: Items) -> tuple[str, ...]:
        known = [field.known.get(event.value) for event in items.values]
        values = tuple(value for value in known if value is not None)
        if values and len(values) == items.length == len(set(values)):
            return values
        return self._looked_through(name, field, items)

    def _looked_through(self, name: str, field: Field, items: Items) -> tuple[str, ...]:
        """The items that keep the rules; those that surely do are known from then on."""
        values: list[str] = []
        for event in items.values:
            value = self._looked_at(name, field, event)
            if value in values:
                message = f"`{name}`: {quoted(event.value)} stands twice: keep one"
                self._problems.add(mark_of(event), Code.LIST_REPEATED, message)
            elif value is not None:
                values.append(value)
                if field.rule.passes(value) and not may_be_taken(value):
                    field.known.setdefault(value, value)
        if not items.length:
            message = f"`{name}` is an empty list: write at least one"
            self._problems.add(items.start_mark, Code.LIST_EMPTY, message)
        if items.length > field.most:
            message = f"`{name}` has {items.length} items: at most {field.most} may be written"
            self._problems.add(items.start_mark, Code.LIST_LENGTH, message)
        return tuple(values)
