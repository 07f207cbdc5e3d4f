"""Typed lines and what they ask."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.commands import COMMANDS, LINE_WORDS, RESERVED_WORDS
from quotebot.core.grammar import parse
from quotebot.core.messages import (
    ActOnDaily,
    Ask,
    AskHelp,
    AskQuote,
    AskToday,
    DailyAction,
    FillInDaily,
    ListDaily,
    ListTopics,
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
    assert not isinstance(ask, AskQuote) or ask.topic is None or ask.topic.strip()


@given(st.text(alphabet=st.characters(categories=["L", "N", "P"]), min_size=1))
def test_a_forced_word_is_always_a_topic(word: str) -> None:
    if not word.casefold().startswith("topic:"):
        assert parse(f"topic:{word}") == AskQuote(word)


def test_each_command_can_be_typed() -> None:
    for command in COMMANDS:
        assert parse(command.typed) == command.ask


def test_every_word_that_is_a_command_is_reserved() -> None:
    typed = {command.typed.split()[0] for command in COMMANDS if command.typed}
    assert typed | {"private"} == LINE_WORDS
    assert LINE_WORDS < RESERVED_WORDS
