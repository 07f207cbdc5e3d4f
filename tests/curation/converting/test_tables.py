"""CSV as spreadsheets and other people's programs write it."""

from pathlib import Path

import pytest

from quotebot.curation.converting import formats
from quotebot.curation.converting.formats import Format


def rows(text: str) -> list[dict[str, str]]:
    contents, problems = formats.read(text.encode(), Path("a.csv"), None, None)
    assert not problems
    return [row for row, _ in contents.rows]


def said(text: str) -> list[str]:
    _, problems = formats.read(text.encode(), Path("a.csv"), None, None)
    return [f"{problem.line}: {problem.message}" for problem in problems]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_columns_are_known_by_several_names(mark: str) -> None:
    text = "Quote,Author,Tags,Book,Chapter\r\nSome words.,Ann,x|y,A Work,3\r\n".replace(",", mark)
    assert rows(text) == [
        {"text": "Some words.", "author": "Ann", "topics": "x|y", "title": "A Work", "where": "3"}
    ]


def test_a_cell_may_hold_lines_and_marks() -> None:
    assert rows('text,author\r\n"One ""line"",\r\nand another.",Ann\r\n') == [
        {"text": 'One "line",\nand another.', "author": "Ann"}
    ]


def test_the_apostrophe_before_a_formula_is_taken_off_and_no_other() -> None:
    text = "text\n'=1+1 is two\n''=1+1 is two\n'Tis the season\n=1 is one\n"
    assert [row["text"] for row in rows(text)] == [
        "=1+1 is two", "'=1+1 is two", "'Tis the season", "=1 is one",
    ]  # fmt: skip


def test_a_byte_order_mark_and_empty_lines_mean_nothing() -> None:
    assert rows("\ufeff\n\ntext,author\n\nWords.,\n ,\n") == [{"text": "Words."}]


def test_columns_of_no_use_are_named() -> None:
    contents, _ = formats.read(b"text,Popularity,,id\nWords.,5,,ab\n", Path("a"), Format.CSV, None)
    assert contents.unused == ("Popularity",)
    assert contents.rows[0].row == {"text": "Words.", "id": "ab"}


def test_every_row_knows_its_line() -> None:
    text = 'text\n"One\ntwo"\n\nThree\n'
    contents, _ = formats.read(text.encode(), Path("a.csv"), None, None)
    assert [row.line for row in contents.rows] == [2, 5]


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("words,author\nx,y\n", ["1: no column is called `text`"]),
        ("text,Quote\nx,y\n", ['1: "text" and "Quote" are both the `text`']),
        ("text,author\nWords\n", ["2: 1 cells, but the first line names 2"]),
        ('text,author\n"Words,x\n', ["2: this is not CSV (unexpected end of data)"]),
        ('text,author\n"Wo"rds,x\nOthers,y\n', ["2: this is not CSV ("]),
        (f"text,author\n{'x' * 200_000},y\n", ["2: this is not CSV (field larger than"]),
        ("text,author\n\x00,x,y\nfine words,y", ["2: 3 cells"]),
    ],
)
def test_what_is_no_table_is_named_with_its_line(text: str, problems: list[str]) -> None:
    found = said(text)
    assert len(found) == len(problems)
    assert all(each.startswith(start) for each, start in zip(found, problems, strict=True)), found
