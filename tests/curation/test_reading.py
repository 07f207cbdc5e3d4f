import gc
import logging
from dataclasses import fields as dataclass_fields
from pathlib import Path
from typing import Any

import pytest

from quotebot.core.errors import LibraryError
from quotebot.core.quotes import Misattribution, Person, Quote, Source, Status, Topic
from quotebot.curation import parsers, reading
from quotebot.curation.problems import MOST_PROBLEMS
from quotebot.curation.reading import load, read
from quotebot.curation.schema import (
    MISATTRIBUTION,
    PERSON,
    SOURCE,
    Schema,
    quote_schema,
    topic_schema,
)
from quotebot.curation.slugs import TopicName
from tests.curation.library import errors, quote, quote_file, read_text, shown, warnings, write

FULL = """\
source:
  title: On the Origin of Species
  author: Charles Darwin
  translator: Nobody
  year: "1859"
  edition: "first"
  url: https://example.org/origin_(1859)?page=490#last
  quoted_in: "Deep Pockets: a blog"
  rights: public domain in the USA, see https://example.org/rights
quotes:
  - id: grandeur
    text: >-
      There is grandeur
      in this view of life.
    speaker: A Naturalist
    topics: [nature, change]
    where: last paragraph
    lang: en-GB
    note: see https://example.org/note
  - id: second-of-two
    text: |
      Two lines,
      as in a poem.
    author: Somebody Else
    topics:
      - nature
    where: elsewhere
    status: disputed
    variant_of: grandeur
"""


def test_every_field_is_read_as_it_was_written(tmp_path: Path) -> None:
    result = read_text(tmp_path, FULL)
    source = Source(
        slug="a-work",
        title="On the Origin of Species",
        author="Charles Darwin",
        translator="Nobody",
        year="1859",
        edition="first",
        url="https://example.org/origin_(1859)?page=490#last",
        quoted_in="Deep Pockets: a blog",
        rights="public domain in the USA, see https://example.org/rights",
    )
    assert result.problems == ()
    assert result.quotes == (
        Quote(
            id="grandeur",
            text="There is grandeur in this view of life.",
            author="Charles Darwin",
            speaker="A Naturalist",
            topics=("nature", "change"),
            source=source,
            where="last paragraph",
            lang="en-GB",
            note="see https://example.org/note",
        ),
        Quote(
            id="second-of-two",
            text="Two lines,\nas in a poem.",
            author="Somebody Else",
            topics=("nature",),
            source=source,
            where="elsewhere",
            status=Status.DISPUTED,
            variant_of="grandeur",
        ),
    )
    assert result.quotes[1].status is Status.DISPUTED


@pytest.mark.parametrize(
    ("schema", "kind", "others"),
    [
        (SOURCE, Source, {"slug"}),
        (quote_schema(TopicName()), Quote, {"source"}),
        (topic_schema(TopicName()), Topic, set()),
        (PERSON, Person, set()),
        (MISATTRIBUTION, Misattribution, set()),
    ],
)
def test_the_schemas_name_the_fields_of_the_core(
    schema: Schema, kind: type[Any], others: set[str]
) -> None:
    assert set(schema.fields) | others == {field.name for field in dataclass_fields(kind)}


def test_the_source_may_follow_the_quotes(tmp_path: Path) -> None:
    source, quotes = quote_file(quote()).split("\n", 1)
    result = read_text(tmp_path, f"{quotes}{source}\n")
    assert result.problems == ()
    assert result.quotes[0].author == "An Author"


def test_a_quote_needs_an_author_from_somewhere(tmp_path: Path) -> None:
    result = read_text(tmp_path, quote_file(quote()).replace("author: An Author, ", ""))
    [problem] = result.problems
    assert shown(problem, tmp_path).startswith("a-work.yaml:3:5: the quote has no `author`, and")


def test_every_problem_of_every_file_is_reported_in_the_order_of_places(tmp_path: Path) -> None:
    write(
        tmp_path,
        b_work=quote_file(quote(text=None, where="oh @here"), quote(id="Upper")),
        a_work="source: [\n",
    )
    result = read([tmp_path])
    assert [shown(problem, tmp_path).split(": ")[0] for problem in result.errors] == [
        "a-work.yaml:1:9",
        "a-work.yaml:2:1",
        "b-work.yaml:3:5",
        "b-work.yaml:5:15",
        "b-work.yaml:6:9",
    ]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "1:1: is empty: start it with `source:`"),
        ("# a comment\n", "1:1: is empty"),
        ("just words", "1:1: the file must start with `source:`"),
        ("- a\n- list\n", "1:1: the file must start with `source:`"),
        ("source: words\nquotes: []\n", "1:9: `source` must have fields, a line each"),
        ("source: words\nquotes: []\n", "2:9: `quotes` is an empty list"),
        ("source: {}\nquotes: words\n", "2:9: `quotes` must be a list"),
        ("source: {}\n", "1:9: the source has no `title`: add `title: ...`"),
        ("source: {}\n", "1:1: the file has no `quotes:`: add it"),
        ("source: {}\nquotes: [words]\n", "2:10: an item must have fields"),
        ("source: {}\nsource: {}\n", "2:1: `source` stands twice here, first in line 1"),
        ("sauce: {}\n", '1:1: unknown field "sauce": did you mean `source`?'),
        ("colour: {}\n", '1:1: unknown field "colour": use source, quotes'),
        ("[a]: b\n", "1:1: the name of a field must be a word"),
        ("source: {[a]: b}\n", "1:10: the name of a field must be a word"),
        (quote_file(quote(text="[a, b]")), "4:11: `text` must be words, not a list"),
        (quote_file(quote(text="{a: b}")), "4:11: `text` must be words, not a mapping"),
        (quote_file(quote(topics="work")), "5:13: `topics` must be a list: write [one, two]"),
        (quote_file(quote(topics="[[work]]")), "5:14: `topics` must be words, not a list"),
        (quote_file(quote(topics="[]")), "5:13: `topics` is an empty list"),
        (quote_file(quote(topics="[a1, a1]")), '5:18: `topics`: "a1" stands twice'),
        (
            quote_file(quote(topics="[a1, a2, a3, a4, a5, a6, a7, a8, a9]")),
            "5:13: `topics` has 9 items: at most 8 may be written",
        ),
        (quote_file(quote(lang="English")), '7:11: `lang`: "English" is not right: write a lang'),
        (quote_file(quote(id="ab")), '3:9: `id`: "ab" is not right: write 3 to 64'),
        (quote_file(quote(id="two--hyphens")), "3:9: `id`: "),
        (
            quote_file(quote(status="certain")),
            '7:13: `status`: "certain" is not right: write verified, attributed or disputed (',
        ),
        (quote_file(quote(where='"two\\nlines"')), "6:12: `where`: several lines"),
        (quote_file(quote(where='" a"')), "6:12: `where`: white space at the start or the end"),
        (
            "source: {url: 'http://a b'}\nquotes: []\n",
            '1:15: `url`: "http://a b" is not right: write a link that starts with https://',
        ),
        ("source: {url: 'https://user@b.org'}\nquotes: []\n", "1:15: `url`: "),
        (quote_file(quote(text="a: b")), "4:12: mapping values are not allowed in this context: "),
        (quote_file(quote(text="@home")), "4:11: found character that cannot start any token: "),
        (quote_file(quote(text='"a" b"')), "4:15: did not find expected key: "),
    ],
)
def test_what_is_wrong_is_said_where_it_is(tmp_path: Path, content: str, expected: str) -> None:
    lines = [shown(problem, tmp_path) for problem in read_text(tmp_path, content).errors]
    assert any(line.startswith(f"a-work.yaml:{expected}") for line in lines), lines


def test_a_file_is_called_by_a_slug(tmp_path: Path) -> None:
    (tmp_path / "My Work.yaml").write_text(quote_file(quote()))
    assert 'the file is called "My Work": use words of a-z' in errors(read([tmp_path]))


def test_a_character_is_pointed_at_inside_a_text_of_many_lines(tmp_path: Path) -> None:
    text = ">-\n      first line\n      then @everyone here"
    [problem] = read_text(tmp_path, quote_file(quote(text=text))).problems
    assert (problem.line, problem.column) == (6, 12)


def test_a_file_with_more_problems_than_anyone_reads_is_left(tmp_path: Path) -> None:
    result = read_text(tmp_path, quote_file(*[quote(where="''")] * 1200))
    assert len(result.problems) == MOST_PROBLEMS + 1
    assert "more than 1000 problems: the rest was not read" in errors(result)


def test_warnings_do_not_stop_a_load(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path, a_work=quote_file(quote(where="3")))
    with caplog.at_level(logging.WARNING):
        assert load([tmp_path]).quotes["a-quote"].where == "3"
    assert caplog.messages == ["1 warnings in the quote files; `quotebot check` lists them"]


def test_one_error_stops_a_load_with_all_of_them(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote(), quote(id="another", text="oh @here")), b_work="")
    with pytest.raises(LibraryError) as refused:
        load([tmp_path])
    assert len(refused.value.problems) == 2
    assert str(refused.value).startswith(f"{tmp_path}/a-work.yaml:8:14: `text`: ")


def test_garbage_collection_is_back_after_reading(tmp_path: Path) -> None:
    assert gc.isenabled()
    read([tmp_path])
    assert gc.isenabled()


def test_topics_are_those_that_were_declared(tmp_path: Path) -> None:
    topics = "topics:\n  - {id: work, about: What one does., aliases: [labour, a job]}\n"
    write(tmp_path, topics=topics, a_work=quote_file(quote()))
    anthology = load([tmp_path])
    assert anthology.topics["work"].aliases == ("labour", "a job")


def test_a_library_over_the_cap_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LARGEST_LIBRARY", 100)
    assert "makes the library larger than" in errors(read_text(tmp_path, quote_file(quote())))


def test_the_python_parser_reads_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_c = read_text(tmp_path, FULL)
    monkeypatch.setattr(parsers, "CParser", None)
    assert read_text(tmp_path, FULL) == with_c
    assert "write the character" in errors(
        read_text(tmp_path, quote_file(quote(text='"\\UFFFFFFFF"')))
    )
    assert "half a character" in errors(read_text(tmp_path, quote_file(quote(text='"a\\ud83d"'))))


def test_a_name_that_mixes_scripts_is_only_a_warning(tmp_path: Path) -> None:
    result = read_text(tmp_path, quote_file(quote(author="Lеo Tolstoy")))
    assert result.errors == ()
    assert "mixes Latin and Cyrillic letters" in warnings(result)
