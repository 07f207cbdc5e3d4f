"""What Discord's client draws: the nodes that its markdown is parsed into."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

MentionKind: TypeAlias = Literal[
    "user", "role", "channel", "command", "navigation", "everyone", "here"
]


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Italic:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Underline:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Strike:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Spoiler:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class CodeBlock:
    text: str
    language: str | None


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Small:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Quote:
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class ListItem:
    """`marker` is "•" or a number with its full stop; `depth` counts from 0."""

    marker: str
    depth: int
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Link:
    """A masked link has children of its own, a bare URL is its own text."""

    url: str
    children: "Nodes"


@dataclass(frozen=True, slots=True)
class Mention:
    """`target` is an id, except for "everyone" and "here"; `name` is that of a command."""

    kind: MentionKind
    target: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Timestamp:
    """Seconds since 1970, and the letter that says how they are written."""

    seconds: int
    style: str


@dataclass(frozen=True, slots=True)
class Emoji:
    """A custom emoji, or (without an id) a `:shortcode:`, whether or not there is one so named."""

    name: str
    id: str | None


Leaf: TypeAlias = Text | Code | Mention | Timestamp | Emoji
Span: TypeAlias = Bold | Italic | Underline | Strike | Spoiler | Link
Block: TypeAlias = CodeBlock | Heading | Small | Quote | ListItem
Node: TypeAlias = Leaf | Span | Block
Nodes: TypeAlias = tuple[Node, ...]
