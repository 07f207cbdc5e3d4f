"""The fields of a quote and of its source in one row, as people answer and as tables hold them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from quotebot.core.quotes import Quote, Source, Status, Topic
from quotebot.core.words import fold
from quotebot.curation.characters import normal
from quotebot.curation.codes import Severity
from quotebot.curation.problems import quoted
from quotebot.curation.schema import SOURCE, Field, Rule, quote_schema
from quotebot.curation.slugs import TopicName, is_slug
from quotebot.curation.vocabulary import DeclaredTopic

FILE: Final = "file"
SOURCE_AUTHOR: Final = "source_author"
IN_SOURCE: Final = {SOURCE_AUTHOR if name == "author" else name: name for name in SOURCE.fields}
"""The source's fields: as they are called in a row, and in the source itself."""
IN_QUOTE: Final = tuple(quote_schema(TopicName()).fields)
NAMES: Final = (*IN_QUOTE, FILE, *IN_SOURCE)
REQUIRED_OF_QUOTE: Final = ("text", "topics", "where")
REQUIRED_OF_SOURCE: Final = ("title", "year")
TAKEN_NAMES: Final = frozenset({"topics", "people", "misattributions"})

Row = Mapping[str, str]
"""What stands in the fields; those that have nothing to say are missing. Topics have commas."""

_SEPARATOR: Final = re.compile(r"[,;|\n]")


class Objection(NamedTuple):
    """What there is to say to a value, which may be kept all the same unless it `stops`."""

    message: str
    stops: bool = True


class FieldRules:
    """The rules of `quotebot check` for a value, in a library that declares these topics."""

    def __init__(self, topics: Sequence[Topic]) -> None:
        form = TopicName()
        declared = {topic.id: topic for topic in topics}
        self._topic = DeclaredTopic(form, declared) if declared else form
        self._fields: dict[str, Field] = dict(quote_schema(self._topic).fields)
        self._fields |= {name: SOURCE.fields[inner] for name, inner in IN_SOURCE.items()}
        self._ids = declared.keys()
        self._aliased: dict[str, list[str]] = {}
        for topic in topics:
            for alias in topic.aliases:
                self._aliased.setdefault(fold(alias), []).append(topic.id)

    def objections(self, name: str, value: str) -> Iterator[Objection]:
        """Everything wrong with a value that is tidy."""
        if name == FILE:
            yield from _about_file(value)
        elif name == "topics":
            yield from self._about_topics(value)
        else:
            yield from _objections(self._fields[name].rule, value)

    def topics(self, value: str) -> tuple[str, ...]:
        """The ids of the topics that are named, each once; a name may be another word for one."""
        return tuple(dict.fromkeys(map(self._topic_id, _names(value))))

    def _topic_id(self, name: str) -> str:
        if name in self._ids:
            return name
        under = self._aliased.get(fold(name), [])
        return under[0] if len(under) == 1 else "-".join(name.casefold().split())

    def _about_topics(self, value: str) -> Iterator[Objection]:
        topics = self.topics(value)
        most = self._fields["topics"].most
        if not topics:
            yield Objection("no topic: write at least one")
        if len(topics) > most:
            yield Objection(f"{len(topics)} topics are too many: write at most {most}")
        for name in dict.fromkeys(_names(value)):
            under = self._aliased.get(fold(name), [])
            if name not in self._ids and len(under) > 1:
                yield Objection(f"{quoted(name)} is under {' and '.join(under)}: write one of them")
            else:
                yield from _objections(self._topic, self._topic_id(name))


def tidy(value: str) -> str:
    """The value as it is kept: in normal form, ends of lines as here, no white space around."""
    return normal(value.replace("\r\n", "\n")).strip()


def row_of(quote: Quote) -> dict[str, str]:
    """The quote and its source as a row, in the order of NAMES."""
    source = quote.source
    values = {name: getattr(quote, name) for name in IN_QUOTE}
    values |= {"topics": ", ".join(quote.topics), FILE: source.slug}
    values |= {name: getattr(source, inner) for name, inner in IN_SOURCE.items()}
    return {name: str(value) for name, value in values.items() if value is not None}


def source_in(row: Row) -> Source:
    """The source of a row that has the required fields and a file."""
    fields = {inner: row[name] for name, inner in IN_SOURCE.items() if name in row}
    return Source(slug=row[FILE], **fields)


def quote_in(row: Row, source: Source, rules: FieldRules) -> Quote:
    """The quote of a row that has the required fields, an id and an author of its own."""
    fields = {name: row[name] for name in IN_QUOTE if name in row}
    status = Status(fields.pop("status", Status.VERIFIED))
    topics = rules.topics(fields.pop("topics"))
    return Quote(**fields, topics=topics, status=status, source=source)


def _names(value: str) -> list[str]:
    return [name for part in _SEPARATOR.split(value) if (name := part.strip())]


def _objections(rule: Rule, value: str) -> Iterator[Objection]:
    for complaint in rule.complaints(value):
        yield Objection(complaint.message, complaint.code.severity is Severity.ERROR)


def _about_file(value: str) -> Iterator[Objection]:
    if not is_slug(value) or len(value) > 100:
        yield Objection(
            f"{quoted(value)} is no name for a file:"
            " use words of a-z and 0-9 joined by single hyphens, without .yaml"
        )
    elif value in TAKEN_NAMES:
        yield Objection(f"{value}.yaml holds no quotes: choose another name")
