"""`quotebot quotes export`: which quotes go out, in which form, and where to."""

import json
from pathlib import Path

import pytest

from quotebot.curation.reading import read
from tests.cli.quotes.library import FOLDER, held, quotes

pytestmark = pytest.mark.usefixtures("a_small_library")


def test_json_holds_every_field() -> None:
    result = quotes("export", "--format", "json")
    assert result.exit_code == 0
    assert result.stderr == "2 quotes from 2 works\n"
    first, second = json.loads(result.stdout)
    assert first == {
        "id": "progress-is-slow",
        "text": "Progress is slow, and it comes all the same.",
        "author": "Ann Author",
        "topics": ["progress", "patience"],
        "where": "letter 1",
        "lang": "en",
        "status": "verified",
        "source": {"file": "letters", "title": "Letters of Several People", "year": "1900"},
    }
    assert second["source"]["author"] == "Henry David Thoreau"


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        (("--author", "thoreau"), ["quiet-desperation"]),
        (("--author", "ANN"), ["progress-is-slow"]),
        (("--topic", "existence"), ["quiet-desperation"]),
        (("--topic", "slow"), ["progress-is-slow"]),
        (("--topic", "life", "--author", "Ann Author"), []),
        (("library/letters.yaml",), ["progress-is-slow"]),
    ],
)
def test_quotes_are_chosen_by_author_topic_and_file(
    arguments: tuple[str, ...], ids: list[str]
) -> None:
    result = quotes("export", "--format", "json", *arguments)
    assert [each["id"] for each in json.loads(result.stdout)] == ids


@pytest.mark.parametrize("form", ["json", "csv"])
def test_an_export_can_be_imported(form: str) -> None:
    assert quotes("export", "-o", f"out.{form}").exit_code == 0
    assert quotes("import", "auto", f"out.{form}", "--into", "copy", "--write").exit_code == 0
    assert read([Path("copy")]).quotes == read([FOLDER]).quotes


def test_a_fortune_file_says_what_it_leaves_out() -> None:
    result = quotes("export", "--format", "fortune", "--author", "thoreau")
    assert result.stdout == (
        "The mass of men lead lives of quiet desperation.\n"
        '\t\t-- Henry David Thoreau, "Walden" (1854)\n%\n'
    )
    assert "Ids, topics, places and all else are left out" in result.stderr


def test_the_file_is_replaced_and_nothing_is_printed() -> None:
    Path("out.csv").write_text("old")
    result = quotes("export", "-o", "out.csv")
    assert result.stdout == ""
    assert Path("out.csv").read_text().startswith("id,text,author,")
    assert quotes("export", "--format", "csv", "-o", "/dev/null").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say --format fortune, csv, json"),
        (("-o", "quotes.txt"), "say --format fortune, csv, json"),
        (("--format", "xml"), "'xml' is not one of 'fortune', 'csv', 'json'"),
        (("--format", "json", "--author", "thorough"), "the nearest: Henry David Thoreau"),
        (("--format", "json", "--topic", "progess"), "the nearest: progress"),
        (("--format", "json", "nowhere"), "does not exist"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...], said: str) -> None:
    before = held()
    result = quotes("export", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert held() == before
