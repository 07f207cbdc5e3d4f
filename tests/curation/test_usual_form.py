"""Whatever the quick reader reads, the reader of events reads alike, and finds nothing wrong."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotebot.core.quotes import Status
from quotebot.curation.decoding import decode
from quotebot.curation.events import EventReader
from quotebot.curation.parsers import parser_of
from quotebot.curation.problems import FileProblems, GaveUp
from quotebot.curation.quote_file import Entry, read_quotes
from quotebot.curation.records import Judge
from quotebot.curation.schema import quote_schema
from quotebot.curation.slugs import TopicName
from quotebot.curation.usual_form import ORDER, UsualForm
from quotebot.wiring import builtin_quotes

PATH = Path("a-work.yaml")
SCHEMA = quote_schema(TopicName())
HEAD = 'source:\n  title: A Work\n  author: An Author\n  year: "1900"\nquotes:\n'
QUOTE = "  - id: a-quote\n    text: Some words.\n    topics: [work]\n    where: chapter one\n"


def read_quickly(text: str) -> list[Entry] | None:
    page = UsualForm(SCHEMA).read(text, PATH)
    return None if page is None else list(page)


def read_by_events(text: str) -> list[Entry]:
    """Raises ValueError if there is anything to complain of."""
    problems = FileProblems(PATH)
    try:
        entries = read_quotes(
            EventReader(parser_of(text), problems), Judge(text, problems), problems, SCHEMA
        )
    except (yaml.YAMLError, GaveUp) as error:
        raise ValueError(text) from error
    if problems.found:
        raise ValueError(problems.found)
    return entries


def places(entry: Entry) -> list[tuple[int, int, int]]:
    return [(mark.line, mark.column, mark.index) for mark in (entry.id_mark, entry.text_mark)]


def assert_both_agree(written: str) -> None:
    try:
        text = decode(written.encode("utf-8", "surrogatepass"), FileProblems(PATH))
    except GaveUp:
        return
    quickly = read_quickly(text)
    if quickly is not None:
        slowly = read_by_events(text)
        assert [entry.quote for entry in quickly] == [entry.quote for entry in slowly]
        assert list(map(places, quickly)) == list(map(places, slowly))


def with_text(written: str) -> str:
    return HEAD + QUOTE.replace("Some words.", written)


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Some words, “quoted”: no.", None),
        ("Some words", "Some words"),
        ("Ratio 3:4 #1 and issue#2", None),
        ("Ratio 3:4 and issue#2", "Ratio 3:4 and issue#2"),
        ("…and so on", "…and so on"),
        ("one\n      two\n        three", "one two three"),
        ('"one: two # three"', "one: two # three"),
        (r'"a \"word\" and a \\"', 'a "word" and a \\'),
        ('"one\n      two"', "one two"),
        ("'it''s one\n      line'", "it's one line"),
        ("|-\n      one: 1\n      two # 2", "one: 1\ntwo # 2"),
        (">-\n      one\n      two", "one two"),
        ("|\n      one", None),
        ("|-\n      one\n       two", None),
        (r'"a\tb"', None),
        ("yes", None),
        ("1984", None),
        ("- one", None),
        ("*alias", None),
        ("&anchor words", None),
        ("!!str words", None),
        ("one # comment", None),
        ("one ", None),
        ("one: two", None),
        ("one:", None),
        ("one\n\n      two", None),
        ("one\n      # two", None),
        ("@everyone", None),
        ("see https://example.com/", None),
        ("a", None),
    ],
)
def test_usual_values_are_read_and_all_others_left_to_the_events(
    written: str, words: str | None
) -> None:
    text = with_text(written)
    entries = read_quickly(text)
    assert (entries[0].quote.text if entries and entries[0].quote else None) == words
    assert_both_agree(text)


def test_every_field_is_read() -> None:
    text = HEAD + (
        "  - id: a-quote\n    text: Some words.\n    author: Somebody\n    speaker: The King\n"
        "    topics: [work, time,\n      rest]\n    where: chapter one\n    lang: fr\n"
        '    note: "See: here."\n    status: disputed\n    variant_of: other\n'
    )
    [entry] = read_quickly(text) or []
    assert entry.quote is not None
    assert (entry.quote.author, entry.quote.speaker) == ("Somebody", "The King")
    assert entry.quote.topics == ("work", "time", "rest")
    assert (entry.quote.lang, entry.quote.note) == ("fr", "See: here.")
    assert entry.quote.status is Status.DISPUTED
    assert entry.quote.variant_of == "other"
    assert_both_agree(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "quotes:\n" + QUOTE,
        HEAD,
        HEAD + QUOTE + "source: again\n",
        HEAD + QUOTE + "---\n" + HEAD + QUOTE,
        HEAD + QUOTE + "\x00",
        HEAD + QUOTE + "# \x07\n",
        HEAD + QUOTE.replace("  - ", "- ").replace("    ", "  "),
        HEAD + QUOTE + "    where: again\n",
        HEAD + QUOTE.replace("topics: [work]", "topics: [work, work]"),
        HEAD + QUOTE.replace("topics: [work]", "topics: [help]"),
        HEAD + QUOTE.replace("topics: [work]", "topics: [no]"),
        HEAD + QUOTE.replace("a-quote", "x"),
        HEAD + QUOTE.replace("    where: chapter one\n", ""),
        HEAD.replace("  author: An Author\n", "") + QUOTE,
        HEAD.replace("A Work", "") + QUOTE,
        HEAD.replace("A Work", '"A\nquotes:\n') + QUOTE,
        (HEAD + QUOTE).replace("\n", "\r\n"),
        HEAD.replace("quotes:", "...\nquotes:") + QUOTE,
    ],
)
def test_a_file_that_is_written_otherwise_or_wrong_is_left_to_the_events(text: str) -> None:
    assert read_quickly(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "# a comment\n" + HEAD + "  # another\n\n" + QUOTE + "\n# the end\n",
        HEAD + QUOTE + QUOTE.replace("a-quote", "b-quote").removesuffix("\n"),
        HEAD.replace("A Work", "|-\n    A Work") + QUOTE,
        "---\n" + HEAD + QUOTE,
    ],
)
def test_comments_blank_lines_and_a_missing_last_line_end_make_no_difference(text: str) -> None:
    assert read_quickly(text) is not None
    assert_both_agree(text)


def test_the_shipped_library_is_read_alike_by_both() -> None:
    texts = [path.read_text("utf-8") for path in builtin_quotes().glob("*-*.yaml")]
    for text in texts:
        quickly = read_quickly(text)
        if quickly is not None:
            slowly = read_by_events(text)
            assert [replaced(entry) for entry in quickly] == [replaced(entry) for entry in slowly]
    assert sum(read_quickly(text) is not None for text in texts) > len(texts) // 2


def replaced(entry: Entry) -> tuple[object, ...]:
    return (entry.quote, *places(entry))


PIECES = st.sampled_from([
    "\n", "\n\n", "      ", "    ", "  - ", " ", "\t", ":", ": ", "#", " # ", '"', "'", "''", "\\",
    '\\"', "|-", ">-", "|", "-", "[", "]", ", ", "{", "}", "&a", "*a", "!", "%", "@", "`", "?", "~",
    "no", "1", "é", "e\u0301", "’", "\xa0", "\u2028", "\x85", "\u200b", "\ufeff", "🙂", "…", "...",
    "---", "null", "quotes:\n", "source:\n", "    note: ", "    topics: [work]\n", "\r",
])  # fmt: skip
VALUES = st.lists(PIECES | st.text(max_size=6), max_size=8).map("".join)


def one_quote(fields: dict[str, str | None], number: int) -> str:
    given = {"id": f"quote-{number}", **fields}
    lines = "".join(f"    {name}: {given[name]}\n" for name in ORDER if given.get(name) is not None)
    return lines.replace("    ", "  - ", 1)


FIELDS = st.fixed_dictionaries({
    "text": VALUES.map(lambda words: f"Words {words}") | VALUES,
    "author": st.none() | VALUES,
    "topics": st.just("[work, time]") | VALUES.map(lambda words: f"[{words}]"),
    "where": st.just("chapter one") | VALUES,
    "note": st.none() | VALUES.map(lambda words: f'"{words}"') | VALUES,
    "variant_of": st.none() | st.just("other-quote") | VALUES,
})  # fmt: skip


@settings(max_examples=400)
@given(st.lists(FIELDS, min_size=1, max_size=3))
def test_whatever_is_written_in_the_fields_both_agree(fields: list[dict[str, str | None]]) -> None:
    assert_both_agree(HEAD + "".join(one_quote(each, n) for n, each in enumerate(fields)))


@settings(max_examples=400)
@given(
    st.integers(0, len(HEAD + QUOTE)), st.integers(0, 12), PIECES | st.characters(), st.booleans()
)
@example(len(HEAD), 0, "\n# x\n", False)
def test_wherever_a_file_is_cut_or_added_to_both_agree(
    start: int, cut: int, added: str, twice: bool
) -> None:
    whole = HEAD + QUOTE + (QUOTE.replace("a-quote", "b-quote") if twice else "")
    assert_both_agree(whole[:start] + added + whole[start + cut :])
