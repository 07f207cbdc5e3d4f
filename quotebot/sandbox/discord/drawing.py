"""Draws a message as plain text for a terminal, as Discord would show it."""

import textwrap
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import assert_never

from quotebot.sandbox.discord import markdown
from quotebot.sandbox.discord import markdown_nodes as nodes
from quotebot.sandbox.discord.component_rules import LINK, ComponentType
from quotebot.sandbox.discord.message_book import MessageFlag
from quotebot.sandbox.discord.refusals import Json

WIDTH = 76
ONLY_YOU = "only you can see this"


def draw(message: Json, names: Mapping[str, str] | None = None) -> str:
    """The lines of a message, given Discord's JSON for it, joined by newlines.

    `names` gives people, roles and channels by id their names; without it ids are shown.
    """
    flags = MessageFlag(message.get("flags") or 0)
    drawing = _Drawing(names or {})
    lines = list(drawing.message(message, flags))
    if flags & MessageFlag.EPHEMERAL:
        lines.append(f"({ONLY_YOU})")
    if message.get("edited_timestamp"):
        lines.append("(edited)")
    return "\n".join(lines)


def draw_markdown(source: str, names: Mapping[str, str] | None = None) -> str:
    """What a reader sees of a text that is written in Discord's markdown."""
    return _Drawing(names or {}).markdown(source)


class _Drawing:
    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names

    def message(self, message: Json, flags: MessageFlag) -> Iterator[str]:
        if flags & MessageFlag.LOADING:
            yield "… is thinking"
        if message.get("content"):
            yield from self._text(message["content"], WIDTH)
        if not flags & MessageFlag.SUPPRESS_EMBEDS:
            for embed in message.get("embeds") or ():
                yield from _barred(self._embed(embed))
        yield from self._components(message.get("components") or (), WIDTH)

    def markdown(self, source: str) -> str:
        return self._nodes(markdown.parse(source))

    def _nodes(self, several: nodes.Nodes) -> str:
        return "".join(map(self._node, several))

    def _node(self, node: nodes.Node) -> str:
        if isinstance(node, nodes.Leaf):
            return self._leaf(node)
        return self._span(node) if isinstance(node, nodes.Span) else self._block(node)

    def _leaf(self, leaf: nodes.Leaf) -> str:
        match leaf:
            case nodes.Text(text) | nodes.Code(text):
                return text
            case nodes.Mention():
                return self._mention(leaf)
            case nodes.Timestamp(seconds):
                return _moment(seconds)
            case nodes.Emoji(name):
                return f":{name}:"
            case _:
                assert_never(leaf)

    def _span(self, span: nodes.Span) -> str:
        inside = self._nodes(span.children)
        match span:
            case nodes.Bold() | nodes.Italic() | nodes.Underline():
                return inside
            case nodes.Strike():
                return f"~{inside}~"
            case nodes.Spoiler():
                return "█" * len(inside)
            case nodes.Link(url):
                return url if inside == url else f"{inside} ({url})"
            case _:
                assert_never(span)

    def _block(self, block: nodes.Block) -> str:
        match block:
            case nodes.CodeBlock(text):
                return f"\n{textwrap.indent(text, '    ')}\n"
            case nodes.Heading(_, children) | nodes.Small(children):
                return f"{self._nodes(children)}\n"
            case nodes.Quote(children):
                quoted = self._nodes(children).rstrip("\n").split("\n")
                return "".join(f"▎ {line}\n" for line in quoted)
            case nodes.ListItem(marker, depth, children):
                return f"{'  ' * depth}{marker} {self._nodes(children)}\n"
            case _:
                assert_never(block)

    def _mention(self, mention: nodes.Mention) -> str:
        if mention.kind == "command":
            return f"/{mention.name}"
        sign = "#" if mention.kind in ("channel", "navigation") else "@"
        return sign + self._names.get(mention.target, mention.target)

    def _text(self, source: str, width: int) -> Iterator[str]:
        for line in self.markdown(source).rstrip("\n").split("\n"):
            yield from textwrap.wrap(line, width, break_long_words=False) or [""]

    def _embed(self, embed: Json) -> Iterator[str]:
        width = WIDTH - 2
        if author := embed.get("author"):
            yield author["name"]
        if title := embed.get("title"):
            address = f" ({embed['url']})" if embed.get("url") else ""
            yield from self._text(title + address, width)
        if description := embed.get("description"):
            yield from self._text(description, width)
        for field in embed.get("fields") or ():
            yield from self._text(field["name"], width)
            yield from _indented(self._text(field["value"], width - 2))
        if footer := embed.get("footer"):
            yield footer["text"]

    def _components(self, components: Iterable[Json], width: int) -> Iterator[str]:
        for component in components:
            yield from self._component(component, width)

    def _component(self, component: Json, width: int) -> Iterator[str]:
        match component["type"]:
            case ComponentType.CONTAINER:
                yield from _barred(self._components(component["components"], width - 2))
            case ComponentType.SECTION:
                yield from self._components(component["components"], width)
                yield from self._component(component["accessory"], width)
            case ComponentType.TEXT_DISPLAY:
                yield from self._text(component["content"], width)
            case ComponentType.SEPARATOR:
                yield "─" * width if component.get("divider", True) else ""
            case ComponentType.ACTION_ROW:
                yield " ".join(_control(one) for one in component["components"])
            case ComponentType.MEDIA_GALLERY:
                for item in component["items"]:
                    yield _picture(item)
            case ComponentType.THUMBNAIL:
                yield _picture(component)
            case ComponentType.FILE:
                yield f"[file: {component['file']['url']}]"
            case _:
                yield _control(component)


def _control(component: Json) -> str:
    """A button as `[ Label ]`, a link button with its address, a select as `[ Label ▾ ]`."""
    if component["type"] != ComponentType.BUTTON:
        return f"[ {component.get('placeholder') or 'Make a selection'} ▾ ]"
    emoji = (component.get("emoji") or {}).get("name") or ""
    label = " ".join(part for part in (emoji, component.get("label")) if part)
    if component.get("style") == LINK:
        return f"[ {label} ↗ {component['url']} ]"
    return f"( {label} )" if component.get("disabled") else f"[ {label} ]"


def _picture(item: Json) -> str:
    return f"[picture: {item.get('description') or item['media']['url']}]"


def _barred(lines: Iterable[str]) -> Iterator[str]:
    return (f"┃ {line}".rstrip() for line in lines)


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"  {line}" for line in lines)


def _moment(seconds: int) -> str:
    """Discord shows the reader's own zone; a terminal is told UTC."""
    try:
        return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
    except (OverflowError, ValueError, OSError):
        return "Invalid Date"
