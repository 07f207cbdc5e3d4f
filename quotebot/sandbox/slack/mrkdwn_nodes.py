"""What mrkdwn says: text, formatting, links, mentions, dates and emoji."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import assert_never


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Bold:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Italic:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Strike:
    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Code:
    text: str


@dataclass(frozen=True, slots=True)
class Preformatted:
    text: str


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """Lines behind a bar."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """`label` is None for an address that stands for itself."""

    url: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class UserMention:
    id: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class UserGroupMention:
    id: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class ChannelMention:
    id: str
    label: str | None = None


@dataclass(frozen=True, slots=True)
class SpecialMention:
    """@here, @channel or @everyone."""

    range: str


@dataclass(frozen=True, slots=True)
class Date:
    """A moment that each reader sees in their own zone; `timestamp` in seconds since 1970."""

    timestamp: int
    format: str
    url: str | None
    fallback: str


@dataclass(frozen=True, slots=True)
class Emoji:
    name: str


Node = (
    Text
    | Bold
    | Italic
    | Strike
    | Code
    | Preformatted
    | BlockQuote
    | Link
    | UserMention
    | UserGroupMention
    | ChannelMention
    | SpecialMention
    | Date
    | Emoji
)


def visible(nodes: Iterable[Node]) -> str:
    """The characters that a reader sees, formatting and bars left out."""
    return "".join(_visible(node) for node in nodes)


def _visible(node: Node) -> str:
    match node:
        case Text(text) | Code(text) | Preformatted(text):
            shown = text
        case Bold(nodes) | Italic(nodes) | Strike(nodes) | BlockQuote(nodes):
            shown = visible(nodes)
        case Link(url, label):
            shown = label or url
        case UserMention(name, label) | UserGroupMention(name, label):
            shown = f"@{label or name}"
        case ChannelMention(name, label):
            shown = f"#{label or name}"
        case SpecialMention(name):
            shown = f"@{name}"
        case Date(fallback=fallback):
            shown = fallback
        case Emoji(name):
            shown = f":{name}:"
        case _:
            assert_never(node)
    return shown
