"""Discord's markdown, as its client reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.sandbox.discord.markdown import parse
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
    Node,
    Quote,
    Small,
    Spoiler,
    Strike,
    Text,
    Timestamp,
    Underline,
)

X = (Text("x"),)
HOME = "https://example.org/"

MARKED_UP: dict[str, tuple[Node, ...]] = {
    "x": X,
    "**x**": (Bold(X),),
    "*x*": (Italic(X),),
    "_x_": (Italic(X),),
    "_x_.": (Italic(X), Text(".")),
    "__x__": (Underline(X),),
    "~~x~~": (Strike(X),),
    "||x||": (Spoiler(X),),
    "`x`": (Code("x"),),
    "`` a`b ``": (Code(" a`b "),),
    "```x```": (CodeBlock("x", None),),
    "```py\nx\n```": (CodeBlock("x", "py"),),
    "***x***": (Bold((Italic(X),)),),
    "*a **b** c*": (Italic((Text("a "), Bold((Text("b"),)), Text(" c"))),),
    "**a\nb**": (Bold((Text("a\nb"),)),),
    "# x": (Heading(1, X),),
    "### x\nx": (Heading(3, X), Text("x")),
    "-# x": (Small(X),),
    "> x\n> x\nx": (Quote((Text("x\nx"),)), Text("x")),
    ">>> x\nx": (Quote((Text("x\nx"),)),),
    "> > x": (Quote((Text("> x"),)),),
    "> # x": (Quote((Heading(1, X),)),),
    "- x\n  * x\n7. x": (ListItem("•", 0, X), ListItem("•", 1, X), ListItem("7.", 0, X)),
    f"[x]({HOME})": (Link(HOME, X),),
    f"[x](<{HOME}>)": (Link(HOME, X),),
    f"[**x**]({HOME} 'title')": (Link(HOME, (Bold(X),)),),
    f"[x]({HOME}a_(b))": (Link(f"{HOME}a_(b)", X),),
    f"see {HOME}.": (Text("see "), Link(HOME, (Text(HOME),)), Text(".")),
    f"<{HOME}>": (Link(HOME, (Text(HOME),)),),
    "<@1>": (Mention("user", "1"),),
    "<@!1>": (Mention("user", "1"),),
    "<@&1>": (Mention("role", "1"),),
    "<#1>": (Mention("channel", "1"),),
    "</quotes topics:1>": (Mention("command", "1", "quotes topics"),),
    "<id:guide>": (Mention("navigation", "guide"),),
    "@everyone": (Mention("everyone", "everyone"),),
    "@here": (Mention("here", "here"),),
    "<t:1>": (Timestamp(1, "f"),),
    "<t:-1:R>": (Timestamp(-1, "R"),),
    "<:cat:1>": (Emoji("cat", "1"),),
    "<a:cat:1>": (Emoji("cat", "1"),),
    ":cat:": (Emoji("cat", None),),
    ":+1:": (Emoji("+1", None),),
}

PLAIN = [
    "",
    "snake_case_name",
    "2 * 3 * 4",
    "a * b",
    "12:30:45",
    "#hashtag",
    "a # b",
    "-5",
    "a - b",
    "1984 was a book",
    "[x](not a link)",
    "[x](javascript:alert)",
    "[](https:)",
    "<nobody>",
    "<@abc>",
    "5 > 3",
    ">x",
    "**",
    "``",
    "@someone",
    r"back\slash",
    "¯\\_(ツ)_/¯",
]

MARKS = "\\`*_~|<>[]()#-+.:@!0123456789/ \nax"


@pytest.mark.parametrize("source", MARKED_UP)
def test_markup_is_read(source: str) -> None:
    assert parse(source) == MARKED_UP[source]


@pytest.mark.parametrize("source", PLAIN)
def test_what_only_looks_like_markup_is_text(source: str) -> None:
    assert parse(source) == ((Text(source),) if source else ())


@pytest.mark.parametrize("source", [one for one in MARKED_UP if one != "x"])
def test_a_backslash_before_every_mark_leaves_plain_text(source: str) -> None:
    assert parse(_escaped(source)) == (Text(source),)


@given(st.text(MARKS))
def test_every_fully_escaped_text_is_itself(source: str) -> None:
    assert parse(_escaped(source)) == ((Text(source),) if source else ())


@given(st.text(MARKS, max_size=200))
def test_no_text_is_too_strange_to_read(source: str) -> None:
    for left, right in zip(parse(source), parse(source)[1:], strict=False):
        assert not (isinstance(left, Text) and isinstance(right, Text))


def _escaped(source: str) -> str:
    """Every character escaped that can be: Discord takes no backslash before letters and digits."""
    return "".join(
        one if one.isspace() or (one.isascii() and one.isalnum()) else f"\\{one}" for one in source
    )
