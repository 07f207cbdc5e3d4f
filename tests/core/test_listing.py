"""Lists, a page at a time."""

import pytest

from quotebot.core import listing
from quotebot.core.errors import PersonError
from quotebot.core.library import library_of
from quotebot.core.messages import (
    AskQuote,
    Choice,
    ListAuthors,
    ListFound,
    Listing,
    ListTopics,
    Notice,
)
from quotebot.core.quotes import Anthology, Person
from tests.anthologies import quote
from tests.people_and_sayings import library

MANY = library_of(
    Anthology(
        quote(f"quote-{n}", f"Same words, number {n}.", (f"topic-{n:02}",), author=f"Writer {n}")
        for n in range(23)
    )
)


def page(ask: ListFound) -> Listing:
    result = listing.found(MANY, ask)
    assert isinstance(result, Listing)
    return result


def test_topics_come_ten_a_page_with_their_counts() -> None:
    first, last = listing.topics(MANY, 1), listing.topics(MANY, 99)
    assert first.title == "23 topics"
    assert first.rows[0] == "topic 00 (1)"
    assert len(first.rows) == 10
    assert first.choices == (Choice("›", ListTopics(2)),)
    assert len(last.rows) == 3
    assert last.choices == (Choice("‹", ListTopics(2)),)


def test_authors_come_with_their_years_and_counts() -> None:
    shown = listing.authors(library(), 1)
    assert shown.title == "11 people are quoted"
    assert "Ada Lovelace, 1815 – 1852 (2)" in shown.rows
    assert "George Eliot, born 1819 (1)" in shown.rows
    assert "Lao Tzu, died 531 BC (1)" in shown.rows
    assert "Henri Poincaré (1)" in shown.rows
    assert listing.authors(MANY, 2).choices == (
        Choice("‹", ListAuthors(1)),
        Choice("›", ListAuthors(3)),
    )


def test_an_author_who_is_not_quoted_is_not_listed() -> None:
    quoted = Anthology([quote("one")], people=[Person(name="Ann Author"), Person(name="Nobody")])
    assert listing.authors(library_of(quoted), 1).rows == ("Ann Author (1)",)


def test_found_quotes_come_with_their_start_author_and_id() -> None:
    long = quote("a-long-one", "Words that go on, and on. " * 9, author="A" * 100)
    listed = listing.found(library_of(Anthology([long])), ListFound("words that"))
    assert isinstance(listed, Listing)
    assert listed.title == "1 quote found by “words that”"
    assert listed.rows == (
        f"“Words that go on, and on. Words that go on, and on. Words…” — {'A' * 59}… · #a-long-one",
    )


def test_found_quotes_are_paged_with_their_words_in_the_button() -> None:
    assert page(ListFound("same words")).title == "23 quotes found by “same words”"
    assert page(ListFound("same words", 2)).choices == (
        Choice("‹", ListFound("same words", 1)),
        Choice("›", ListFound("same words", 3)),
    )
    rows = [row for number in (1, 2, 3) for row in page(ListFound("same words", number)).rows]
    assert len(set(rows)) == 23


def test_a_page_that_is_no_more_is_the_last() -> None:
    assert page(ListFound("same words", 99)).footer == "Page 3 of 3"
    assert page(ListFound("number 7", 99)).footer == "Page 1 of 1"


def test_words_that_nothing_holds_get_topics() -> None:
    result = listing.found(MANY, ListFound("zzzz"))
    assert isinstance(result, Notice)
    assert isinstance(result.choices[0].ask, AskQuote)
    assert result.choices[0].ask.private


@pytest.mark.parametrize(
    ("words", "said"), [("", "Say which words"), ("  ", "Say which"), ("x" * 81, "at most 80")]
)
def test_no_words_and_too_many_are_refused(words: str, said: str) -> None:
    with pytest.raises(PersonError, match=said):
        listing.found(MANY, ListFound(words))
