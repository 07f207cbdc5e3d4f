"""`quotebot quotes search`: finds what the bot would find, and says so when there is nothing."""

import json

import pytest

from quotebot.core.library import library_of
from quotebot.curation.reading import load
from tests.cli.quotes.library import FOLDER, quotes

pytestmark = pytest.mark.usefixtures("a_small_library")

WALDEN = (
    "quiet-desperation\n"
    "  “The mass of men lead lives of quiet desperation.”\n"
    "  — Henry David Thoreau, Walden (1854)\n"
)


@pytest.mark.parametrize(
    "arguments",
    [
        ("desperation",),
        ("quiet", "desperation"),
        ("--author", "thoreau"),
        ("--topic", "living"),
        ("quiet desperation", "--topic", "life", "--author", "henry"),
    ],
)
def test_quotes_are_found_by_words_author_and_topic(arguments: tuple[str, ...]) -> None:
    result = quotes("search", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (0, WALDEN, "")


def test_they_are_those_of_the_bots_own_search() -> None:
    found = library_of(load([FOLDER])).search.find("progress", 10)
    result = quotes("search", "progress", "--json")
    assert [each["id"] for each in json.loads(result.stdout)] == [quote.id for quote in found]
    assert found


def test_there_is_a_limit_and_it_says_so() -> None:
    letters = FOLDER / "letters.yaml"
    more = "".join(
        f'  - {{id: id-{n}, text: "Words {n}.", author: A, topics: [life], where: x}}\n'
        for n in range(20)
    )
    letters.write_text(letters.read_text() + more)
    result = quotes("search", "--topic", "life")
    assert result.stdout.count("“") == 10
    assert result.stderr == "These are 10 of 21: --limit shows more.\n"
    assert quotes("search", "--topic", "life", "--limit", "30").stdout.count("“") == 21


def test_verse_keeps_its_lines_inside_the_margin() -> None:
    text = (FOLDER / "letters.yaml").read_text()
    poem = "  - id: poem\n    text: |-\n      One line,\n      and another.\n    author: B. Bard\n"
    (FOLDER / "letters.yaml").write_text(f"{text}{poem}    topics: [life]\n    where: x\n")
    assert quotes("search", "--author", "bard").stdout.splitlines()[1:3] == [
        "  “One line,", "  and another.”",
    ]  # fmt: skip


@pytest.mark.parametrize("words", ["xyzzy", "(a+)+$", "%", "'; DROP TABLE quotes"])
def test_nothing_found_is_no_failure(words: str) -> None:
    result = quotes("search", "--", words)
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "Nothing found.\n")
    assert json.loads(quotes("search", "--json", "--", words).stdout) == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say what to look for"),
        (("",), "say what to look for"),
        (("--author", "Thorau"), "no author in the library is called “Thorau”; the nearest: Henry"),
        (("--author", " "), "no author in the library"),
        (("--topic", "lief"), "no topic in the library is called “lief”; the nearest: life"),
        (("--limit", "0", "x"), "--limit"),
    ],
)
def test_wrong_usage_names_what_is_near(arguments: tuple[str, ...], said: str) -> None:
    result = quotes("search", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr
