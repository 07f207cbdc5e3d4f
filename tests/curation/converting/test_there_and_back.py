"""What goes out as JSON or CSV comes in again as it was: every quote, every source, in order."""

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings

from quotebot.core.quotes import Quote
from quotebot.curation.converting import formats, fortunes, tables
from quotebot.curation.converting.formats import Format
from quotebot.curation.fields import NAMES
from quotebot.curation.reading import read
from tests.curation.converting.hostile import libraries, taken_from

pytestmark = pytest.mark.slow  # they write and read many libraries

LIBRARY = Path(__file__).parents[3] / "quotes"
FEWER = settings(max_examples=25)  # each is a whole library
CARRIES_ALL = [Format.JSON, Format.CSV]


@pytest.mark.parametrize("form", CARRIES_ALL)
@FEWER
@given(quotes=libraries())
def test_nothing_is_lost_on_the_way(
    form: Format,
    quotes: list[Quote],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("library")
    taken = taken_from(formats.write(quotes, form).encode(), form, folder)
    assert taken.refused == ()
    assert list(taken.new) == quotes
    assert list(read([folder]).quotes) == quotes
    again = taken_from(formats.write(quotes, form).encode(), form, folder)
    assert (again.new, len(again.known)) == ((), len(quotes))


@pytest.mark.parametrize("form", CARRIES_ALL)
def test_the_shipped_library_comes_back_whole(form: Format, tmp_path: Path) -> None:
    quotes = read([LIBRARY]).quotes
    taken_from(formats.write(quotes, form).encode(), form, tmp_path)
    assert read([tmp_path]).quotes == quotes


@FEWER
@given(quotes=libraries())
def test_no_cell_can_be_a_formula(quotes: Sequence[Quote]) -> None:
    table = list(csv.reader(io.StringIO(tables.write(quotes), newline="")))
    assert table[0] == list(NAMES)
    for row in table[1:]:
        assert len(row) == len(NAMES)
        assert not any(cell.startswith(tuple("=+-@\t\r＝＋－＠")) for cell in row)


@FEWER
@given(quotes=libraries())
def test_json_is_json_for_everybody(quotes: Sequence[Quote]) -> None:
    objects = json.loads(formats.write(quotes, Format.JSON))
    assert [each["text"] for each in objects] == [quote.text for quote in quotes]
    assert [each["source"]["file"] for each in objects] == [quote.source.slug for quote in quotes]


@FEWER
@given(quotes=libraries())
def test_the_words_of_a_fortune_come_back_to_the_character(quotes: list[Quote]) -> None:
    written = fortunes.write(quotes)
    contents, problems = formats.read(written.encode(), Path("f"), Format.FORTUNE, None)
    assert len(contents.rows) + len(problems) == len(quotes)
    unread = {problem.line for problem in problems}
    if not unread:
        assert [row["text"] for row, _ in contents.rows] == [quote.text for quote in quotes]


def test_the_shipped_library_keeps_words_names_and_works_as_fortunes() -> None:
    quotes = read([LIBRARY]).quotes
    contents, problems = formats.read(fortunes.write(quotes).encode(), Path("f"), None, None)
    assert not problems
    for quote, (row, _) in zip(quotes, contents.rows, strict=True):
        assert row.get("speaker") == quote.speaker
        assert (row["text"], row["author"]) == (quote.text, quote.author)
        assert (row["title"], row["year"]) == (quote.source.title, quote.source.year)
