from pathlib import Path

import pytest

from quotebot.curation.codes import Code
from quotebot.curation.reading import read
from tests.curation.library import SOURCE, errors, quote, quote_file, read_text, warnings, write

OTHER_SOURCE = SOURCE.replace("An Author", "Another Author")


def test_an_id_that_is_taken_is_refused_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote()), b_work=quote_file(quote(text="Other words.")))
    assert errors(read([tmp_path])) == (
        f"{tmp_path}/b-work.yaml:3:9: the id a-quote is taken by the quote at "
        f"{tmp_path}/a-work.yaml:3:9: choose another [id-taken]"
    )


def test_an_id_is_taken_even_by_a_quote_that_has_errors(tmp_path: Path) -> None:
    result = read_text(tmp_path, quote_file(quote(where="''"), quote(text="Other words.")))
    assert "the id a-quote is taken" in errors(result)


@pytest.mark.parametrize(
    "again",
    [
        "Words that stand in a work.",
        '"words THAT stand - in a: work"',
        "“Words that stand, in a work!”",
    ],
)
def test_the_same_words_of_the_same_author_are_refused(tmp_path: Path, again: str) -> None:
    write(tmp_path, a_work=quote_file(quote()), b_work=quote_file(quote(id="b-quote", text=again)))
    assert "these words are the quote a-quote at" in errors(read([tmp_path]))


def test_the_same_words_of_another_author_are_a_warning(tmp_path: Path) -> None:
    other = OTHER_SOURCE + "quotes:\n" + quote(id="b-quote")
    result = read([write(tmp_path, a_work=quote_file(quote()), b_work=other)])
    assert errors(result) == ""
    assert 'these words are given to "An Author" at' in warnings(result)


def test_other_words_in_another_script_are_not_the_same(tmp_path: Path) -> None:
    texts = ("Все счастливые семьи", "Война и мир", "日本語", "日本人")
    quotes = [quote(id=f"q-{number}", text=text) for number, text in enumerate(texts)]
    assert read_text(tmp_path, quote_file(*quotes)).problems == ()


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, a_work=quote_file(quote()))
    write(tmp_path / "sub", a_work=quote_file(quote(id="b-quote", text="Other words.")))
    assert f"{tmp_path}/sub/a-work.yaml:1:1: {tmp_path}/a-work.yaml has the same name" in errors(
        read([tmp_path])
    )


def test_a_variant_of_a_quote_that_there_is_is_fine(tmp_path: Path) -> None:
    other = quote(id="b-quote", text="Other words.", variant_of="a-quote")
    result = read_text(tmp_path, quote_file(quote(), other))
    assert result.problems == ()
    assert result.quotes[1].variant_of == "a-quote"


@pytest.mark.parametrize("other", ["gone", "a-quote"])
def test_a_variant_of_no_other_quote_is_refused(tmp_path: Path, other: str) -> None:
    [problem] = read_text(tmp_path, quote_file(quote(variant_of=other))).problems
    assert problem.code is Code.VARIANT_UNKNOWN
    assert (problem.line, problem.column) == (3, 9)
