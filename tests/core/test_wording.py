"""What the bot says in its own voice, and how quotes are shown."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core import asking_wording, wording
from quotebot.core.quotes import Status
from quotebot.core.shortening import cut_at_a_word, shorten
from tests.anthologies import ERRORS, WASTE
from tests.people_and_sayings import HORSES, INSANITY


def test_a_byline_names_the_character_of_fiction() -> None:
    assert wording.byline(ERRORS) == "Jules Verne (Professor Liedenbrock)"
    assert wording.byline(WASTE) == "Vincent Vanhoucke"


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (Status.VERIFIED, "Jules Verne (Professor Liedenbrock)"),
        (Status.ATTRIBUTED, "attributed to Jules Verne (Professor Liedenbrock)"),
        (Status.DISPUTED, "attributed to Jules Verne (Professor Liedenbrock), which is disputed"),
    ],
)
def test_a_byline_says_how_sure_it_is(status: Status, said: str) -> None:
    quote = replace(ERRORS, status=status)
    assert wording.byline(quote) == said
    assert wording.spoken(quote).endswith(f" — {said}")


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


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("two words", 9, "two words"),
        ("two words", 8, "two"),
        ("two words", 3, "two"),
        ("two words", 2, "tw"),
        ("three more words", 11, "three more"),
        ("e\u0301e\u0301", 3, "e\u0301"),
    ],
)
def test_words_are_cut_between_words_where_there_are_several(
    text: str, limit: int, cut: str
) -> None:
    assert cut_at_a_word(text, limit) == cut


@given(st.text(), st.integers(0, 50))
def test_words_are_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(cut_at_a_word(text, limit)) <= limit
    assert text.startswith(cut_at_a_word(text, limit))


@pytest.mark.parametrize(
    ("shown", "link", "said"),
    [
        ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d", None),
        ("see https://example.com", None, "How that is known: see https://example.com"),
        ("https://example.com and more", None, "How that is known: https://example.com and more"),
        (
            f"https://example.com/{'x' * 600}",
            None,
            f"How that is known: https://example.com/{'x' * 600}",
        ),
        ("searched in his works", None, "How that is known: searched in his works"),
    ],
)
def test_where_it_was_shown_is_a_link_or_words(
    shown: str, link: str | None, said: str | None
) -> None:
    about = replace(HORSES, shown=shown)
    assert asking_wording.evidence_link(about) == link
    assert asking_wording.shown_by(about) == said


def test_a_saying_is_named_with_those_who_are_taken_for_its_authors() -> None:
    one, two = asking_wording.taken_for(HORSES), asking_wording.taken_for(INSANITY)
    assert one.endswith("said faster horses.” for a saying of Henry Ford.")
    assert two.endswith(" for a saying of Albert Einstein or Mark Twain.")
    many = replace(HORSES, said_by=tuple("ABCDEF"), sayings=("x " * 400,))
    assert asking_wording.taken_for(many).endswith("x…” for a saying of A, B, C or D.")


@given(st.text(), st.integers(1, 50))
def test_cut_text_is_never_longer_than_the_limit(text: str, limit: int) -> None:
    assert len(shorten(text, limit)) <= limit


@given(st.text(max_size=500))
def test_what_was_typed_is_said_back_on_one_line_and_cut(typed: str) -> None:
    said = wording.echo(typed)
    assert len(said) <= wording.ECHO + 2
    assert said.isprintable()
