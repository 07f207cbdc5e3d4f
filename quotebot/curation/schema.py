"""The fields of the files, and the rule for each; a schema has no place for anything else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from quotebot.curation.slugs import LANGUAGE, QUOTE_ID, STATUS, URL
from quotebot.curation.text_policy import Complaint, TextRule


class Rule(Protocol):
    """`passes` is quick and may be too strict: a value that passes has no complaints."""

    def passes(self, value: str, /) -> bool: ...
    def complaints(self, value: str, /) -> Iterator[Complaint]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`most` is the number of items in a list; 0 for a field that holds one value.

    `known` are the items that passed, each once in memory however many quotes have it.
    """

    rule: Rule
    required: bool = False
    most: int = 0
    known: dict[str, str] = field(default_factory=dict, compare=False)


class Schema:
    """The fields that a mapping may have."""

    __slots__ = ("fields", "passes", "required", "single")

    def __init__(self, **fields: Field) -> None:
        self.fields: Mapping[str, Field] = fields
        self.passes = {name: field.rule.passes for name, field in fields.items()}
        self.required = frozenset(name for name, field in fields.items() if field.required)
        self.single = frozenset(name for name, field in fields.items() if not field.most)


TEXT: Final = TextRule(1000, shortest=2, lines=True)
NAME: Final = TextRule(100, name=True)
LINE: Final = TextRule(250)  # Discord takes 256 characters in its shortest lines
REMARK: Final = TextRule(1000, lines=True, links=True)
YEAR: Final = TextRule(40)

SOURCE: Final = Schema(
    title=Field(rule=LINE, required=True),
    author=Field(rule=NAME),
    translator=Field(rule=NAME),
    year=Field(rule=YEAR, required=True),
    edition=Field(rule=LINE),
    url=Field(rule=URL),
    quoted_in=Field(rule=LINE),
    rights=Field(rule=REMARK),
)


def quote_schema(topic: Rule) -> Schema:
    """`topic` is the rule for each of a quote's topics."""
    return Schema(
        id=Field(rule=QUOTE_ID, required=True),
        text=Field(rule=TEXT, required=True),
        author=Field(rule=NAME),
        speaker=Field(rule=NAME),
        topics=Field(rule=topic, required=True, most=8),
        where=Field(rule=LINE, required=True),
        lang=Field(rule=LANGUAGE),
        note=Field(rule=REMARK),
        status=Field(rule=STATUS),
        variant_of=Field(rule=QUOTE_ID),
    )


def topic_schema(topic: Rule) -> Schema:
    """`topic` is the rule for the ids of topics."""
    return Schema(
        id=Field(rule=topic, required=True),
        about=Field(rule=LINE),
        aliases=Field(rule=TextRule(50), most=150),
        related=Field(rule=topic, most=16),
    )


PERSON: Final = Schema(
    name=Field(rule=NAME, required=True),
    also=Field(rule=NAME, most=20),
    born=Field(rule=YEAR),
    died=Field(rule=YEAR),
    link=Field(rule=URL),
)

MISATTRIBUTION: Final = Schema(
    id=Field(rule=QUOTE_ID, required=True),
    sayings=Field(rule=TEXT, required=True, most=20),
    said_by=Field(rule=NAME, required=True, most=20),
    known=Field(rule=REMARK, required=True),
    shown=Field(rule=REMARK, required=True),
    nearest=Field(rule=QUOTE_ID, required=True),
)
