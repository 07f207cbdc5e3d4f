"""What Slack makes of mrkdwn: a test that uses the parser may trust these."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.sandbox.slack.mrkdwn import parse
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
    visible,
)
from quotebot.sandbox.slack.payloads import escaped


@pytest.mark.parametrize(
    ("source", "nodes"),
    [
        ("", ()),
        ("plain", (Text("plain"),)),
        ("a &amp; b &lt;c&gt;", (Text("a & b <c>"),)),
        ("&amp;lt;", (Text("&lt;"),)),
        ("&quot;", (Text("&quot;"),)),
        ("*bold*", (Bold((Text("bold"),)),)),
        ("_italic_", (Italic((Text("italic"),)),)),
        ("~gone~", (Strike((Text("gone"),)),)),
        ("*a _b_ c*", (Bold((Text("a "), Italic((Text("b"),)), Text(" c"))),)),
        ("`x &lt; *y*`", (Code("x < *y*"),)),
        ("```a\n*b*```", (Preformatted("a\n*b*"),)),
        ("<https://a.example>", (Link("https://a.example"),)),
        ("<https://a.example|here>", (Link("https://a.example", "here"),)),
        ("<mailto:a@b.example|a>", (Link("mailto:a@b.example", "a"),)),
        (
            "see https://a.example/?x=1&amp;y=2",
            (Text("see "), Link("https://a.example/?x=1&y=2")),
        ),
        ("<@U0ADA>", (UserMention("U0ADA"),)),
        ("<@W0ADA|ada>", (UserMention("W0ADA", "ada"),)),
        ("<#C0GENERAL|general>", (ChannelMention("C0GENERAL", "general"),)),
        ("<!subteam^S0|@team>", (UserGroupMention("S0", "@team"),)),
        ("<!here>", (SpecialMention("here"),)),
        ("<!channel|channel>", (SpecialMention("channel"),)),
        ("<!everyone>", (SpecialMention("everyone"),)),
        (
            "<!date^1392734382^{date}^https://a.example|then>",
            (Date(1392734382, "{date}", "https://a.example", "then"),),
        ),
        ("<!date^1392734382^{date}|then>", (Date(1392734382, "{date}", None, "then"),)),
        (":tada:", (Emoji("tada"),)),
        (":+1::skin-tone-2:", (Emoji("+1::skin-tone-2"),)),
        ("&gt; quoted\nnot", (BlockQuote((Text("quoted"),)), Text("not"))),
        ("> a\n> b", (BlockQuote((Text("a\nb"),)),)),
        ("so\n&gt;&gt;&gt; a\nb", (Text("so\n"), BlockQuote((Text("a\nb"),)))),
    ],
)
def test_what_is_written_is_read_as_slack_reads_it(source: str, nodes: tuple[Node, ...]) -> None:
    assert parse(source) == nodes


@pytest.mark.parametrize(
    "source",
    [
        "2*3*4",
        "snake_case_name",
        "* not bold *",
        "a * b",
        "*over\nlines*",
        "12:30:45",
        ": not emoji :",
        "a < b",
        "<not an address>",
        "<!date^soon^{date}|then>",
        "``",
        "_",
    ],
)
def test_what_only_looks_like_formatting_is_text(source: str) -> None:
    assert parse(source) == (Text(source),)


def test_verbatim_leaves_addresses_alone() -> None:
    assert parse("see https://a.example", verbatim=True) == (Text("see https://a.example"),)


MENTIONS = (UserMention, UserGroupMention, ChannelMention, SpecialMention, Date)


def mentions_in(nodes: tuple[Node, ...]) -> list[Node]:
    found: list[Node] = []
    for node in nodes:
        if isinstance(node, MENTIONS):
            found.append(node)
        elif isinstance(node, Bold | Italic | Strike | BlockQuote):
            found += mentions_in(node.nodes)
    return found


@given(st.text(alphabet="<>@#!&;|^*_~`: \nUChereltgampdsu0"))
def test_escaped_text_never_mentions_anybody(text: str) -> None:
    assert mentions_in(parse(escaped(text))) == []


@given(st.text(alphabet="ab <>&;.\n").filter(lambda text: "\n>" not in f"\n{text}"))
def test_escaped_text_without_marks_is_its_own_characters(text: str) -> None:
    assert visible(parse(escaped(text))) == text


@given(st.text(max_size=300))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(visible(parse(text)), str)
