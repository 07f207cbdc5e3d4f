"""Reads mrkdwn as Slack's clients show it: what is text, what is formatting, what pings or links.

Approximate where Slack says nothing: formatting needs its marks at word borders and on one line,
and whatever looks like the name of an emoji is taken for one.
"""

import re
from collections.abc import Iterator

from quotebot.sandbox.slack.mrkdwn_nodes import (
    BlockQuote,
    Bold,
    ChannelMention,
    Code,
    Date,
    Emoji,
    Italic,
    Link,
    Node,
    Preformatted,
    SpecialMention,
    Strike,
    Text,
    UserGroupMention,
    UserMention,
)


def parse(text: str, *, verbatim: bool = False) -> tuple[Node, ...]:
    """The nodes that Slack shows for a text; `verbatim` leaves bare addresses as text."""
    nodes: list[Node] = []
    end = 0
    for quoted in _QUOTED.finditer(text):
        nodes += _inline(text[end : quoted.start()], verbatim=verbatim)
        content = _QUOTE_MARK.sub("", quoted.group().removesuffix("\n"))
        nodes.append(BlockQuote(tuple(_inline(content, verbatim=verbatim))))
        end = quoted.end()
    return (*nodes, *_inline(text[end:], verbatim=verbatim))


_EMOJI = r"(?:[+-]1|100|1234|[a-z0-9_+'-]*[a-z][a-z0-9_+'-]*)(?:::skin-tone-[2-6])?"
_QUOTED = re.compile(r"^(?:>>>|&gt;&gt;&gt;)(?s:.*)|^(?:(?:>|&gt;)[^\n]*(?:\n|\Z))+", re.MULTILINE)
_QUOTE_MARK = re.compile(r"^(?:>>>|&gt;&gt;&gt;|>|&gt;) ?", re.MULTILINE)


def _marked(name: str, mark: str) -> str:
    inside = rf"[^\s{mark}](?:[^{mark}\n]*[^\s{mark}])?"
    return rf"(?<![\w{mark}]){mark}(?P<{name}>{inside}){mark}(?![\w{mark}])"


_TOKEN = re.compile(
    "|".join(
        (
            r"```(?P<preformatted>(?s:.+?))```",
            r"`(?P<code>[^`\n]+)`",
            r"<(?P<angle>[^<>\n]+)>",
            rf":(?P<emoji>{_EMOJI}):",
            r"(?P<url>https?://[^\s<>|]+)",
            _marked("bold", r"\*"),
            _marked("italic", "_"),
            _marked("strike", "~"),
        )
    )
)
_FORMATTED: dict[str, type[Bold] | type[Italic] | type[Strike]] = {
    "bold": Bold,
    "italic": Italic,
    "strike": Strike,
}
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def _decoded(text: str) -> str:
    return re.sub("&(?:amp|lt|gt);", lambda entity: _ENTITIES[entity.group()], text)


def _inline(text: str, *, verbatim: bool) -> Iterator[Node]:
    literal = ""
    end = 0
    for token in _TOKEN.finditer(text):
        literal += text[end : token.start()]
        end = token.end()
        node = _node(token, verbatim=verbatim)
        if node is None:
            literal += token.group()
            continue
        if literal:
            yield Text(_decoded(literal))
            literal = ""
        yield node
    if literal + text[end:]:
        yield Text(_decoded(literal + text[end:]))


def _node(token: re.Match[str], *, verbatim: bool) -> Node | None:
    """What a token stands for; None when it is text after all."""
    kind, inside = str(token.lastgroup), str(token[str(token.lastgroup)])
    match kind:
        case "preformatted":
            return Preformatted(_decoded(inside.strip("\n")))
        case "code":
            return Code(_decoded(inside))
        case "angle":
            return _angle(inside)
        case "emoji":
            return Emoji(inside)
        case "url":
            return None if verbatim else Link(_decoded(inside))
        case _:
            return _FORMATTED[kind](tuple(_inline(inside, verbatim=verbatim)))


def _angle(inside: str) -> Node | None:
    target, bar, shown = inside.partition("|")
    label = _decoded(shown) if bar else None
    if target.startswith(("@U", "@W")):
        return UserMention(target[1:], label)
    if target.startswith("#C"):
        return ChannelMention(target[1:], label)
    if target.startswith("!subteam^"):
        return UserGroupMention(target.removeprefix("!subteam^"), label)
    if target.startswith("!date^"):
        return _date(target, label)
    if target in {"!here", "!channel", "!everyone"}:
        return SpecialMention(target[1:])
    return Link(_decoded(target), label) if _ADDRESS.fullmatch(target) else None


def _date(target: str, fallback: str | None) -> Date | None:
    _, timestamp, *rest = target.split("^")
    if not timestamp.isdecimal() or not rest or fallback is None:
        return None
    return Date(int(timestamp), rest[0], rest[1] if len(rest) > 1 else None, fallback)
