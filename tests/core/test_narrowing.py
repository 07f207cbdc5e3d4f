"""Topic, author and words together."""

import pytest

from quotebot.core.finding import find
from quotebot.core.found import Found
from quotebot.core.messages import AskQuote
from tests.core.finds import LIBRARY, asks, found, notice, tag
from tests.people_and_sayings import ENGINE, LOOM


@pytest.mark.parametrize(
    ("ask", "quotes"),
    [
        (AskQuote("invention", author="lovelace"), {LOOM}),
        (AskQuote("computing", words="perform"), {ENGINE}),
        (AskQuote(author="lovelace", words="algebraical"), {LOOM}),
        (AskQuote("computing", author="ada", words="engine"), {LOOM}),
        (AskQuote("algebraical", author="ada"), {LOOM}),
        (AskQuote("algebraical", words="patterns"), {LOOM}),
    ],
)
def test_together_they_narrow_the_choice(ask: AskQuote, quotes: object) -> None:
    result = found(ask)
    assert set(result.deck) == quotes
    assert result.round is None
    again = find(LIBRARY, result.another)
    assert isinstance(again, Found)
    assert set(again.deck) == quotes
    assert again.another == result.another


def test_what_was_heard_is_said_of_each() -> None:
    result = found(AskQuote("inventoin", author="lovelase"))
    assert result.note == "Closest to “inventoin”: invention; Closest to “lovelase”: Ada Lovelace"
    assert result.topic == "invention"


def test_where_nothing_is_left_something_can_be_left_out() -> None:
    result = notice(AskQuote("learning", author="lovelace", private=True))
    assert result.text.startswith("There is no quote on learning by Ada Lovelace.")
    assert asks(result.choices) == {
        "on learning": AskQuote("learning", private=True),
        "by Ada Lovelace": AskQuote(author=tag("Ada Lovelace"), private=True),
    }


def test_as_little_as_possible_is_left_out() -> None:
    result = notice(AskQuote("computing", author="lovelace", words="stones"))
    assert result.text.startswith("There is no quote on computing by Ada Lovelace with “stones”.")
    assert asks(result.choices) == {
        "on computing by Ada Lovelace": AskQuote("computing", author=tag("Ada Lovelace"))
    }


def test_a_topic_that_is_none_gets_the_nearest_and_keeps_the_author() -> None:
    result = notice(AskQuote("inventionsss things", author="lovelace"))
    assert asks(result.choices)["invention"] == AskQuote("invention", author=tag("Ada Lovelace"))
