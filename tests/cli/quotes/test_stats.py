"""`quotebot quotes stats`: the tables, the JSON and the page."""

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from tests.curation.library import quote, quote_file, write


def stats(*arguments: str, charset: str = "utf-8") -> Result:
    return CliRunner(charset=charset).invoke(main, ["quotes", "stats", *arguments])


def library(count: int) -> str:
    """A folder with so many quotes, each on a topic and by an author of its own."""
    quotes = [
        quote(
            id=f"quote-{number}",
            text=f"Words that stand in a work, the {number}th time.",
            topics=f"[topic-{number}]",
            author=f"Author {number}",
        )
        for number in range(count)
    ]
    write(Path(), a_work=quote_file(*quotes))
    return "."


def test_it_prints_a_table_for_each_property() -> None:
    write(
        Path(), a_work=quote_file(quote(), quote(id="other", text="Other words", topics="[rest]"))
    )
    result = stats(".")
    assert result.exit_code == 0
    assert (
        result.stdout
        == """\
2 quotes from 1 work by 1 author on 2 topics; median length 11 characters, longest 27

Topics
  rest          1  ████████████████████████████████
  work          1  ████████████████████████████████

Authors
  An Author     2  ████████████████████████████████

Centuries of the works
  19th century  2  ████████████████████████████████

Lengths
  0-49          2  ████████████████████████████████

Languages
  en            2  ████████████████████████████████

Status
  verified      2  ████████████████████████████████
  attributed    0
  disputed      0
"""
    )


def test_of_many_topics_and_authors_it_prints_the_most_frequent_and_all_when_asked() -> None:
    folder = library(20)
    assert "  and 8 more with " in stats(folder).stdout
    assert stats(folder).stdout.count("  Author ") == 12
    everything = stats(folder, "--all").stdout
    assert everything.count("  Author ") == 20
    assert "more with" not in everything


def test_where_blocks_cannot_be_written_bars_are_of_hashes() -> None:
    write(Path(), a_work=quote_file(quote()))
    result = stats(".", charset="ascii")
    assert "  work          1  ####" in result.stdout
    assert "\\u" not in result.stdout


def test_json_holds_every_number() -> None:
    write(Path(), a_work=quote_file(quote()))
    told = json.loads(stats(".", "--json").stdout)
    assert told["quotes"] == told["works"] == told["authors"] == told["topics"] == 1
    assert told["tables"]["topics"] == {"work": 1}
    assert told["tables"]["centuries of the works"] == {"19th century": 1}
    assert told["tables"]["status"] == {"verified": 1, "attributed": 0, "disputed": 0}


def test_without_paths_it_counts_what_the_bot_would_load() -> None:
    assert stats().stdout.splitlines()[0].split()[1:3] == ["quotes", "from"]


def test_files_with_errors_are_not_counted() -> None:
    write(Path(), a_work=quote_file(quote(id="Not An Id")))
    result = stats(".")
    assert result.exit_code == 78
    assert result.stderr.startswith("quotebot: a-work.yaml:3:9: ")


class Page(HTMLParser):
    """What is on a page: its elements with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.elements)


def page_of(*arguments: str) -> Page:
    result = stats("--html", "page.html", *arguments)
    assert result.exit_code == 0
    assert "written: page.html" in result.stderr
    text = Path("page.html").read_text("utf-8")
    assert text.startswith("<!doctype html>\n<html")
    return Page(text)


def test_the_page_loads_nothing() -> None:
    page = page_of()
    assert not {"script", "link", "img", "iframe"} & {name for name, _ in page.elements}
    assert not {"src", "href"} & {key for _, attributes in page.elements for key in attributes}
    assert "url(" not in "".join(page.words)
    assert "@import" not in "".join(page.words)


def test_every_plot_is_a_table_with_its_numbers_and_a_name() -> None:
    page = page_of(library(20))
    assert page.count("table") == 6
    headings = {attributes.get("id") for name, attributes in page.elements if name == "h2"}
    named_by = {attributes["aria-labelledby"] for name, attributes in page.elements
                if name == "table"}  # fmt: skip
    assert named_by == headings
    scopes = [attributes["scope"] for name, attributes in page.elements if name == "th"]
    assert scopes.count("row") == 20 + 20 + 1 + 1 + 1 + 3
    assert all(attributes["aria-hidden"] == "true" for name, attributes in page.elements
               if attributes.get("class") == "bar")  # fmt: skip
    assert "Author 7" in page.words


def test_bars_are_as_long_as_their_numbers() -> None:
    texts = [f"Words that stand in a work, {number}" for number in range(4)]
    quotes = [quote(id=f"q-{n}", text=text, topics="[work]") for n, text in enumerate(texts)]
    quotes.append(quote(id="q-rest", text="Words of rest", topics="[rest]"))
    write(Path(), a_work=quote_file(*quotes))
    widths = [attributes["style"] for name, attributes in page_of(".").elements if name == "i"]
    assert widths[-3:-1] == ["width: 100.0%", "width: 25.0%"]


def test_whatever_stands_in_a_name_is_shown_as_it_is() -> None:
    name = "Ann <b>&amp; O'Neil"
    write(Path(), a_work=quote_file(quote(author=f'"{name}"')))
    page = page_of(".")
    assert name in page.words
    assert page.count("b") == 0


def test_the_page_has_light_and_dark_colours_and_fits_a_phone() -> None:
    page = page_of()
    assert ("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}) in (
        page.elements
    )
    style = "".join(page.words)
    assert "prefers-color-scheme: dark" in style
    assert "color-scheme: light dark" in style


@pytest.mark.parametrize("path", ["nowhere/page.html", "."])
def test_where_the_page_cannot_be_written_that_is_told(path: str) -> None:
    result = stats("--html", path)
    assert result.exit_code in (2, 78)
    assert path in result.stderr
