"""The back-off from what was typed to quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.library import library_of
from quotebot.core.quotes import Anthology
from quotebot.core.topics import Step
from quotebot.core.words import fold
from tests.anthologies import DATA, ERRORS, SMALL, quote

INDEX = library_of(SMALL).topics


@pytest.mark.parametrize(
    ("typed", "step", "topic"),
    [
        ("progress", Step.TOPIC, "progress"),
        ("  PROGRESS! ", Step.TOPIC, "progress"),
        ("#progress", Step.TOPIC, "progress"),
        ("failing", Step.ALIAS, "failure"),
        ("giving-up", Step.ALIAS, "failure"),
        ("Motivation", Step.ALIAS, "persistence"),
        ("progres", Step.SPELLING, "progress"),
        ("motivatoin", Step.SPELLING, "persistence"),
        ("reserach", Step.SPELLING, "research"),
        ("dta", None, None),
        ("xylophone", None, None),
        ("", None, None),
        ("?!", None, None),
    ],
)
def test_typed_words_find_a_topic(typed: str, step: Step | None, topic: str | None) -> None:
    match = INDEX.match(typed)
    assert (match.step if match else None) == step
    assert (match.topic if match else None) == topic


def test_an_exact_topic_wins_over_another_topics_alias() -> None:
    anthology = Anthology([*SMALL.quotes.values(), quote("m", topics=("mistakes",))], ())
    assert library_of(anthology).topics.match("mistakes") is not None


def test_words_in_a_quote_are_the_last_step() -> None:
    match = INDEX.match("diminishing returns")
    assert match
    assert (match.step, match.topic, list(match.deck)) == (Step.WORDS, None, [DATA])


def test_small_words_do_not_have_to_be_in_the_quote() -> None:
    match = INDEX.match("something about errors, please")
    assert match
    assert list(match.deck) == [ERRORS]


def test_all_words_must_be_in_the_same_quote() -> None:
    assert INDEX.match("diminishing errors") is None


@pytest.mark.parametrize("typed", ["(a+)+$", "%", "_", "' OR 1=1 --", "{0.__class__}", "${x}"])
def test_nothing_that_is_typed_is_a_pattern(typed: str) -> None:
    assert INDEX.match(typed) is None


@given(st.text(max_size=100))
def test_anything_can_be_typed(typed: str) -> None:
    INDEX.match(typed)
    assert len(INDEX.nearest(typed, 3)) <= 3
    assert len(INDEX.complete(typed, 25)) <= 25


@given(st.text(max_size=60))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_the_nearest_topics_come_best_first() -> None:
    assert INDEX.nearest("progression", 2)[0] == "progress"
    assert INDEX.nearest("progress failing", 10)[0] == "progress"
    assert INDEX.nearest("xyzzy", 10) == []


@pytest.mark.parametrize(
    ("typed", "best"),
    [("pro", "progress"), ("f", "failure"), ("mot", "persistence"), ("reserch", "research")],
)
def test_completion_puts_the_best_match_first(typed: str, best: str) -> None:
    assert INDEX.complete(typed, 25)[0] == best


def test_completion_of_nothing_lists_the_largest_topics_first() -> None:
    assert INDEX.complete("", 2) == ["progress", "data"]


def test_completion_never_repeats_a_topic_and_stops_at_the_limit() -> None:
    found = INDEX.complete("p", 3)
    assert len(found) == len(set(found)) == 3


def test_the_largest_topics_come_first() -> None:
    assert INDEX.largest(1) == ["progress"]
