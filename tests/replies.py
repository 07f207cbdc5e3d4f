"""Replies of every kind and with any words in them, for property tests of the renderers."""

from typing import Any

from hypothesis import strategies as st

from quotebot.core.messages import (
    AskQuote,
    Choice,
    DailyForm,
    Help,
    Listing,
    Notice,
    QuoteCard,
    Reply,
)
from quotebot.core.quotes import Quote, Source

words = st.text(min_size=1, max_size=60)
choices = st.lists(
    st.builds(Choice, words, st.builds(AskQuote, words)),
    max_size=5,
    unique_by=lambda choice: choice.ask,
)
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
    text=st.text(min_size=2, max_size=3500) | st.text("*_[", min_size=2, max_size=5000),
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
    explanation=st.none() | words,
)
listings = st.builds(
    Listing, title=words, rows=st.lists(words, min_size=1, max_size=10).map(tuple), footer=words
)
notices = st.builds(Notice, words, choices.map(tuple))
forms = st.builds(DailyForm, st.lists(words, max_size=120, unique=True).map(tuple))
replies: st.SearchStrategy[Reply] = st.one_of(cards, listings, notices, forms, st.just(Help()))


def card(quote: Quote, **fields: Any) -> QuoteCard:
    """A card on progress, as somebody who typed that word would get it."""
    another = Choice("Another", AskQuote("progress"))
    return QuoteCard(
        quote=quote, topic="progress", matched="topic", found=None, another=another, **fields
    )
