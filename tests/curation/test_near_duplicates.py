"""Quotes that are there already in nearly the same words, or that nobody is known to have said."""

from pathlib import Path

import pytest

from quotebot.curation.codes import Code
from quotebot.curation.reading import Reading, read
from tests.curation.library import checked, codes, errors, quote, quote_file, shown, write

WORDS = "There is grandeur in this view of life, with its several powers."
NEARLY = "There is a grandeur in this view of life, with several powers."
PASSAGE = f"{WORDS} From so simple a beginning endless forms most beautiful have been evolved."


def two(folder: Path, one: str, other: str, *, author: str | None = None, **more: str) -> Reading:
    second = quote(id="b-quote", text=other, author=author, **more)
    return checked(folder, a_work=quote_file(quote(text=one), second))


def test_nearly_the_same_words_are_a_warning_with_both_places_and_the_likeness(
    tmp_path: Path,
) -> None:
    [problem] = two(tmp_path, WORDS, NEARLY).problems
    assert shown(problem, tmp_path) == (
        "a-work.yaml:8:11: warning: these are nearly the words of the quote a-quote at "
        "a-work.yaml:4:11 (95 % alike): keep one, or write `variant_of: a-quote` if both are "
        "wanted [near-duplicate]"
    )


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (PASSAGE, WORDS, "these words are a part of the quote a-quote"),
        (WORDS, PASSAGE, "these words hold those of the quote a-quote"),
    ],
)
def test_a_sentence_and_the_passage_around_it_are_a_warning(
    tmp_path: Path, one: str, other: str, said: str
) -> None:
    [problem] = two(tmp_path, one, other).problems
    assert problem.code is Code.NEAR_DUPLICATE
    assert said in problem.message


def test_nearly_the_same_words_under_another_name_ask_who_said_them(tmp_path: Path) -> None:
    [problem] = two(tmp_path, WORDS, NEARLY, author="Somebody Else").problems
    assert problem.code is Code.OTHER_AUTHOR
    assert '(95 % alike), which are given to "An Author": check who said them' in problem.message


@pytest.mark.parametrize("author", [None, "Somebody Else"])
def test_who_says_that_both_are_wanted_is_believed(tmp_path: Path, author: str | None) -> None:
    assert two(tmp_path, WORDS, NEARLY, author=author, variant_of="a-quote").problems == ()


def test_the_same_words_of_two_authors_are_fine_when_both_are_said_to_be_right(
    tmp_path: Path,
) -> None:
    result = two(tmp_path, WORDS, WORDS, author="Somebody Else", variant_of="a-quote")
    assert result.problems == ()


def test_two_variants_of_one_quote_are_variants_of_each_other(tmp_path: Path) -> None:
    others = [
        quote(id=f"{letter}-quote", text=text, variant_of="a-quote")
        for letter, text in (("b", NEARLY), ("c", NEARLY.replace("several", "many")))
    ]
    content = quote_file(quote(text=WORDS), *others)
    assert checked(tmp_path, a_work=content).problems == ()


def test_the_very_same_words_are_one_error_and_no_warning(tmp_path: Path) -> None:
    assert codes(two(tmp_path, WORDS, WORDS.replace(",", " –"))) == [Code.SAME_WORDS]


def test_of_many_that_are_alike_each_names_the_nearest(tmp_path: Path) -> None:
    texts = (WORDS, NEARLY, NEARLY.replace("There", "Here"))
    quotes = [quote(id=f"quote-{number}", text=text) for number, text in enumerate(texts)]
    first, second = checked(tmp_path, a_work=quote_file(*quotes)).problems
    assert "the quote quote-0 at" in first.message
    assert "the quote quote-1 at" in second.message


def test_the_bot_itself_does_not_look_for_them(tmp_path: Path) -> None:
    two(tmp_path, WORDS, NEARLY)
    assert read([tmp_path]).problems == ()


HORSES = """\
misattributions:
  - id: faster-horses
    sayings: ["If I had asked people what they wanted, they would have said faster horses."]
    said_by: [Henry Ford]
    known: No good evidence that Ford ever said it.
    shown: https://example.org/faster-horses
    nearest: a-quote
"""
SAYING = '"If I\'d asked people what they wanted, they would have said: faster horses!"'


def attributed(folder: Path, author: str, *, text: str = SAYING, **fields: str) -> Reading:
    """A library with this quote beside another one, which is a-quote unless `fields` say so."""
    true = quote(id="other-quote" if fields.get("id") == "a-quote" else "a-quote")
    said = quote(**{"id": "horses", "text": text, "author": author, **fields})
    return checked(folder, misattributions=HORSES, a_work=quote_file(true, said))


@pytest.mark.parametrize("status", ["verified", "attributed", "disputed"])
def test_a_saying_under_the_wrong_name_is_an_error_whatever_its_status(
    tmp_path: Path, status: str
) -> None:
    [problem] = attributed(tmp_path, "henry ford", status=status).problems
    assert shown(problem, tmp_path) == (
        'a-work.yaml:8:11: nobody has shown that "henry ford" said these words (faster-horses at '
        "misattributions.yaml:3:14): remove the quote [misattributed]"
    )


def test_another_name_of_who_is_said_to_have_said_it_is_the_wrong_name_too(tmp_path: Path) -> None:
    names = "people: [{name: Henry Ford, also: [H. Ford]}, {name: An Author}]"
    write(tmp_path, people=names)
    assert 'nobody has shown that "H. Ford" said' in errors(attributed(tmp_path, "H. Ford"))


def test_under_another_name_it_must_be_the_nearest_true_quote(tmp_path: Path) -> None:
    assert "write `nearest: horses` there if this is what was really said" in errors(
        attributed(tmp_path, "Somebody Else")
    )
    assert attributed(tmp_path, "Somebody Else", id="a-quote").problems == ()


def test_the_true_wording_may_stand_beside_the_one_that_goes_about(tmp_path: Path) -> None:
    true = '"If I asked many people what they want, they would have said faster horses."'
    assert attributed(tmp_path, "Henry Ford", text=true, id="a-quote").problems == ()
    assert codes(attributed(tmp_path, "Henry Ford", text=true)) == [Code.MISATTRIBUTED]
    exact = '"If I had asked people what they wanted, they would have said faster horses."'
    found = attributed(tmp_path, "Henry Ford", text=exact, id="a-quote")
    assert codes(found) == [Code.MISATTRIBUTED]
