"""Whatever a reply holds, Discord takes the message, and shows it without parsing its words."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.messages import AskQuote, Choice, Help, Listing, Notice, QuoteCard, Reply
from quotebot.core.quotes import Quote, Source
from quotebot.on_discord.translating import payload
from quotebot.sandbox.discord.drawing import draw
from quotebot.sandbox.discord.message_rules import check_new_message
from tests.anthologies import ERRORS, WASTE

words = st.text(min_size=1, max_size=60)
long_words = st.text(min_size=2, max_size=2000) | st.text("*_[", min_size=2, max_size=5000)
choices = st.lists(st.builds(Choice, words, st.builds(AskQuote, words)), max_size=5, unique=True)
sources = st.builds(
    Source,
    slug=words,
    title=st.text(min_size=1, max_size=400),
    year=words,
    url=st.none() | st.just("https://example.com/work"),
    translator=st.none() | words,
)
quotes = st.builds(
    Quote,
    id=words,
    text=long_words,
    author=words,
    speaker=st.none() | words,
    topics=st.just(("t",)),
    source=sources,
    where=words,
)
cards = st.builds(
    QuoteCard,
    quote=quotes,
    topic=st.none() | words,
    matched=st.none() | words,
    found=st.none() | words,
    another=st.builds(Choice, words, st.builds(AskQuote, words)),
    private=st.booleans(),
)
listings = st.builds(
    Listing, title=words, rows=st.lists(words, max_size=10).map(tuple), footer=words
)
notices = st.builds(Notice, words, choices.map(tuple))


def data(reply: Reply) -> dict[str, Any]:
    sent: dict[str, Any] = payload(reply)["data"]
    return sent


def card(quote: Quote, **fields: Any) -> QuoteCard:
    another = Choice("Another", AskQuote("progress"))
    return QuoteCard(
        quote=quote, topic="progress", matched="topic", found=None, another=another, **fields
    )


@given(cards | listings | notices | st.just(Help()))
def test_discord_takes_every_reply(reply: Reply) -> None:
    if isinstance(reply, Notice) and len({choice.ask for choice in reply.choices}) < len(
        reply.choices
    ):
        return
    check_new_message(data(reply))


@given(cards | listings | notices | st.just(Help()))
def test_nobody_is_ever_pinged(reply: Reply) -> None:
    assert data(reply)["allowed_mentions"] == {"parse": []}


def test_a_card_shows_quote_author_work_topic_and_source() -> None:
    drawn = draw(data(card(WASTE)))
    for part in (
        "“That's not waste, that's progress.”",
        "Vincent Vanhoucke",
        "An AMA (2017), quoted in a blog post",
        "Topic: progress",
        "[ Another ]",
        "https://example.com/ama",
    ):
        assert part in drawn


def test_a_card_names_the_character_and_the_translator() -> None:
    drawn = draw(data(card(ERRORS)))
    assert "Jules Verne (Professor Liedenbrock)" in drawn
    assert "translated by T. Later" in drawn


def test_no_meaning_sits_in_colour() -> None:
    assert "accent_color" not in data(card(WASTE))["components"][0]


@pytest.mark.parametrize("private", [True, False])
def test_a_private_card_is_seen_by_the_asker_alone(private: bool) -> None:
    ephemeral = 1 << 6
    assert bool(data(card(WASTE, private=private))["flags"] & ephemeral) is private


def test_a_work_without_an_address_gets_no_source_button() -> None:
    quote = Quote(
        id="no-url",
        text="Words.",
        author="A",
        topics=("t",),
        source=Source(slug="s", title="T", year="1900"),
        where="p. 1",
    )
    assert "Source" not in draw(data(card(quote)))
