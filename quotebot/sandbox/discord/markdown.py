"""Discord's markdown, parsed into the nodes that Discord's client would draw.

Where the client's behaviour is uncertain this errs on the side of seeing markup, because the
parser is used to prove that a text contains none.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from quotebot.sandbox.discord.markdown_nodes import (
    Bold,
    Code,
    CodeBlock,
    Emoji,
    Heading,
    Italic,
    Link,
    ListItem,
    Mention,
    MentionKind,
    Node,
    Nodes,
    Quote,
    Small,
    Spoiler,
    Strike,
    Text,
    Timestamp,
    Underline,
)

Build: TypeAlias = Callable[[re.Match[str]], Node | None]
Rule: TypeAlias = tuple[re.Pattern[str], Build]


def parse(source: str) -> Nodes:
    """The nodes of a whole message or text display; neighbouring texts are one node."""
    return _joined(_parse(source, BLOCK_RULES))


def _parse(source: str, block_rules: tuple[Rule, ...]) -> Iterator[Node]:
    position = 0
    while position < len(source):
        at_line_start = position == 0 or source[position - 1] == "\n"
        rules = INLINE_RULES.get(source[position], ())
        for pattern, build in (*block_rules, *rules) if at_line_start else rules:
            match = pattern.match(source, position)
            node = build(match) if match else None
            if match and node is not None:
                yield node
                position = match.end()
                break
        else:
            yield Text(source[position])
            position += 1


def _joined(nodes: Iterator[Node]) -> Nodes:
    joined: list[Node] = []
    for node in nodes:
        if joined and isinstance(node, Text) and isinstance(joined[-1], Text):
            joined[-1] = Text(joined[-1].text + node.text)
        else:
            joined.append(node)
    return tuple(joined)


def _inline(source: str) -> Nodes:
    return _joined(_parse(source, ()))


# Inline rules, in the order in which the client tries them


def _masked_link(match: re.Match[str]) -> Link | None:
    label, url = match["label"], match["url"].removeprefix("<").removesuffix(">")
    if not label.strip() or not LINKABLE.match(url):
        return None
    return Link(url, _inline(label))


def _bare_link(match: re.Match[str]) -> Link:
    return Link(match["url"], (Text(match["url"]),))


def _shortcode(match: re.Match[str]) -> Emoji:
    return Emoji(match["name"], None)


def _code_block(match: re.Match[str]) -> CodeBlock:
    return CodeBlock(match["text"], match["language"])


def _mention(kind: MentionKind) -> Build:
    return lambda match: Mention(kind, match["id"])


LINKABLE = re.compile(r"(?:https?|discord|steam)://\S|(?:mailto|tel):\S", re.IGNORECASE)
_ESCAPED_OR = r"(?:\\[\s\S]|[^\\])"
_NOT_ALNUM = r"[^0-9A-Za-z\s]"

_ESCAPE: Rule = (re.compile(rf"\\(?P<text>{_NOT_ALNUM})"), lambda match: Text(match["text"]))
_SHRUG: Rule = (re.compile(r"¯\\_\(ツ\)_/¯"), lambda match: Text(match[0]))
_CODE_BLOCK: Rule = (
    re.compile(
        r"```(?:(?P<language>[a-z0-9_+\-.#]+?)\n)?\n*(?P<text>[^\n][\s\S]*?)\n*```", re.IGNORECASE
    ),
    _code_block,
)
_CODE: Rule = (
    re.compile(r"(?P<ticks>`+)(?P<text>[\s\S]*?[^`])(?P=ticks)(?!`)"),
    lambda match: Code(match["text"]),
)
_BOLD: Rule = (
    re.compile(rf"\*\*(?P<text>{_ESCAPED_OR}+?)\*\*(?!\*)"),
    lambda match: Bold(_inline(match["text"])),
)
_UNDERLINE: Rule = (
    re.compile(rf"__(?P<text>{_ESCAPED_OR}+?)__(?!_)"),
    lambda match: Underline(_inline(match["text"])),
)
_ITALIC_STAR: Rule = (
    re.compile(
        r"\*(?=\S)(?P<text>(?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"
    ),
    lambda match: Italic(_inline(match["text"])),
)
_ITALIC_LOW: Rule = (
    re.compile(r"_(?P<text>(?:__|\\[\s\S]|[^\\_])+?)_\b", re.ASCII),
    lambda match: Italic(_inline(match["text"])),
)
_STRIKE: Rule = (
    re.compile(rf"~~(?P<text>{_ESCAPED_OR}+?)~~"),
    lambda match: Strike(_inline(match["text"])),
)
_SPOILER: Rule = (
    re.compile(rf"\|\|(?P<text>{_ESCAPED_OR}+?)\|\|"),
    lambda match: Spoiler(_inline(match["text"])),
)
_MASKED_LINK: Rule = (
    re.compile(
        r"\[(?P<label>(?:\\[\s\S]|\[[^\]]*\]|[^\[\]\\])*)\]"
        r"\(\s*(?P<url><[^>\s]*>|(?:\([^)\s]*\)|\\[\s\S]|[^\s\\()])+)(?:\s+['\"][\s\S]*?['\"])?\s*\)"
    ),
    _masked_link,
)
_ANGLE_LINK: Rule = (
    re.compile(r"<(?P<url>(?:(?:https?|discord|steam)://|mailto:|tel:)[^ >\n]+)>", re.IGNORECASE),
    _bare_link,
)
_BARE_LINK: Rule = (
    re.compile(r"(?P<url>(?:https?|steam)://[^\s<]*[^\s<.,:;\"'\]])", re.IGNORECASE),
    _bare_link,
)
_USER: Rule = (re.compile(r"<@!?(?P<id>\d+)>"), _mention("user"))
_ROLE: Rule = (re.compile(r"<@&(?P<id>\d+)>"), _mention("role"))
_CHANNEL: Rule = (re.compile(r"<#(?P<id>\d+)>"), _mention("channel"))
_NAVIGATION: Rule = (re.compile(r"<id:(?P<id>[\w-]+(?::\d+)?)>"), _mention("navigation"))
_COMMAND: Rule = (
    re.compile(r"</(?P<name>[^:>\n]+):(?P<id>\d+)>"),
    lambda match: Mention("command", match["id"], match["name"]),
)
_EMOJI: Rule = (
    re.compile(r"<a?:(?P<name>\w+):(?P<id>\d+)>"),
    lambda match: Emoji(match["name"], match["id"]),
)
_TIMESTAMP: Rule = (
    re.compile(r"<t:(?P<seconds>-?\d{1,17})(?::(?P<style>[tTdDfFsSR]))?>"),
    lambda match: Timestamp(int(match["seconds"]), match["style"] or "f"),
)
_EVERYONE: Rule = (re.compile(r"@everyone"), lambda _: Mention("everyone", "everyone"))
_HERE: Rule = (re.compile(r"@here"), lambda _: Mention("here", "here"))
# No shortcode but these is all digits; so times such as 12:30:45 are none.
_SHORTCODE: Rule = (
    re.compile(r":(?P<name>100|1234|(?=[\d_+-]*[A-Za-z]|[+-]1:)[\w+-]+):", re.ASCII),
    _shortcode,
)

INLINE_RULES: Mapping[str, tuple[Rule, ...]] = {
    "\\": (_ESCAPE,),
    "¯": (_SHRUG,),
    "`": (_CODE_BLOCK, _CODE),
    "*": (_BOLD, _ITALIC_STAR),
    "_": (_UNDERLINE, _ITALIC_LOW),
    "~": (_STRIKE,),
    "|": (_SPOILER,),
    "[": (_MASKED_LINK,),
    "<": (_ANGLE_LINK, _USER, _ROLE, _CHANNEL, _NAVIGATION, _COMMAND, _EMOJI, _TIMESTAMP),
    "@": (_EVERYONE, _HERE),
    ":": (_SHORTCODE,),
    **dict.fromkeys("hHsS", (_BARE_LINK,)),
}

# Block rules: only at the start of a line


def _quote(match: re.Match[str]) -> Quote:
    if match["rest"] is not None:
        return Quote(_in_quote(match["rest"]))
    lines = match["lines"].removesuffix("\n").split("\n")
    return Quote(_in_quote("\n".join(re.sub(r"^ *> ", "", line) for line in lines)))


def _in_quote(source: str) -> Nodes:
    """Quotes do not nest."""
    return _joined(_parse(source, BLOCK_RULES[1:]))


def _list_item(match: re.Match[str]) -> ListItem:
    marker = match["marker"]
    marker = "•" if marker in ("-", "*") else marker
    return ListItem(marker, len(match["indent"]) // 2, _inline(match["text"]))


BLOCK_RULES: tuple[Rule, ...] = (
    (
        re.compile(r" *>>> (?P<rest>[\s\S]*)|(?P<lines>(?: *> [^\n]*(?:\n|$))+)"),
        _quote,
    ),
    (
        re.compile(r" *(?P<marks>#{1,3}) +(?P<text>[^\n]+)(?:\n|$)"),
        lambda match: Heading(len(match["marks"]), _inline(match["text"])),
    ),
    (
        re.compile(r" *-# +(?P<text>[^\n]+)(?:\n|$)"),
        lambda match: Small(_inline(match["text"])),
    ),
    (
        re.compile(r"(?P<indent> *)(?P<marker>[*-]|\d+\.) +(?P<text>[^\n]+)(?:\n|$)"),
        _list_item,
    ),
)
