"""Typed lines and what they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.commands import COMMANDS, ID_SIGN, LINE_WORDS, RESERVED_WORDS
from quotebot.core.grammar import parse
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAction,
    FillInDaily,
    ListAuthors,
    ListDaily,
    ListFound,
    ListTopics,
    ShowQuote,
)


@pytest.mark.parametrize(
    ("line", "ask"),
    [
        ("", AskQuote()),
        ("   ", AskQuote()),
        ("progress", AskQuote("progress")),
        ("  diminishing   returns ", AskQuote("diminishing returns")),
        ("help", AskHelp()),
        (" HELP ", AskHelp()),
        ("?", AskHelp()),
        ("topics", ListTopics()),
        ("Topics", ListTopics()),
        ("topics 3", ListTopics(3)),
        ("topics 0", ListTopics(1)),
        ("topics of today", AskQuote("topics of today")),
        ("authors", ListAuthors()),
        ("authors 2", ListAuthors(2)),
        ("authors of old", AskQuote("authors of old")),
        ("by Ada  Lovelace", AskQuote(author="Ada Lovelace")),
        ("BY ada", AskQuote(author="ada")),
        ("by", ListAuthors()),
        ("bypass", AskQuote("bypass")),
        ("learning by doing", AskQuote("learning by doing")),
        ("search diminishing  returns", AskQuote(words="diminishing returns")),
        ("Search by the way", AskQuote(words="by the way")),
        ("search", ListFound()),
        ("searching", AskQuote("searching")),
        ("#waste-is-progress", ShowQuote("waste-is-progress")),
        ("# Waste-is-progress", ShowQuote("Waste-is-progress")),
        ("#", ShowQuote("")),
        ("#1 priority", AskQuote("#1 priority")),
        ("topic:progress author:Ada Lovelace", AskQuote("progress", author="Ada Lovelace")),
        (
            "progress author: ada search: new  ideas",
            AskQuote("progress", author="ada", words="new ideas"),
        ),
        ("SEARCH:waste Topic:progress", AskQuote("progress", words="waste")),
        ("topic:a topic:b", AskQuote("a b")),
        ("author:", AskQuote()),
        ("a colon:here", AskQuote("a colon:here")),
        ("private by Ada", AskQuote(author="Ada", private=True)),
        ("private search by Ada", AskQuote(words="by Ada", private=True)),
        ("private #an-id", ShowQuote("an-id", private=True)),
        ("private topic:progress author:ada", AskQuote("progress", author="ada", private=True)),
        ("private by", ListAuthors()),
        ("today", AskToday()),
        ("daily", FillInDaily()),
        ("Daily LIST", ListDaily()),
        ("daily pause", ActOnDaily(DailyAction.PAUSE)),
        ("daily status #3", ActOnDaily(DailyAction.STATUS, 3)),
        ("daily skip 12", ActOnDaily(DailyAction.SKIP, 12)),
        ("daily bread", AskQuote("daily bread")),
        ("daily skip often", AskQuote("daily skip often")),
        ("help me", AskQuote("help me")),
        ("topic:help", AskQuote("help")),
        ("topic: Simple Things", AskQuote("Simple Things")),
        ("topic:", AskQuote()),
        ("private", AskQuote(private=True)),
        ("private progress", AskQuote("progress", private=True)),
        ("PRIVATE topic:topics", AskQuote("topics", private=True)),
    ],
)
def test_a_line_is_read(line: str, ask: Ask) -> None:
    assert parse(line) == ask


@given(st.text())
def test_every_line_asks_something(line: str) -> None:
    ask = parse(line)
    if isinstance(ask, AskQuote):
        assert all(part is None or part.strip() for part in (ask.topic, ask.author, ask.words))


@given(st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1))
def test_a_forced_word_is_always_a_topic(word: str) -> None:
    if not word.casefold().startswith("topic:"):
        assert parse(f"topic:{word}") == AskQuote(word)


def test_each_command_can_be_typed() -> None:
    for command in COMMANDS:
        assert parse(command.typed) == command.ask


def test_every_word_that_is_a_command_is_reserved() -> None:
    typed = {command.typed.split()[0] for command in COMMANDS if command.typed}
    assert (typed | {"private", "by"}) - {ID_SIGN} == LINE_WORDS
    assert LINE_WORDS < RESERVED_WORDS
