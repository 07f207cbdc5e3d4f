"""Replies of every kind and with any words in them, for property tests of the renderers."""

from typing import Any

from hypothesis import strategies as st

from quotebot.core.messages import (
    AskQuote,
    Choice,
    DailyForm,
    Help,
    ListAuthors,
    ListFound,
    Listing,
    Notice,
    QuoteCard,
    Reply,
    ShareQuote,
)
from quotebot.core.quotes import Misattribution, Quote, Source, Status

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
    status=st.sampled_from(Status),
)
long_text = st.text(min_size=1, max_size=1000) | st.text("*_[", min_size=500, max_size=1000)
misattributions = st.builds(
    Misattribution,
    id=words,
    sayings=st.lists(long_text, min_size=1, max_size=2).map(tuple),
    said_by=st.lists(st.text(min_size=1, max_size=100), min_size=1, max_size=20).map(tuple),
    known=long_text,
    shown=st.just("https://example.com/shown") | long_text,
    nearest=words,
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
    all_of_them=st.none() | st.builds(Choice, words, st.builds(ListFound, words, st.just(1))),
    corrects=st.none() | misattributions,
    aside=st.just(()) | st.just((Choice("Share here", ShareQuote("a-quote")),)),
    shared_by=st.none() | words,
)
rows = st.text(min_size=1, max_size=400) | st.text("*_[", min_size=250, max_size=300)
listings = st.builds(
    Listing,
    title=words,
    rows=st.lists(rows, min_size=1, max_size=10).map(tuple),
    footer=words,
    choices=st.just((Choice("‹", ListAuthors(1)), Choice("›", ListAuthors(3)))),
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
