"""Sources in which nobody could look the words up."""

from pathlib import Path

import pytest

from quotebot.curation.codes import Code
from quotebot.curation.reading import Reading, read
from tests.curation.library import checked, codes, quote, shown


def with_source(folder: Path, *fields: str, **of_quote: str) -> Reading:
    source = ", ".join(["title: A Work", "author: An Author", 'year: "1900"', *fields])
    return checked(folder, a_work=f"source: {{{source}}}\nquotes:\n{quote(**of_quote)}")


def test_a_source_that_nobody_could_find_is_a_warning(tmp_path: Path) -> None:
    [problem] = with_source(tmp_path).problems
    assert shown(problem, tmp_path) == (
        "a-work.yaml:1:1: warning: nobody can look the words up: add the `url` or the `edition` "
        "of the source [source-unnamed]"
    )


@pytest.mark.parametrize(
    "field", ["url: https://example.org", "edition: second", "quoted_in: a blog"]
)
def test_an_address_an_edition_or_what_it_is_quoted_in_is_enough(
    tmp_path: Path, field: str
) -> None:
    assert with_source(tmp_path, field).problems == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://www.brainyquote.com/topics/work",
        "https://www.goodreads.com/quotes/1",
        "http://BrainyQuote.com",
        "https://en.wikiquote.org/wiki/Work",
    ],
)
def test_a_collection_of_quotes_is_no_source(tmp_path: Path, url: str) -> None:
    [problem] = with_source(tmp_path, f"url: {url}").problems
    assert problem.code is Code.SOURCE_COLLECTION
    assert "is a collection of quotes, not a source: find the work itself" in problem.message


@pytest.mark.parametrize("where", ["unknown", "TODO", '"?"', "n/a", '"(tbd)"', "…"])
def test_words_that_stand_for_a_place_are_a_warning(tmp_path: Path, where: str) -> None:
    assert codes(with_source(tmp_path, "edition: first", where=where)) == [Code.PLACEHOLDER]


def test_words_that_stand_for_a_name_or_a_title_are_a_warning_each(tmp_path: Path) -> None:
    result = with_source(tmp_path, "edition: first", author="Unknown")
    assert '`author`: "Unknown" is no name' in str(result.problems[0])
    content = f"source: {{title: unknown, year: c. 1, url: http://x}}\nquotes:\n{quote(author='A')}"
    [problem] = checked(tmp_path, a_work=content).problems
    assert '`title`: "unknown" is no work' in problem.message


@pytest.mark.parametrize("where", ["chapter one", "12", "p. 3", "§ 4", "第三章"])
def test_a_place_is_a_place(tmp_path: Path, where: str) -> None:
    assert with_source(tmp_path, "edition: first", where=f'"{where}"').problems == ()


def test_the_bot_itself_does_not_look_for_them(tmp_path: Path) -> None:
    with_source(tmp_path, where="unknown")
    assert read([tmp_path]).problems == ()
