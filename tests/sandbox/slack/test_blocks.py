"""What Slack takes as blocks, at each limit and one step beyond it."""

from collections.abc import Callable
from typing import Any

import pytest

from quotebot.sandbox.slack.blocks import check_blocks
from quotebot.sandbox.slack.wire import Payload, Refused

LINK = "https://example.org/"


def plain(length: int) -> Payload:
    return {"type": "plain_text", "text": "p" * length}


def mrkdwn(length: int) -> Payload:
    return {"type": "mrkdwn", "text": "m" * length}


def section(length: int) -> list[Payload]:
    return [{"type": "section", "text": mrkdwn(length)}]


def fields(count: int) -> list[Payload]:
    return [{"type": "section", "fields": [plain(1)] * count}]


def field(length: int) -> list[Payload]:
    return [{"type": "section", "fields": [plain(length)]}]


def header(length: int) -> list[Payload]:
    return [{"type": "header", "text": plain(length)}]


def context(count: int) -> list[Payload]:
    return [{"type": "context", "elements": [mrkdwn(1)] * count}]


def button(**keys: Any) -> Payload:
    return {"type": "button", "text": plain(1), **keys}


def actions(*buttons: Payload) -> list[Payload]:
    return [{"type": "actions", "elements": list(buttons)}]


def rich(*elements: Payload) -> list[Payload]:
    return [{"type": "rich_text", "elements": list(elements)}]


def inline(*elements: Payload) -> list[Payload]:
    return rich({"type": "rich_text_section", "elements": list(elements)})


def dividers(count: int) -> list[Payload]:
    return [{"type": "divider"}] * count


LIMITS: dict[str, tuple[Callable[[int], list[Payload]], int]] = {
    "blocks in a message": (dividers, 50),
    "section text": (section, 3000),
    "section fields": (fields, 10),
    "section field": (field, 2000),
    "header": (header, 150),
    "context elements": (context, 10),
    "buttons": (lambda count: actions(*[button()] * count), 25),
    "button text": (lambda length: actions(button(text=plain(length))), 75),
    "button value": (lambda length: actions(button(value="v" * length)), 2000),
    "action_id": (lambda length: actions(button(action_id="a" * length)), 255),
    "button url": (lambda length: actions(button(url=LINK.ljust(length, "u"))), 3000),
    "block_id": (lambda length: [{"type": "divider", "block_id": "b" * length}], 255),
}


@pytest.mark.parametrize("limit", LIMITS)
def test_a_limit_is_allowed_and_one_more_is_not(limit: str) -> None:
    make, most = LIMITS[limit]
    check_blocks(make(most))
    with pytest.raises(Refused) as refused:
        check_blocks(make(most + 1))
    assert refused.value.code == "invalid_blocks"


STYLES = {"bold": True, "italic": True, "strike": True, "code": True}
TEXT = {"type": "text", "text": "waste"}


@pytest.mark.parametrize(
    "blocks",
    [
        [],
        [{"type": "image", "image_url": LINK, "alt_text": "a chart"}],
        [{"type": "section", "text": mrkdwn(1), "accessory": button(action_id="a")}],
        actions(button(style="primary"), button(style="danger", value="")),
        inline({**TEXT, "style": STYLES}),
        inline({"type": "link", "url": LINK, "text": "source", "style": {"bold": True}}),
        inline({"type": "emoji", "name": "tada"}),
        inline({"type": "user", "user_id": "U0ADA"}),
        inline({"type": "usergroup", "usergroup_id": "S0"}),
        inline({"type": "channel", "channel_id": "C0"}),
        inline({"type": "broadcast", "range": "here"}),
        inline({"type": "date", "timestamp": 1392734382, "format": "{date}", "fallback": "then"}),
        rich({"type": "rich_text_quote", "elements": [TEXT], "border": 1}),
        rich({"type": "rich_text_preformatted", "elements": [TEXT]}),
        rich(
            {
                "type": "rich_text_list",
                "style": "ordered",
                "indent": 1,
                "elements": [{"type": "rich_text_section", "elements": [TEXT]}],
            }
        ),
    ],
)
def test_what_is_documented_is_taken(blocks: list[Payload]) -> None:
    check_blocks(blocks)


@pytest.mark.parametrize(
    ("blocks", "problem"),
    [
        ("no", "must be an array [json-pointer:/blocks]"),
        (["no"], "must provide an object [json-pointer:/blocks/0]"),
        ([{}], "missing required field: type [json-pointer:/blocks/0]"),
        ([{"type": "poem"}], "unsupported type: poem [json-pointer:/blocks/0/type]"),
        ([{"type": ["divider"]}], "unsupported type: ['divider'] [json-pointer:/blocks/0/type]"),
        (
            [{"type": "divider", "colour": "red"}],
            "invalid additional property: colour [json-pointer:/blocks/0]",
        ),
        ([{"type": "section"}], "must define either text or fields [json-pointer:/blocks/0]"),
        (section(0), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"),
        (section(3001), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"),
        (
            [{"type": "header", "text": mrkdwn(1)}],
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        (
            [{"type": "header", "text": {"type": "plain_text", "text": 7}}],
            "must be a string [json-pointer:/blocks/0/text/text]",
        ),
        (actions(), "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (
            actions({"type": "select"}),
            "unsupported type: select [json-pointer:/blocks/0/elements/0/type]",
        ),
        (
            actions(button(text=mrkdwn(1))),
            "unsupported type: mrkdwn [json-pointer:/blocks/0/elements/0/text/type]",
        ),
        (
            actions(button(style="loud")),
            "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            actions(button(url="no address")),
            "must be a valid URL [json-pointer:/blocks/0/elements/0/url]",
        ),
        (
            actions(button(action_id="same"), button(action_id="same")),
            "action_id already exists: same [json-pointer:/blocks/0/elements/1]",
        ),
        (
            [{"type": "divider", "block_id": "same"}] * 2,
            "block_id already exists: same [json-pointer:/blocks/1]",
        ),
        (inline(), "no less than 1 items allowed [json-pointer:/blocks/0/elements/0/elements]"),
        (
            inline({"type": "text", "text": ""}),
            "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]",
        ),
        (
            rich({"type": "rich_text_section", "elements": [TEXT], "border": 1}),
            "invalid additional property: border [json-pointer:/blocks/0/elements/0]",
        ),
        (
            inline({**TEXT, "style": {"bold": 1}}),
            "must be a boolean [json-pointer:/blocks/0/elements/0/elements/0/style/bold]",
        ),
        (
            inline({"type": "date", "timestamp": "now", "format": "{date}"}),
            "must be an integer [json-pointer:/blocks/0/elements/0/elements/0/timestamp]",
        ),
        (
            rich({"type": "rich_text_quote", "elements": [TEXT], "border": 2}),
            "must be within the allowed range [json-pointer:/blocks/0/elements/0/border]",
        ),
        (rich(TEXT), "unsupported type: text [json-pointer:/blocks/0/elements/0/type]"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_where(blocks: Any, problem: str) -> None:
    with pytest.raises(Refused) as refused:
        check_blocks(blocks)
    assert refused.value.problems == (problem,)


def test_every_problem_is_told_at_once() -> None:
    with pytest.raises(Refused) as refused:
        check_blocks([*section(0), *header(151)])
    assert len(refused.value.problems) == 2


def test_all_blocks_together_may_not_be_too_long() -> None:
    check_blocks(section(3000) * 4)
    with pytest.raises(Refused) as refused:
        check_blocks(section(3000) * 5)
    assert refused.value.code == "msg_blocks_too_long"
