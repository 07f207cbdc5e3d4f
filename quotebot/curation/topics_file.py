"""Reads topics.yaml: the topics that quotes may have, and the other words that people type."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from quotebot.core.quotes import Topic
from quotebot.curation.events import EventReader, Items, Nodes
from quotebot.curation.parsers import mark_of
from quotebot.curation.problems import FileProblems, Mark
from quotebot.curation.records import Judge
from quotebot.curation.schema import Schema

STEM: Final = "topics"


class Declared(NamedTuple):
    """A topic, where it is declared, and where each of its aliases stands."""

    topic: Topic
    path: Path
    mark: Mark
    alias_marks: Mapping[str, Mark]


def read_topics(
    events: EventReader, judge: Judge, problems: FileProblems, schema: Schema
) -> Iterator[Declared]:
    """The topics in the file's order; raises yaml.YAMLError or GaveUp where reading must stop."""
    for name, start in events.top(("topics",)):
        for event in events.mappings(name, start):
            nodes = events.fields(name, event, schema)
            values = judge.values("the topic", mark_of(event), nodes, schema)
            if "id" in values:
                mark = mark_of(nodes["id"])
                yield Declared(Topic(**values), problems.path, mark, _alias_marks(nodes))


def _alias_marks(nodes: Nodes) -> Mapping[str, Mark]:
    aliases = nodes.get("aliases")
    if not isinstance(aliases, Items):
        return {}
    return {event.value: mark_of(event) for event in aliases.values}
