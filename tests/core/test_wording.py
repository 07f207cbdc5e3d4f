"""What the bot says in its own voice, and how quotes are shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core import wording
from quotebot.core.shortening import shorten
from tests.anthologies import ERRORS, WASTE


def test_a_byline_names_the_character_of_fiction() -> None:
    assert wording.byline(ERRORS) == "Jules Verne (Professor Liedenbrock)"
    assert wording.byline(WASTE) == "Vincent Vanhoucke"


def test_a_work_is_named_with_year_translator_and_where_it_is_quoted() -> None:
    assert wording.work(ERRORS.source) == "A Novel (1864), translated by T. Later"
    assert wording.work(WASTE.source) == "An AMA (2017), quoted in a blog post"


def test_text_from_right_to_left_is_isolated() -> None:
    assert wording.in_quotation_marks("שלום") == "“\u2068שלום\u2069”"
    assert wording.in_quotation_marks("naïve") == "“naïve”"


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("short", 10, "short"),
        ("exactly ten", 11, "exactly ten"),
        ("a longer text", 9, "a longer…"),
        ("ab👨‍👩‍👧‍👦", 5, "ab…"),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),
    ],
)
def test_text_is_cut_between_characters_as_readers_see_them(
    text: str, limit: int, cut: str
) -> None:
    assert shorten(text, limit) == cut


@given(st.text(), st.integers(1, 50))
def test_cut_text_is_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@given(st.text(max_size=500))
def test_what_was_typed_is_said_back_on_one_line_and_cut(typed: str) -> None:
    said = wording.echo(typed)
    assert len(said) <= wording.ECHO + 2
    assert said.isprintable()
