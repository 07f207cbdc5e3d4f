"""Famous sayings under a wrong name are known again; ordinary words are not."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.buttons import fitting
from quotebot.core.library import library_of
from quotebot.core.messages import AskQuote
from quotebot.core.misattributed import MisattributionIndex
from quotebot.core.quotes import Anthology, Misattribution
from quotebot.curation.reading import load
from quotebot.wiring import builtin_quotes
from tests.anthologies import quote
from tests.people_and_sayings import (
    ANTHOLOGY,
    CHANGE,
    DO_IT,
    HORSES,
    INSANITY,
    MILES,
    QUOTES,
    SAYINGS,
    WAYS,
)


def index_of(anthology: Anthology) -> MisattributionIndex:
    return library_of(anthology).misattributions


INDEX = index_of(ANTHOLOGY)
SHIPPED = library_of(load([builtin_quotes()]))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("If I had asked people what they wanted, they would have said faster horses.", HORSES),
        ("faster horses", HORSES),
        ("FASTER HORSES!", HORSES),
        ("faster horse", HORSES),
        ("if i had asked people what they want", HORSES),
        ("if id asked people what they wanted theyd have said a faster horse", HORSES),
        ("insanity over and over", INSANITY),
        ("the definition of insanity", INSANITY),
        ("definition of insanity", INSANITY),
        ("insanity is doing the same thing again and again and expecting different results",
         INSANITY),
        ("Insanity is doing the same things over and over, expecting different results", INSANITY),
        ("be the change", CHANGE),
        ("Be the change that you wish to see in the world - Gandhi", CHANGE),
        ("be the change you want to see in the world", CHANGE),
        ("a journey of a thousand miles", MILES),
        ("the journey of a thousand miles", MILES),
        ("i have not failed", WAYS),
        ("10,000 ways that won't work", WAYS),
        ("10000 ways that wont work", WAYS),
        ("do what you can", DO_IT),
        ("einstein insanity", INSANITY),
        ("insanity einstein", INSANITY),
        ("henry ford horses", HORSES),
        ("ford faster", HORSES),
        ("ghandi change", CHANGE),
        ("edison failed", WAYS),
    ],
)  # fmt: skip
def test_a_saying_is_known_by_a_telling_piece_of_it(typed: str, meant: Misattribution) -> None:
    assert INDEX.match(typed) == meant


ORDINARY = [
    "", "?!", "a", "work", "hard work", "change", "change the world", "in the world", "the world",
    "around the world", "people", "what people want", "ask people", "over and over", "same thing",
    "the same thing", "different", "failed", "i have failed", "have you failed", "failure",
    "find a way", "ways of working", "what works", "single", "a step", "next step", "small steps",
    "a journey", "do it", "do what you want", "what you do", "where you are", "see the world",
    "make a change", "people change", "doing nothing", "good results", "results", "have not",
    "they would have", "if i had", "would have said", "fast", "horses", "insanity",
    "something about change", "give me a quote", "asked and answered", "team work", "journey",
    "thousand", "wish you well", "i wish", "you can do it", "yes you can", "what can you do",
    "with you", "henry ford", "einstein", "albert einstein quotes", "gandhi", "mark twain",
]  # fmt: skip


@pytest.mark.parametrize("typed", ORDINARY)
def test_ordinary_words_are_no_saying(typed: str) -> None:
    assert INDEX.match(typed) is None


@pytest.mark.parametrize(
    ("typed", "said_by", "meant"),
    [
        ("insanity", "Einstein", INSANITY),
        ("insanity", "albert einstein", INSANITY),
        ("results", "Twain", INSANITY),
        ("horses", "Henry Ford", HORSES),
        ("horses", "Einstein", None),
        ("over", "Einstein", None),
        ("relativity", "Einstein", None),
        ("insanity", "Lovelace", None),
        ("faster horses", "Lovelace", None),
    ],
)
def test_with_the_wrong_name_one_word_of_weight_is_enough(
    typed: str, said_by: str, meant: Misattribution | None
) -> None:
    assert INDEX.match(typed, said_by) == meant


def test_a_true_quote_with_just_these_words_is_the_better_answer() -> None:
    true = quote("of-horses", "They have said faster horses eat more.", author="Ann Author")
    anthology = Anthology([*QUOTES, true], (), (), SAYINGS)
    assert index_of(anthology).match("faster horses") is None
    assert index_of(anthology).match("wanted they would have said faster horses") == HORSES


def test_what_the_named_one_really_said_is_the_better_answer() -> None:
    true = quote("sanity", "Of insanity I know nothing.", author="Mark Twain")
    index = index_of(Anthology([*QUOTES, true], (), (), SAYINGS))
    assert index.match("insanity", "Mark Twain") is None
    assert index.match("insanity", "Einstein") == INSANITY


def test_the_nearest_true_quote_does_not_hide_the_saying() -> None:
    assert INDEX.match("single step") == MILES


def test_a_saying_whose_true_quote_is_gone_is_not_corrected() -> None:
    gone = replace(HORSES, nearest="gone")
    assert index_of(Anthology(QUOTES, (), (), [gone])).match("faster horses") is None


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Gandhi", [CHANGE]),
        ("mahatma gandhi", [CHANGE]),
        ("Mohandas Gandhi", []),
        ("ghandi", [CHANGE]),
        ("ford", [HORSES]),
        ("twain", [INSANITY]),
        ("Lovelace", []),
        ("", []),
    ],
)
def test_what_goes_about_under_a_name_is_known(name: str, expected: list[Misattribution]) -> None:
    assert INDEX.under(name) == expected


@given(st.text(max_size=400), st.text(max_size=40))
def test_nothing_typed_breaks_the_index(typed: str, said_by: str) -> None:
    INDEX.match(typed)
    INDEX.match(typed, said_by)


@pytest.mark.parametrize("about", SHIPPED.anthology.misattributions, ids=lambda about: about.id)
def test_every_saying_that_is_shipped_is_known_as_it_stands(about: Misattribution) -> None:
    for saying in about.sayings:
        assert SHIPPED.misattributions.match(saying) == about
    on_a_button = fitting(AskQuote(words=about.sayings[0])).words
    assert SHIPPED.misattributions.match(on_a_button or "") == about
    for name in about.said_by:
        assert about in SHIPPED.misattributions.under(name)


@pytest.mark.parametrize("typed", ORDINARY)
def test_ordinary_words_are_no_saying_that_is_shipped(typed: str) -> None:
    assert SHIPPED.misattributions.match(typed) is None


def test_no_topic_that_is_shipped_is_a_saying() -> None:
    for topic in SHIPPED.anthology.topics.values():
        for word in (topic.name, *topic.aliases):
            assert SHIPPED.misattributions.match(word) is None, word
