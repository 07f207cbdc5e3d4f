"""A message drawn for a terminal."""

import pytest

from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.wire import Payload


def plain(text: str) -> Payload:
    return {"type": "plain_text", "text": text}


def rich(*elements: Payload) -> Payload:
    return {"type": "rich_text", "elements": list(elements)}


def section(*elements: Payload) -> Payload:
    return {"type": "rich_text_section", "elements": list(elements)}


def test_a_quote_looks_as_in_slack() -> None:
    quote = {
        "type": "rich_text_quote",
        "elements": [{"type": "text", "text": "“That’s not waste,\nthat’s progress.”"}],
    }
    author = section(
        {"type": "text", "text": "Vincent Vanhoucke", "style": {"bold": True}},
        {"type": "text", "text": ", "},
        {"type": "link", "url": "https://example.org", "text": "AMA"},
    )
    buttons = [
        {"type": "button", "text": plain("Another"), "action_id": "a"},
        {"type": "button", "text": plain("Source"), "url": "https://example.org"},
    ]
    message = {
        "text": "not shown, because there are blocks",
        "blocks": [rich(quote, author), {"type": "actions", "elements": buttons}],
    }
    assert draw(message, ephemeral=True) == (
        "Only visible to you\n"
        "┃ “That’s not waste,\n"
        "┃ that’s progress.”\n"
        "Vincent Vanhoucke, AMA (https://example.org)\n"
        "[ Another ] [ Source ↗ ]"
    )


@pytest.mark.parametrize(
    ("block", "drawn"),
    [
        ({"type": "divider"}, "─" * 20),
        ({"type": "header", "text": plain("Topics")}, "Topics"),
        (
            {
                "type": "section",
                "text": {"type": "mrkdwn", "text": "*Topics* &amp; more"},
                "fields": [plain("*as is*")],
                "accessory": {"type": "image", "image_url": "x:y", "alt_text": "a chart"},
            },
            "Topics & more\n*as is*\n[image: a chart]",
        ),
        (
            {
                "type": "context",
                "elements": [{"type": "mrkdwn", "text": "<https://a.example|here>"}, plain("b")],
            },
            "here (https://a.example)  b",
        ),
        (
            {"type": "section", "text": {"type": "mrkdwn", "text": "&gt; *a <@U0ADA>*"}},
            "┃ a @Ada",
        ),
        ({"type": "image", "image_url": "x:y", "alt_text": "a chart"}, "[image: a chart]"),
        ({"type": "input", "label": plain("Quote"), "element": {}}, "Quote: ______"),
        ({"type": "video"}, "[video]"),
        (
            rich(
                {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a\nb"}]}
            ),
            "    a\n    b",
        ),
        (
            rich(
                {
                    "type": "rich_text_list",
                    "style": "ordered",
                    "offset": 1,
                    "elements": [section({"type": "text", "text": "two"})],
                },
                {
                    "type": "rich_text_list",
                    "style": "bullet",
                    "indent": 1,
                    "elements": [section({"type": "text", "text": "dot"})],
                },
            ),
            "2. two\n  • dot",
        ),
        (
            rich(
                section(
                    {"type": "emoji", "name": "tada"},
                    {"type": "user", "user_id": "U0ADA"},
                    {"type": "usergroup", "usergroup_id": "S0"},
                    {"type": "channel", "channel_id": "C0"},
                    {"type": "broadcast", "range": "here"},
                    {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "then"},
                    {"type": "link", "url": "https://a.example"},
                )
            ),
            ":tada:@Ada@S0#C0@herethenhttps://a.example",
        ),
    ],
)
def test_a_block_is_drawn(block: Payload, drawn: str) -> None:
    assert draw({"blocks": [block]}, names={"U0ADA": "Ada"}) == drawn


def test_a_message_without_blocks_shows_its_text() -> None:
    assert draw({"text": "*hello* <!here>\n&gt; so"}) == "hello @here\n┃ so"


def test_no_message_steers_the_terminal() -> None:
    assert draw({"text": "\x1b[2Jgone\r\x9b"}) == "\ufffd[2Jgone\ufffd\ufffd"
