"""Ranked search in the words of quotes, in names and in works."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.quotes import Anthology, Person, Quote, Source
from quotebot.core.searching import QuoteSearch
from tests.anthologies import quote

RUN = quote("run", "They run and run, and are never tired of the road.")
RAN = quote("ran", "He ran along the river until night.")
RUNNING = quote("running", "All the running you can do keeps you in the same place.")
RIVER = quote("river", "No one steps into the same river twice.", author="Heraclitus")
HAMLET = quote("hamlet", "To be, or not to be, that is the question.")
SMALL_WORDS = quote("small-words", "It is not for us to be this or to be that.")
MILL = quote("mill", "The beaten path is for beaten men.", author="George Eliot")
CAFE = quote("café", "In the café nobody hurries.", author="Émile Zola")
QUOTES = [
    RUN,
    RAN,
    RUNNING,
    RIVER,
    HAMLET,
    SMALL_WORDS,
    replace(MILL, source=Source(slug="mill", title="The Mill on the Floss", year="1860")),
    CAFE,
    quote("romeo", "Good night, good night!", speaker="Juliet", author="William Shakespeare"),
]
PEOPLE = [Person(name="George Eliot", also=("Mary Ann Evans",))]
SEARCH = QuoteSearch(Anthology(QUOTES, (), PEOPLE))


def found(typed: str, most: int = 10) -> list[str]:
    return [each.id for each in SEARCH.find(typed, most)]


def test_the_very_word_comes_before_its_other_forms() -> None:
    assert found("running")[0] == "running"
    assert found("ran")[0] == "ran"
    assert set(found("running")) == {"run", "ran", "running"}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("rivr", ["ran", "river"]),
        ("quesiton", ["hamlet"]),
        ("heraclitos", ["river"]),
        ("cafe", ["café"]),
        ("CAFÉ", ["café"]),
        ("emile zola", ["café"]),
    ],
)
def test_a_slip_of_the_finger_or_a_missing_accent_is_forgiven(
    typed: str, expected: list[str]
) -> None:
    assert found(typed) == expected


def test_a_word_that_stands_somewhere_is_never_taken_for_another() -> None:
    assert found("night") == ["romeo", "ran"]
    assert "river" not in found("never")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("George Eliot", ["mill"]),
        ("evans", ["mill"]),
        ("mill floss", ["mill"]),
        ("juliet", ["romeo"]),
        ("shakespeare night", ["romeo"]),
        ("heraclitus river", ["river"]),
    ],
)
def test_authors_their_other_names_characters_and_works_are_looked_in(
    typed: str, expected: list[str]
) -> None:
    assert found(typed) == expected


def test_words_that_follow_each_other_come_first() -> None:
    assert found("the same river") == ["river"]
    assert found("to be or not to be")[0] == "hamlet"
    assert found("same place")[0] == "running"


def test_small_words_need_not_be_there() -> None:
    assert found("a river for us, please") == ["ran", "river"]


def test_small_words_alone_are_words_too() -> None:
    assert found("or") == ["hamlet", "small-words"]


def test_without_a_quote_that_has_them_all_those_with_most_words_come() -> None:
    assert found("same river night elephant")[:2] == ["river", "ran"]
    assert found("elephant river") == ["ran", "river"]
    assert found("elephant zebra river") == []


def test_the_rarer_word_decides_among_those_with_as_many() -> None:
    assert found("tired night")[0] == "run"


def test_no_more_come_than_were_asked_for_and_the_shorter_first() -> None:
    assert found("night", 1) == ["romeo"]
    assert found("river", 1) == ["ran"]


@pytest.mark.parametrize("typed", ["", " ", "%", "_", "*", '"', "()", "\x00", "\\", "🙂"])
def test_what_holds_no_word_finds_nothing(typed: str) -> None:
    assert found(typed) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("river AND night", "river night"),
        ("river OR", "river or"),
        ("text:river", "text river"),
        ("-river", "river"),
        ("riv*", "riv"),
        ("(river", "river"),
        ('"river', "river"),
        ("river~2^9", "river 2 9"),
        ("[a TO z]", "a to z"),
    ],
)
def test_no_sign_or_operator_means_anything(typed: str, words: str) -> None:
    assert found(typed) == found(words)


@given(st.text(max_size=300))
def test_anything_can_be_searched_for(typed: str) -> None:
    assert len(SEARCH.find(typed, 3)) <= 3
    assert len(SEARCH.holding(typed, 3)) <= 3


def held(typed: str) -> list[str]:
    return [each.id for each in SEARCH.holding(typed, 10)]


def test_holding_looks_only_in_the_words_of_quotes() -> None:
    assert held("river") == ["ran", "river"]
    assert held("heraclitus") == []
    assert held("shakespeare night") == []


def test_holding_wants_every_telling_word_in_some_form_and_forgives_no_slip() -> None:
    assert held("he runs along") == ["ran"]
    assert held("elephant river") == []
    assert held("rivr") == []


def test_holding_takes_small_words_alone_for_a_phrase() -> None:
    assert held("to be or not to be") == ["hamlet"]
    assert held("or not") == ["hamlet"]
    assert held("not or") == []
    assert held("or") == []


def test_a_library_without_quotes_can_be_searched() -> None:
    empty = QuoteSearch(Anthology([]))
    assert empty.find("anything at all", 10) == []
    assert empty.holding("anything", 10) == []


def many(count: int) -> list[Quote]:
    """Quotes of which every third has one word, every fifth another, and all a third."""
    words = ((3, "lamp"), (5, "harbour"), (1, "always"), (1000, "seldom"))
    return [
        quote(f"q{n:05}", " ".join(word for every, word in words if n % every == 0))
        for n in range(count)
    ]


def test_common_words_are_found_as_rare_ones_are() -> None:
    """With thousands of quotes a common word is kept in another way than a rare one."""
    quotes = many(3000)
    search = QuoteSearch(Anthology(quotes))

    def having(typed: str) -> set[str]:
        words = typed.split()
        return {each.id for each in quotes if set(words) <= set(each.text.split())}

    for typed in ("lamp", "seldom", "lamp harbour", "harbour always", "lamp seldom"):
        assert {each.id for each in search.find(typed, 5000)} == having(typed)
    assert search.find("seldom lamp harbour always", 1)[0].id == "q00000"
    mostly = [each.id for each in search.find("lamp harbour seldom elephant", 5000)]
    assert mostly[:1] == ["q00000"]
    assert set(mostly) >= having("lamp harbour")
