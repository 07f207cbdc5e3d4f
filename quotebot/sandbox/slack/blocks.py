"""Block Kit as messages may use it: the documented shapes and limits of the blocks known here.

Blocks and elements that quotebot does not use are refused like blocks that do not exist.
"""

import json
from collections.abc import Iterator
from typing import Any

from quotebot.sandbox.slack.rich_text import RICH_TEXT
from quotebot.sandbox.slack.schema import (
    Check,
    at,
    boolean,
    by_type,
    either,
    items,
    one_of,
    shape,
    text,
    url,
)
from quotebot.sandbox.slack.wire import Payload, Refused

MESSAGE_BLOCKS = 50
# Undocumented: slackapi/bolt-js issues 2509 and 2867 found about 13,200 characters of JSON.
MESSAGE_CHARACTERS = 13_200

_BLOCK_ID: dict[str, Check] = {"block_id": text(1, 255)}


def plain_text(at_most: int) -> Check:
    """A plain_text object of 1 to so many characters."""
    return by_type(plain_text=_plain_text(at_most))


def text_object(at_most: int) -> Check:
    """A plain_text or mrkdwn object of 1 to so many characters."""
    return by_type(plain_text=_plain_text(at_most), mrkdwn=_mrkdwn(at_most))


def _plain_text(at_most: int) -> Check:
    return shape({"text": text(1, at_most)}, {"emoji": boolean})


def _mrkdwn(at_most: int) -> Check:
    return shape({"text": text(1, at_most)}, {"verbatim": boolean})


_CONFIRM = shape(
    {
        "title": plain_text(100),
        "text": text_object(300),
        "confirm": plain_text(30),
        "deny": plain_text(30),
    },
    {"style": one_of("primary", "danger")},
)
BUTTON = shape(
    {"text": plain_text(75)},
    {
        "action_id": text(1, 255),
        "url": url(3000),
        "value": text(0, 2000),
        "style": one_of("primary", "danger"),
        "confirm": _CONFIRM,
        "accessibility_label": text(1, 75),
    },
)
_IMAGE_ELEMENT = shape({"image_url": url(3000), "alt_text": text(1, 2000)})

BLOCKS: dict[str, Check] = {
    "section": either(
        "text",
        "fields",
        of=shape(
            {},
            {
                "text": text_object(3000),
                "fields": items(text_object(2000), 1, 10),
                "accessory": by_type(button=BUTTON, image=_IMAGE_ELEMENT),
                "expand": boolean,
                **_BLOCK_ID,
            },
        ),
    ),
    "header": shape({"text": plain_text(150)}, _BLOCK_ID),
    "divider": shape({}, _BLOCK_ID),
    "context": shape(
        {
            "elements": items(
                by_type(plain_text=_plain_text(3000), mrkdwn=_mrkdwn(3000), image=_IMAGE_ELEMENT),
                1,
                10,
            )
        },
        _BLOCK_ID,
    ),
    "actions": shape({"elements": items(by_type(button=BUTTON), 1, 25)}, _BLOCK_ID),
    "image": shape(
        {"image_url": url(3000), "alt_text": text(1, 2000)},
        {"title": plain_text(2000), **_BLOCK_ID},
    ),
    "rich_text": RICH_TEXT,
}
_MESSAGE = items(by_type(**BLOCKS), 0, MESSAGE_BLOCKS)


def check_blocks(blocks: Any) -> None:
    """Refuse what Slack would: invalid_blocks with every problem, or msg_blocks_too_long."""
    problems = [*_MESSAGE(blocks, "/blocks")]
    if not problems:
        problems = [*repeated_ids(blocks, "/blocks")]
    if problems:
        raise Refused("invalid_blocks", problems=problems)
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > MESSAGE_CHARACTERS:
        raise Refused("msg_blocks_too_long")


def repeated_ids(blocks: list[Payload], pointer: str) -> Iterator[str]:
    """A problem for each block_id or action_id that stands for more than one thing."""
    seen: set[tuple[str, str]] = set()
    for kind, name, where in _ids(blocks, pointer):
        if (kind, name) in seen:
            yield at(f"{kind} already exists: {name}", where)
        seen.add((kind, name))


def _ids(blocks: list[Payload], pointer: str) -> Iterator[tuple[str, str, str]]:
    for index, block in enumerate(blocks):
        where = f"{pointer}/{index}"
        if "block_id" in block:
            yield "block_id", block["block_id"], where
        inside = [("accessory", block.get("accessory")), ("element", block.get("element"))]
        inside += [(f"elements/{n}", e) for n, e in enumerate(block.get("elements", []))]
        for key, element in inside:
            if element and "action_id" in element:
                yield "action_id", element["action_id"], f"{where}/{key}"
