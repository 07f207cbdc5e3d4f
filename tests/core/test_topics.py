"""The back-off from what was typed to quotes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core import wording
from quotebot.core.library import library_of
from quotebot.core.quotes import Anthology, Topic
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
        ("mistake", Step.ALIAS, "failure"),
        ("I keep failing at this", Step.PHRASE, "failure"),
        ("I am giving it up", Step.PHRASE, "failure"),
        ("no motivation today", Step.PHRASE, "persistence"),
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


PLACES = Anthology(
    [quote(name, f"Words of {name}.", (name,)) for name in ("sea", "work", "calm", "talk")],
    [
        Topic(id="sea", about="Ships and shores.", aliases=("sail", "harbour")),
        Topic(
            id="work", aliases=("standup", "job", "too busy", "storm of work"), related=("calm",)
        ),
        Topic(id="calm", aliases=("after the storm", "stand still", "breathe")),
        Topic(id="talk", aliases=("talks", "job talk", "job")),
    ],
)


@pytest.mark.parametrize(
    ("typed", "heard", "topic"),
    [
        ("we will sail at dawn", "sail", "sea"),
        ("sailing away from it all", "sail", "sea"),
        ("the calm after the last storm", "after the storm", "calm"),
        ("another stand up", "standup", "work"),
        ("my standups never end", "standup", "work"),
        ("tomorrow is my job talk", "job talk", "talk"),
        ("i am looking for a job", "job", "work"),
        ("harboursides and harbours", "harbour", "sea"),
    ],
)
def test_a_sentence_is_taken_by_the_names_that_stand_in_it(
    typed: str, heard: str, topic: str
) -> None:
    match = library_of(PLACES).topics.match(typed)
    assert match
    assert (match.step, match.heard, match.topic) == (Step.PHRASE, heard, topic)


@pytest.mark.parametrize("typed", ["the last ships", "too many people", "zebras and quaggas"])
def test_a_hint_is_no_answer_but_a_suggestion(typed: str) -> None:
    assert library_of(PLACES).topics.match(typed) is None


def test_what_a_word_hints_at_is_suggested() -> None:
    assert library_of(PLACES).topics.nearest("the last ships", 3) == ["sea"]


def test_the_quotes_that_hold_a_word_vote_on_what_it_is_about() -> None:
    assert INDEX.nearest("diligence, elephants", 2) == ["persistence", "progress"]


def test_of_two_topics_with_an_alias_the_one_that_names_it_first_is_likelier() -> None:
    match = library_of(PLACES).topics.match("job")
    assert match
    assert match.topic == "work"
    assert library_of(PLACES).topics.nearest("job", 2) == ["work", "talk"]


def test_words_in_a_quote_are_the_last_step() -> None:
    match = INDEX.match("diminishing returns")
    assert match
    assert (match.step, match.topic, list(match.deck)) == (Step.WORDS, None, [DATA])


@pytest.mark.parametrize("typed", ["That's not waste", "It’s a game"])
def test_words_of_a_quote_typed_as_they_stand_find_it_before_any_topic(typed: str) -> None:
    match = INDEX.match(typed)
    assert match
    assert (match.step, match.heard, len(match.deck)) == (Step.WORDS, typed, 1)
    assert INDEX.match(match.heard) is not None


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


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("progress", None),
        ("mistake", "“mistake” is under failure"),
        ("progerss", "Closest to “progerss”: progress"),
        ("motivatoin", "Closest to “motivatoin”: motivation, which is under persistence"),
        ("any progress yet", "Closest to “any progress yet”: progress"),
        ("I keep failing", "Closest to “I keep failing”: failing, which is under failure"),
        ("diminishing", "Has the words “diminishing”"),
        ("That's not waste", "Has the words “That's not waste”"),
    ],
)
def test_the_card_says_how_the_quote_was_found(typed: str, said: str | None) -> None:
    match = library_of(SMALL).topics.match(typed)
    assert match
    assert wording.found(match, typed) == said


def test_the_largest_topics_come_first() -> None:
    assert INDEX.largest(1) == ["progress"]
