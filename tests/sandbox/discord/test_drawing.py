"""Messages as they are drawn in a terminal."""

from typing import Any

import pytest

from quotebot.sandbox.discord.drawing import draw, draw_markdown

Json = dict[str, Any]

CARD: Json = {
    "flags": 1 << 15 | 1 << 6,
    "components": [
        {
            "type": 17,
            "components": [
                {"type": 10, "content": "“That's not **waste**.”\n-# Somebody, 2017"},
                {"type": 14, "divider": True},
                {
                    "type": 9,
                    "components": [{"type": 10, "content": "Found by <#7>"}],
                    "accessory": {
                        "type": 2,
                        "style": 5,
                        "label": "Source",
                        "url": "https://example.org/",
                    },
                },
            ],
        },
        {
            "type": 1,
            "components": [
                {"type": 2, "style": 2, "label": "Another", "custom_id": "q1:a"},
                {"type": 2, "style": 2, "emoji": {"name": "★"}, "custom_id": "q1:f"},
                {"type": 2, "style": 2, "label": "Gone", "custom_id": "q1:g", "disabled": True},
            ],
        },
    ],
}


def test_a_card_is_drawn_as_discord_shows_it() -> None:
    assert draw(CARD, {"7": "progress"}).splitlines() == [
        "┃ “That's not waste.”",
        "┃ Somebody, 2017",
        f"┃ {'─' * 74}",
        "┃ Found by #progress",
        "┃ [ Source ↗ https://example.org/ ]",
        "[ Another ] [ ★ ] ( Gone )",
        "(only you can see this)",
    ]


def test_content_and_embeds_are_drawn() -> None:
    message = {
        "content": "Hello **you**",
        "embeds": [
            {
                "author": {"name": "An author"},
                "title": "A title",
                "url": "https://example.org/",
                "description": "Words",
                "fields": [{"name": "Topic", "value": "data"}],
                "footer": {"text": "1999"},
            }
        ],
        "edited_timestamp": "2026-11-22T00:00:00+00:00",
    }
    assert draw(message).splitlines() == [
        "Hello you",
        "┃ An author",
        "┃ A title (https://example.org/)",
        "┃ Words",
        "┃ Topic",
        "┃   data",
        "┃ 1999",
        "(edited)",
    ]


def test_a_bot_that_is_thinking_is_drawn_so() -> None:
    assert draw({"flags": 1 << 7, "content": ""}) == "… is thinking"


def test_pictures_files_and_selects_are_named() -> None:
    picture = {"media": {"url": "https://example.org/a.png"}}
    components = [
        {"type": 12, "items": [picture, picture | {"description": "A cat"}]},
        {
            "type": 9,
            "components": [{"type": 10, "content": "x"}],
            "accessory": {"type": 11, **picture},
        },
        {"type": 13, "file": {"url": "attachment://quotes.yaml"}},
        {"type": 14, "divider": False},
        {"type": 1, "components": [{"type": 3, "custom_id": "s", "placeholder": "A topic"}]},
    ]
    assert draw({"components": components}).splitlines() == [
        "[picture: https://example.org/a.png]",
        "[picture: A cat]",
        "x",
        "[picture: https://example.org/a.png]",
        "[file: attachment://quotes.yaml]",
        "",
        "[ A topic ▾ ]",
    ]


def test_a_long_line_is_wrapped() -> None:
    lines = draw({"content": "word " * 40}).splitlines()
    assert len(lines) == 3
    assert max(map(len, lines)) <= 76


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ("~~a~~ ||bcd|| `e` _f_ __g__", "~a~ ███ e f g"),
        ("[here](https://example.org/)", "here (https://example.org/)"),
        ("https://example.org/", "https://example.org/"),
        ("> a\n> b\nc", "▎ a\n▎ b\nc"),
        ("# A\n- b\n  - c\n1. d", "A\n• b\n  • c\n1. d\n"),
        ("```py\na\n```", "\n    a\n"),
        ("<@1> <@&2> <#3> </quote:4> @here", "@Ada @2 #3 /quote @here"),
        ("<t:0> <t:99999999999999999>", "1970-01-01 00:00 UTC Invalid Date"),
        (":cat: <:dog:5>", ":cat: :dog:"),
        (r"\*as it is\*", "*as it is*"),
    ],
)
def test_markdown_is_drawn_as_readers_see_it(source: str, drawn: str) -> None:
    assert draw_markdown(source, {"1": "Ada"}) == drawn
