"""What is found for what was asked: the order of the readings, and all of them together."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core import buttons
from quotebot.core.author_rounds import round_of
from quotebot.core.errors import PersonError
from quotebot.core.finding import find
from quotebot.core.found import Found
from quotebot.core.library import library_of
from quotebot.core.messages import AskQuote, Choice, ListFound, Notice
from quotebot.core.narrowing import MAX_PASTED
from quotebot.core.quotes import Anthology
from tests.anthologies import quote
from tests.core.finds import LIBRARY, asks, found, notice, tag
from tests.people_and_sayings import (
    DATA,
    ENGINE,
    HABIT,
    HORSES,
    INSANITY,
    LOOM,
    METHOD,
    PEARL,
    STEP,
)

# One word, or a few, of which nobody said what they are


def test_a_word_that_is_a_topic_wins_over_every_other_reading() -> None:
    """ "bacon" is under a topic here, and two people's name."""
    result = found(AskQuote("bacon"))
    assert (result.topic, result.matched) == ("beginnings", "alias")
    assert found(AskQuote("computing")).topic == "computing"


@pytest.mark.parametrize(
    ("typed", "matched", "quotes"),
    [
        ("order-it-to-perform", "id", {ENGINE}),
        ("Order-It-To-Perform", "id", {ENGINE}),
        ("lovelace", "author", {ENGINE, LOOM}),
        ("mary ann evans", "author", {PEARL}),
        ("sherlock holmes", "author", {DATA}),
        ("ada", "author", {ENGINE, LOOM}),
        ("lovelase", "author", {ENGINE, LOOM}),
        ("faster horses", "misattribution", {METHOD}),
        ("insanity over and over", "misattribution", {HABIT}),
        ("computing by lovelace", "topic and author", {ENGINE, LOOM}),
        ("invention by Ada Lovelace", "topic and author", {LOOM}),
        ("first steps by laozi", "topic and author", {STEP}),
        ("algebraical patterns", "words", {LOOM}),
        ("inventoin", "spelling", {LOOM, METHOD}),
    ],
)
def test_words_are_read_as_what_they_fit_best(typed: str, matched: str, quotes: object) -> None:
    result = found(AskQuote(typed))
    assert result.matched == matched
    assert set(result.deck) == quotes


@pytest.mark.parametrize(
    "typed", ["learning by doing", "by the way", "stand by me", "step by step"]
)
def test_by_is_a_word_like_others_where_nobody_is_named(typed: str) -> None:
    result = find(LIBRARY, AskQuote(typed))
    assert isinstance(result, Notice) or result.matched not in {"author", "topic and author"}


def test_a_name_that_several_bear_is_a_choice_where_nothing_else_fits() -> None:
    two = [quote("one", "One.", author="Ann Miller"), quote("two", "Two.", author="Ben Miller")]
    result = find(library_of(Anthology(two)), AskQuote("miller"))
    assert isinstance(result, Notice)
    assert [choice.label for choice in result.choices] == ["Ann Miller", "Ben Miller"]


def test_a_quote_can_be_pasted_whole() -> None:
    text = "Words that nobody would take for a topic, " * 5
    pasted = quote("pasted", text)
    result = find(library_of(Anthology([pasted])), AskQuote(text))
    assert isinstance(result, Found)
    assert set(result.deck) == {pasted}
    assert result.another.words
    assert text.startswith(result.another.words)


def test_a_saying_can_be_pasted_whole() -> None:
    assert found(AskQuote(INSANITY.sayings[0])).corrects == INSANITY


@pytest.mark.parametrize("ask", [AskQuote("x " * 60), AskQuote("horses " * 200)])
def test_what_is_long_and_stands_nowhere_is_refused(ask: AskQuote) -> None:
    with pytest.raises(PersonError, match="at most 80"):
        find(LIBRARY, ask)


# By author


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Ada Lovelace", None),
        ("augusta ada king", "“augusta ada king” is another name of Ada Lovelace"),
        ("lovelace", "“lovelace” was read as Ada Lovelace"),
        ("lovelase", "Closest to “lovelase”: Ada Lovelace"),
    ],
)
def test_a_name_is_said_to_be_another_when_it_was_typed_otherwise(
    typed: str, said: str | None
) -> None:
    result = found(AskQuote(author=typed))
    assert result.note == said
    assert result.round == round_of("Ada Lovelace")
    assert result.another == AskQuote(author=tag("Ada Lovelace"))


def test_a_name_that_several_bear_is_a_choice() -> None:
    result = notice(AskQuote(author="bacon", private=True))
    assert "More than one name fits “bacon”" in result.text
    assert asks(result.choices) == {
        "Francis Bacon": AskQuote(author=tag("Francis Bacon"), private=True),
        "Roger Bacon": AskQuote(author=tag("Roger Bacon"), private=True),
    }


def test_a_choice_of_names_keeps_what_else_was_asked() -> None:
    result = notice(AskQuote("inventions", author="bacon", words="means"))
    assert asks(result.choices)["Roger Bacon"] == AskQuote(
        "invention", author=tag("Roger Bacon"), words="means"
    )


def test_a_name_that_nobody_bears_gets_the_nearest() -> None:
    result = notice(AskQuote(author="Elliottson"))
    assert "Nobody called “Elliottson” is quoted here. Did you mean" in result.text
    assert result.choices[0].label == "George Eliot"


def test_a_name_like_no_other_gets_those_quoted_most() -> None:
    result = notice(AskQuote(author="zzzzzz"))
    assert "Quoted most:" in result.text
    assert result.choices[0].label == "Ada Lovelace"


def test_a_name_of_the_wrong_one_gets_the_sayings_that_go_about_under_it() -> None:
    result = notice(AskQuote(author="Einstein", private=True))
    assert "these sayings go about under that name" in result.text
    (choice,) = result.choices
    assert choice.label == "“The definition of insanity is doing the…”"
    assert isinstance(choice.ask, AskQuote)
    assert choice.ask.private
    assert found(choice.ask).corrects == INSANITY


def test_a_name_that_left_the_library_leaves_its_buttons_expired() -> None:
    with pytest.raises(PersonError, match="expired"):
        find(LIBRARY, AskQuote(author="#0123456789"))


def test_a_name_of_any_length_gets_an_answer() -> None:
    with pytest.raises(PersonError, match="at most 100"):
        find(LIBRARY, AskQuote(author="x" * 101))


# By words


def test_words_are_looked_for_even_where_they_are_a_topic() -> None:
    result = found(AskQuote(words="single step"))
    assert result.corrects is not None
    result = found(AskQuote(words="untried"))
    assert (set(result.deck), result.topic, result.round) == ({METHOD}, None, None)
    assert result.note == "Found by the words “untried”"


def test_several_with_the_words_can_be_listed() -> None:
    many = library_of(Anthology([quote(f"q-{n}", f"Heavy stones, {n}.") for n in range(3)]))
    for ask in (AskQuote(words="heavy stones"), AskQuote("heavy stones")):
        result = find(many, ask)
        assert isinstance(result, Found)
        assert result.all_of_them == Choice("List all 3", ListFound("heavy stones", beside=True))
    one = found(AskQuote(words="untried"))
    assert one.all_of_them is None


def test_words_that_nobody_wrote_get_topics() -> None:
    result = notice(AskQuote(words="inventoin", private=True))
    assert "No quote was found by the words “inventoin”" in result.text
    assert result.choices[0] == Choice("invention", AskQuote("invention", private=True))
    assert len(notice(AskQuote(words="zzzz")).choices) == 5


def test_words_that_are_far_too_many_are_refused() -> None:
    with pytest.raises(PersonError, match=f"at most {MAX_PASTED}"):
        find(LIBRARY, AskQuote(words="word " * 200))


@pytest.mark.parametrize(
    "ask",
    [
        AskQuote("faster horses"),
        AskQuote(words="faster horses"),
        AskQuote(author="ford", words="horses"),
        AskQuote("ford horses"),
    ],
)
@pytest.mark.parametrize("private", [True, False])
def test_a_saying_under_a_wrong_name_is_corrected_however_it_is_asked_for(
    ask: AskQuote, private: bool
) -> None:
    result = found(replace(ask, private=private))
    assert result.corrects == HORSES
    assert set(result.deck) == {METHOD}
    assert result.another == AskQuote("invention", private)


# Whatever is typed

typed = st.none() | st.text(max_size=120) | st.sampled_from(
    ["lovelace", "bacon", "invention", "inventoin", "faster horses", "ford", ":", "#", "x" * 400]
)  # fmt: skip


@given(typed, typed, typed, st.booleans())
def test_every_button_that_is_offered_fits_and_leads_somewhere(
    topic: str | None, author: str | None, words: str | None, private: bool
) -> None:
    try:
        result = find(LIBRARY, AskQuote(topic, private, author=author, words=words))
    except PersonError:
        return
    offered = list(result.choices) if isinstance(result, Notice) else []
    if isinstance(result, Found):
        offered.append(Choice("Another", replace(result.another, not_again="abcdef")))
        if result.all_of_them:
            offered.append(result.all_of_them)
    for choice in offered:
        ask = choice.ask
        if isinstance(ask, AskQuote) and ask.not_again:
            ask = buttons.fitting(ask if private else replace(ask, not_again=None))
        assert buttons.decode(buttons.encode(ask)) == ask
        if isinstance(ask, AskQuote):
            assert ask.private is private
            find(LIBRARY, ask)
