"""Whom a typed name means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.authors import AuthorIndex, NameStep
from quotebot.core.quotes import Anthology
from quotebot.core.voices import plain_name
from tests.anthologies import quote
from tests.people_and_sayings import ANTHOLOGY, DATA, LETTER

INDEX = AuthorIndex(ANTHOLOGY)


@pytest.mark.parametrize(
    ("typed", "step", "meant"),
    [
        ("Ada Lovelace", NameStep.NAME, "Ada Lovelace"),
        ("  ada   LOVELACE ", NameStep.NAME, "Ada Lovelace"),
        ("Henri Poincare", NameStep.NAME, "Henri Poincaré"),
        ("HG Wells", NameStep.NAME, "H. G. Wells"),
        ("H.G. Wells", NameStep.NAME, "H. G. Wells"),
        ("Sherlock Holmes", NameStep.NAME, "Sherlock Holmes"),
        ("mary ann evans", NameStep.OTHER_NAME, "George Eliot"),
        ("Laozi", NameStep.OTHER_NAME, "Lao Tzu"),
        ("lovelace", NameStep.PART, "Ada Lovelace"),
        ("Ada", NameStep.PART, "Ada Lovelace"),
        ("ada king", NameStep.PART, "Ada Lovelace"),
        ("conan doyle", NameStep.PART, "Arthur Conan Doyle"),
        ("J. S. Mill", NameStep.PART, "John Stuart Mill"),
        ("j s m", NameStep.PART, None),
        ("lovelase", NameStep.SPELLING, "Ada Lovelace"),
        ("Ada Lovelase", NameStep.SPELLING, "Ada Lovelace"),
        ("poincarre", NameStep.SPELLING, "Henri Poincaré"),
        ("sherlok homes", NameStep.SPELLING, "Sherlock Holmes"),
    ],
)
def test_a_name_is_understood(typed: str, step: NameStep, meant: str | None) -> None:
    heard = INDEX.match(typed)
    if meant is None:
        assert heard is None
    else:
        assert heard is not None
        assert heard.step is step
        assert [voice.name for voice in heard.voices] == [meant]


@pytest.mark.parametrize(
    "typed", ["", " ", "?!", "the", "a", "de la", "of", "Gandhi", "xyzzy", "wel", "#0123456789"]
)
def test_what_is_no_name_means_nobody(typed: str) -> None:
    assert INDEX.match(typed) is None


def test_a_name_that_several_bear_means_all_of_them_the_most_quoted_first() -> None:
    more = [quote(f"more-{n}", f"Words {n}.", author="Roger Bacon") for n in range(2)]
    heard = AuthorIndex(Anthology([*ANTHOLOGY.quotes.values(), *more])).match("bacon")
    assert heard is not None
    assert [voice.name for voice in heard.voices] == ["Roger Bacon", "Francis Bacon"]


def test_the_fewest_slips_count_and_as_few_for_two_mean_both() -> None:
    two = [quote("one", "One.", author="Ann Miller"), quote("two", "Two.", author="Ann Milner")]
    index = AuthorIndex(Anthology(two))
    one, both = index.match("Ann Millar"), index.match("Ann Miler")
    assert one is not None
    assert both is not None
    assert [voice.name for voice in one.voices] == ["Ann Miller"]
    assert [voice.name for voice in both.voices] == ["Ann Miller", "Ann Milner"]


def test_a_characters_quotes_are_the_authors_too() -> None:
    character, author = INDEX.match("holmes"), INDEX.match("doyle")
    assert character is not None
    assert author is not None
    assert set(character.voices[0].deck) == {DATA}
    assert set(author.voices[0].deck) == {DATA, LETTER}


def test_an_author_who_is_a_character_elsewhere_speaks_with_one_voice() -> None:
    own = quote("own", "My own words.", author="Socrates")
    by_plato = quote("told", "Told words.", author="Plato", speaker="Socrates")
    heard = AuthorIndex(Anthology([own, by_plato])).match("socrates")
    assert heard is not None
    (voice,) = heard.voices
    assert set(voice.deck) == {own, by_plato}


def test_a_tag_stands_for_the_name() -> None:
    heard = INDEX.match("Ada Lovelace")
    assert heard is not None
    assert INDEX.match(heard.voices[0].tag) == heard


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("lovelace", "Ada Lovelace"),
        ("sherlock holmes", "Sherlock Holmes"),
        ("holmes", "Sherlock Holmes"),
        ("laozi", "Lao Tzu"),
        ("ada", None),
        ("john", None),
        ("bacon", None),
        ("lovelase", None),
        ("stuart", None),
        ("work", None),
        ("", None),
    ],
)
def test_a_name_that_nobody_called_one_is_taken_for_one_only_where_it_is_sure(
    typed: str, meant: str | None
) -> None:
    heard = INDEX.named(typed)
    assert (heard and heard.voices[0].name) == meant


@pytest.mark.parametrize(
    ("typed", "first"), [("Lovlace", "Ada Lovelace"), ("elliott", "George Eliot")]
)
def test_the_nearest_names_come_first(typed: str, first: str) -> None:
    assert INDEX.nearest(typed, 3)[0].name == first


def test_nobody_is_near_to_what_looks_like_nobody() -> None:
    assert INDEX.nearest("zzzzzz", 3) == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ada", ("Ada Lovelace", "Ada Lovelace")),
        ("love", ("Ada Lovelace", "Ada Lovelace")),
        ("mary", ("Mary Ann Evans", "George Eliot")),
        ("poincaré", ("Henri Poincaré", "Henri Poincaré")),
        ("sher", ("Sherlock Holmes", "Sherlock Holmes")),
    ],
)
def test_a_name_half_typed_is_completed(typed: str, first: tuple[str, str]) -> None:
    shown, voice = INDEX.complete(typed, 25)[0]
    assert (shown, voice.name) == first


def test_each_is_offered_once_and_no_more_than_wanted() -> None:
    for typed in ("", "a", "e", "bacon"):
        names = [voice.name for _, voice in INDEX.complete(typed, 3)]
        assert len(names) == len(set(names)) <= 3


def test_those_quoted_most_come_first_where_nothing_is_typed() -> None:
    shown, _ = INDEX.complete("", 1)[0]
    assert shown in {"Ada Lovelace", "Arthur Conan Doyle"}


@given(st.text(max_size=60))
def test_no_name_breaks_the_index(typed: str) -> None:
    INDEX.match(typed)
    INDEX.named(typed)
    INDEX.nearest(typed, 3)
    INDEX.complete(typed, 3)


@given(st.text("aeéøßÆœ'’. -", min_size=1, max_size=20))
def test_a_plain_name_is_plain_already(name: str) -> None:
    assert plain_name(plain_name(name)) == plain_name(name)
