"""Draws a message in plain text, for a terminal, as Slack would show it to a person."""

import re
from collections.abc import Iterator, Mapping

from quotebot.sandbox.slack.mrkdwn import parse
from quotebot.sandbox.slack.mrkdwn_nodes import (
    BlockQuote,
    Bold,
    Italic,
    Link,
    Node,
    Strike,
    UserMention,
    visible,
)
from quotebot.sandbox.slack.wire import Payload

BAR = "┃ "
EPHEMERAL = "Only visible to you"
Names = Mapping[str, str]
"""From the ids of people and channels to the names that are shown."""

_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]")


def draw(payload: Payload, *, ephemeral: bool = False, names: Names | None = None) -> str:
    """The lines of a message; its text is left out where it has blocks, as in Slack.

    Control characters come out as U+FFFD, so that no message can steer the terminal. Dates show
    their fallback, because a terminal does not know its reader's zone.
    """
    known = names or {}
    lines = [EPHEMERAL] if ephemeral else []
    if payload.get("blocks"):
        for block in payload["blocks"]:
            lines += _block(block, known)
    else:
        lines += _mrkdwn(str(payload.get("text", "")), known).split("\n")
    return "\n".join(_CONTROL.sub("\ufffd", line) for line in lines)


def _block(block: Payload, names: Names) -> Iterator[str]:
    match block["type"]:
        case "rich_text":
            for element in block["elements"]:
                yield from _rich_text(element, names)
        case "section":
            yield from _section(block, names)
        case "header":
            yield from _text_object(block["text"], names).split("\n")
        case "context":
            yield "  ".join(_element(element, names) for element in block["elements"])
        case "actions":
            yield " ".join(_element(element, names) for element in block["elements"])
        case "divider":
            yield "─" * 20
        case "image":
            yield _element(block, names)
        case "input":
            yield f"{_text_object(block['label'], names)}: ______"
        case unknown:
            yield f"[{unknown}]"


def _section(block: Payload, names: Names) -> Iterator[str]:
    if "text" in block:
        yield from _text_object(block["text"], names).split("\n")
    for field in block.get("fields", []):
        yield from _text_object(field, names).split("\n")
    if "accessory" in block:
        yield _element(block["accessory"], names)


def _element(element: Payload, names: Names) -> str:
    match element["type"]:
        case "button":
            arrow = " ↗" if "url" in element else ""
            return f"[ {_text_object(element['text'], names)}{arrow} ]"
        case "image":
            return f"[image: {element['alt_text']}]"
        case _:
            return _text_object(element, names)


def _text_object(text: Payload, names: Names) -> str:
    if text["type"] == "mrkdwn":
        return _mrkdwn(text["text"], names, verbatim=bool(text.get("verbatim")))
    return str(text["text"])


def _mrkdwn(text: str, names: Names, *, verbatim: bool = False) -> str:
    shown = "".join(_node(node, names) for node in parse(text, verbatim=verbatim))
    return shown.removesuffix("\n")


def _node(node: Node, names: Names) -> str:
    match node:
        case BlockQuote(nodes):
            inside = "".join(_node(inner, names) for inner in nodes)
            return "".join(f"{BAR}{line}\n" for line in inside.split("\n"))
        case Bold(nodes) | Italic(nodes) | Strike(nodes):
            return "".join(_node(inner, names) for inner in nodes)
        case Link(url, str() as label):
            return f"{label} ({url})"
        case UserMention(person, None):
            return f"@{names.get(person, person)}"
        case _:
            return visible([node])


def _rich_text(element: Payload, names: Names) -> Iterator[str]:
    match element["type"]:
        case "rich_text_quote":
            yield from (BAR + line for line in _inline(element, names).split("\n"))
        case "rich_text_preformatted":
            yield from ("    " + line for line in _inline(element, names).split("\n"))
        case "rich_text_list":
            indent = "  " * element.get("indent", 0)
            for number, item in enumerate(element["elements"], 1 + element.get("offset", 0)):
                mark = f"{number}." if element["style"] == "ordered" else "•"
                yield f"{indent}{mark} {_inline(item, names)}"
        case _:
            yield from _inline(element, names).split("\n")


def _inline(element: Payload, names: Names) -> str:
    return "".join(_rich(part, names) for part in element["elements"])


def _rich(part: Payload, names: Names) -> str:
    match part["type"]:
        case "link":
            shown = f"{part['text']} ({part['url']})" if "text" in part else part["url"]
        case "emoji":
            shown = f":{part['name']}:"
        case "broadcast":
            shown = f"@{part['range']}"
        case "date":
            shown = part.get("fallback", part["timestamp"])
        case "user" | "usergroup" | "channel" as kind:
            mentioned = part[f"{kind}_id"]
            shown = f"{'#' if kind == 'channel' else '@'}{names.get(mentioned, mentioned)}"
        case _:
            shown = part["text"]
    return str(shown)
