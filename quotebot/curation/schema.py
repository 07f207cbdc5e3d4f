"""The fields of the files, and the rule for each; a schema has no place for anything else.

What is said of each field here stands in docs/quote-files.md and is shown by editors.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol

from quotebot.curation.slugs import LANGUAGE, QUOTE_ID, STATUS, URL
from quotebot.curation.text_policy import Complaint, TextRule


class Rule(Protocol):
    """`passes` is quick and may be too strict: a value that passes has no complaints."""

    def passes(self, value: str, /) -> bool: ...
    def complaints(self, value: str, /) -> Iterator[Complaint]: ...


@dataclass(frozen=True, slots=True)
class Field:
    """`most` is the number of items in a list; 0 for a field that holds one value.

    `known` are the items that passed, each once in memory however many quotes have it.
    """

    rule: Rule
    about: str
    required: bool = field(default=False, kw_only=True)
    most: int = field(default=0, kw_only=True)
    known: dict[str, str] = field(default_factory=dict, compare=False, kw_only=True)


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

_A_NAME_FOR_EVER: Final = (
    "a name for ever, unique over all files: 3 to 64 characters, words of `a-z` and `0-9` joined "
    "by single hyphens"
)

SOURCE: Final = Schema(
    title=Field(LINE, "the work's title, up to 250 characters", required=True),
    author=Field(
        NAME, "who wrote it, up to 100 characters; stands for all quotes that name nobody else"
    ),
    translator=Field(NAME, "who translated it, up to 100 characters"),
    year=Field(YEAR, 'any text up to 40 characters: `"1859"`, `c. 175`', required=True),
    edition=Field(LINE, "which edition the words are from"),
    url=Field(
        URL,
        "where it can be read: `https://` or `http://`, with `%`-codes for spaces and for what is "
        "not ASCII",
    ),
    quoted_in=Field(LINE, "where the words were found, if not in the work itself"),
    rights=Field(REMARK, "why the words may be quoted; may hold a link"),
)


def quote_schema(topic: Rule) -> Schema:
    """`topic` is the rule for each of a quote's topics."""
    return Schema(
        id=Field(QUOTE_ID, _A_NAME_FOR_EVER, required=True),
        text=Field(
            TEXT, "the words as they stand in the work, 2 to 1000 characters", required=True
        ),
        author=Field(NAME, "who said these words, when it is not the source's author"),
        speaker=Field(NAME, "the character who says them, in a work of fiction"),
        topics=Field(
            topic,
            "1 to 8 topics, in the form of an id with 2 to 32 characters",
            required=True,
            most=8,
        ),
        where=Field(LINE, "where in the work the words stand, up to 250 characters", required=True),
        lang=Field(LANGUAGE, "the language, `en` unless another is named: `fr`, `pt-BR`"),
        note=Field(REMARK, "what a reader should know, up to 1000 characters; may hold a link"),
        status=Field(
            STATUS,
            "how sure it is that the author said the words: `verified` unless it says `attributed` "
            "or `disputed`",
        ),
        variant_of=Field(
            QUOTE_ID,
            "the id of a quote with nearly the same words, when both are wanted: another "
            "translation, or a longer part of the passage",
        ),
    )


def topic_schema(topic: Rule) -> Schema:
    """`topic` is the rule for the ids of topics."""
    return Schema(
        id=Field(
            topic,
            "the topic: 2 to 32 characters, words of `a-z` and `0-9` joined by single hyphens",
            required=True,
        ),
        about=Field(LINE, "one line on what belongs there"),
        aliases=Field(
            TextRule(50),
            "up to 150 other words that people type for it, up to 50 characters each",
            most=150,
        ),
        related=Field(topic, "up to 16 topics that lie near; they must be declared, too", most=16),
    )


PERSON: Final = Schema(
    name=Field(NAME, "the name as it is shown, and as it stands in the quotes", required=True),
    also=Field(NAME, "up to 20 other names that people may type", most=20),
    born=Field(YEAR, 'any text up to 40 characters: `"1819"`, `c. 55`, `551 BC`'),
    died=Field(YEAR, "any text up to 40 characters, as in `born`"),
    link=Field(URL, "where more can be read"),
)

MISATTRIBUTION: Final = Schema(
    id=Field(
        QUOTE_ID,
        "a name for ever, in the form of a quote's, unique among the misattributions",
        required=True,
    ),
    sayings=Field(TEXT, "up to 20 wordings, the best known first", required=True, most=20),
    said_by=Field(NAME, "up to 20 names under which it goes about", required=True, most=20),
    known=Field(REMARK, "what was found, in your own words, and no more than that", required=True),
    shown=Field(
        REMARK,
        "where it can be read: a link, or words such as `searched in the full text of ...`",
        required=True,
    ),
    nearest=Field(QUOTE_ID, "the id of the true quote that comes nearest", required=True),
)
