"""The anthology's indexes."""

import pytest

from quotebot.core.quotes import Anthology, Person, Status
from tests.anthologies import DATA, ERRORS, GO_ON, WASTE, quote

VERNE = Person(name="Jules Verne", also=("Verne",), born="1828", died="1905")


def test_authors_come_in_the_order_of_their_names_with_what_is_known_of_them() -> None:
    anthology = Anthology([WASTE, DATA, ERRORS], people=[VERNE, Person(name="Nobody Quoted")])
    assert list(anthology.authors) == ["Greg Corrado", "Jules Verne", "Vincent Vanhoucke"]
    assert anthology.authors["Jules Verne"] is VERNE
    assert anthology.authors["Greg Corrado"] == Person(name="Greg Corrado")


def test_an_authors_deck_holds_all_of_their_quotes_and_no_other() -> None:
    more = quote("more", author="Greg Corrado")
    anthology = Anthology([WASTE, DATA, more])
    assert set(anthology.deck_by("Greg Corrado")) == {DATA, more}
    with pytest.raises(KeyError):
        anthology.deck_by("Jules Verne")


def test_a_quote_is_verified_unless_it_says_otherwise() -> None:
    assert GO_ON.status is Status.VERIFIED
