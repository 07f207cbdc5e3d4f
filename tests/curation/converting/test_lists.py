"""JSON as other people's programs write it."""

import json
from pathlib import Path
from typing import Any

import pytest

from quotebot.curation.converting import formats


def rows(text: str) -> list[dict[str, str]]:
    contents, problems = formats.read(text.encode(), Path("a.json"), None, None)
    assert not problems
    return [row for row, _ in contents.rows]


@pytest.mark.parametrize(
    "shape",
    [
        lambda each: [each],
        lambda each: each,
        lambda each: {"count": {"quotes": []}, "quotes": [each], "after": [1]},
    ],
    ids=["a list", "one object", "a list in an object"],
)
def test_quotes_stand_in_a_list_or_in_an_object(shape: Any) -> None:
    text = json.dumps(shape({"text": "Words.", "author": "Ann"}))
    assert rows(text) == [{"text": "Words.", "author": "Ann"}]


def test_objects_may_stand_one_a_line() -> None:
    text = '{"text": "One."}\n{"text": "Two."}\n\n{"text": "Three."}\n'
    contents, _ = formats.read(text.encode(), Path("a.jsonl"), None, None)
    assert [(row.row["text"], row.line) for row in contents.rows] == [
        ("One.", 1), ("Two.", 2), ("Three.", 4),
    ]  # fmt: skip


def test_fields_are_known_by_several_names_and_a_year_may_be_a_number() -> None:
    text = '[{"quoteText": " W. ", "quoteAuthor": null, "tags": ["a", "b"], "year": 0123.50}]'
    assert rows(text.replace("0123.50", "1859")) == [
        {"text": "W.", "topics": "a, b", "year": "1859"}
    ]


def test_a_source_may_be_an_object_or_a_title() -> None:
    source = '{"title": "A Work", "author": "Ann", "year": "1900", "file": "a-work"}'
    assert rows(f'[{{"text": "W.", "author": "Bob", "source": {source}}}]') == [
        {
            "text": "W.",
            "author": "Bob",
            "title": "A Work",
            "source_author": "Ann",
            "year": "1900",
            "file": "a-work",
        }
    ]
    assert rows('[{"text": "W.", "source": "A Work"}]') == [{"text": "W.", "title": "A Work"}]


def test_names_of_no_use_are_told() -> None:
    text = '[{"text": "W.", "_score": 5, "source": {"pages": 7}}]'
    contents, _ = formats.read(text.encode(), Path("a.json"), None, None)
    assert contents.unused == ("_score", "source.pages")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ('[\n{"text": "W."},\n7]', 3, "a quote must be an object"),
        ('[\n{"text": ["W."]}]', 2, '"text" must be words'),
        ('[\n{"text": true}]', 2, '"text" must be words'),
        ('[\n{"topics": [1, {}]}]', 2, '"topics" must be words'),
        ('[\n{"text": "W.", "text": "V."}]', 2, '"text" stands twice here'),
        ('[\n{"text": "W.", "quote": "V."}]', 2, '"quote" is a second `text`'),
        ('[\n{"text": "W."}\n{"text": "V."}]', 3, "this is not JSON (Expecting ',' delimiter)"),
        ('[\n{"text": "W."},\n{"text": "V', 3, "this is not JSON (Unterminated string"),
        ('{"quotes": [{"text": "W."}', 1, "this is not JSON ("),
        ("[" * 100_000, 1, "this is not JSON (nested too deeply)"),
        ('[{"text": "W."}', 1, "this is not JSON ("),
        ("[] nonsense", 1, "this is not JSON ("),
    ],
)
def test_what_is_wrong_is_named_with_its_line(text: str, line: int, message: str) -> None:
    _, [problem] = formats.read(text.encode(), Path("a.json"), None, None)
    assert problem.line == line
    assert problem.message.startswith(message)


def test_what_stands_before_the_fault_is_kept() -> None:
    contents, problems = formats.read(b'[{"text": "W."}, oops]', Path("a.json"), None, None)
    assert len(problems) == 1
    assert [row.row for row in contents.rows] == [{"text": "W."}]
