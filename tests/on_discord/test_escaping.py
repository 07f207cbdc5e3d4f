"""Escaped text, read by Discord's markdown, is exactly the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.on_discord.escaping import escape, escape_line
from quotebot.sandbox.discord import markdown
from quotebot.sandbox.discord.markdown_nodes import Text

HOSTILE = [
    "@everyone @here",
    "<@&123456789012345678> <@123456789012345678> <#123456789012345678>",
    "</ban:123456789012345678> <t:0:R> <:x:123456789012345678> <id:customize>",
    "[free nitro](https://evil.example) discord.gg/x https://evil.example",
    "# big",
    "-# small",
    ">>> all",
    "> one\n> two",
    "```\ncode\n```",
    "||spoiler||",
    "*b* _i_ ~~s~~ __u__ `c` ***bi***",
    "- item\n  - item\n1. first\n 2) second",
    "Q&A <3 > &amp;",
    r"a \* b \\ c",
    ":smile: 12:30:45",
    "ends in a backslash \\",
]
MARKUP = st.text(alphabet=st.sampled_from("\\*_~`|<>[]()#@&:/.-+1 2)\nab!éx"), max_size=60)


def shown(source: str) -> str:
    """What a reader sees, if nothing but plain text is found; otherwise what was found."""
    nodes = markdown.parse(source)
    if all(isinstance(node, Text) for node in nodes):
        return "".join(node.text for node in nodes if isinstance(node, Text))
    return repr(nodes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == text


@given(MARKUP | st.text(max_size=60))
def test_any_text_is_shown_as_it_is(text: str) -> None:
    assert shown(escape(text)) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_a_line_of_ours_is_shown_as_it_is(text: str) -> None:
    assert shown(escape_line(text)) == " ".join(text.split())


def test_the_parser_does_find_markup_that_is_not_escaped() -> None:
    found = [text for text in HOSTILE[:12] if shown(text) != text]
    assert found == HOSTILE[:12]
