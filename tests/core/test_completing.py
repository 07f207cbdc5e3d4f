"""What is offered while somebody types."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core import completing
from quotebot.core.completing import COMPLETIONS, Completion
from quotebot.core.library import library_of
from quotebot.core.quotes import Anthology
from tests.anthologies import numbered, quote
from tests.people_and_sayings import library

LIBRARY = library()
MANY = library_of(numbered(60))


def test_a_name_is_offered_with_the_other_name_that_is_typed() -> None:
    assert completing.authors(LIBRARY, "mary")[0] == Completion(
        "George Eliot (Mary Ann Evans)", "George Eliot"
    )
    assert completing.authors(LIBRARY, "wells")[0] == Completion("H. G. Wells", "H. G. Wells")


@pytest.mark.parametrize("typed", ["order", "order-it", "Order it", "#order", "how to order"])
def test_a_quote_is_offered_by_its_id_and_by_its_words(typed: str) -> None:
    assert completing.quotes(LIBRARY, typed)[0] == Completion(
        "“It can do whatever we know how to order it to perform.” — Ada Lovelace",
        "order-it-to-perform",
    )


def test_ids_come_before_words() -> None:
    by_words = quote("another", "Light and dark.")
    both = library_of(Anthology([by_words, quote("light-of-day", "At noon.")]))
    offered = [one.value for one in completing.quotes(both, "light")]
    assert offered == ["light-of-day", "another"]


@given(st.text(max_size=200) | st.sampled_from(["", "q", "quote", "words", "ann"]))
def test_no_more_is_offered_than_a_platform_takes_and_nothing_twice(typed: str) -> None:
    for offer in (completing.authors, completing.quotes):
        values = [one.value for one in offer(MANY, typed)]
        assert len(set(values)) == len(values) <= COMPLETIONS
    assert len(completing.quotes(MANY, "quote")) == COMPLETIONS
