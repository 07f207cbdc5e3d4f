"""What `--fix` puts right, and that it touches nothing else."""

import re
import unicodedata

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebot.curation.fixing import fixed
from tests.curation.library import quote, quote_file


def value(written: str) -> str:
    """What a value becomes that stands in a file as it is written here."""
    before, after = "- id: a # no \n  text: ", "\n  where: here # \n"
    text, _ = fixed(before + written + after)
    assert text.startswith(before)
    assert text.endswith(after)
    return text[len(before) : -len(after)]


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("No", '"No"'),
        ("12:30:45", '"12:30:45"'),
        ("1859", '"1859"'),
        ("=", '"="'),
        ("2001-12-14", '"2001-12-14"'),
        ("[on, off, maybe]", '["on", "off", maybe]'),
        ('" words "', '"words"'),
        ("'  words'", "'words'"),
        (r'"words\n"', '"words"'),
        (r'"\t\x20\u3000words\ "', '"words"'),
        ('"words\\\\n "', '"words\\\\n"'),
        ('"\\\n    words"', '"words"'),
        ("'\u3000words\xa0'", "'words'"),
        ("words\xa0", "words"),
        ("No\xa0", '"No"'),
        ("2001-12-14\n    12:30:45", '"2001-12-14\n    12:30:45"'),
        ("cafe\u0301", "café"),
        ('"cafe\u0301"', '"café"'),
        ("one   \n    two\t\n    three", "one\n    two\n    three"),
        ('"one   \n    two "', '"one\n    two"'),
        ("|\n    one  \n    two\t", "|\n    one\n    two"),
        (">-\n\n    one\n    two", ">-\n    one\n    two"),
        ("| # words: \n    one ", "| # words: \n    one"),
    ],
)
def test_what_is_mechanical_is_put_right(written: str, better: str) -> None:
    assert value(written) == better
    assert value(better) == better


@pytest.mark.parametrize(
    "written",
    [
        "words",
        "~",
        "null",
        '""',
        '"  "',
        r'"\n"',
        '"one \\ \n    two"',
        '"cafe\\u0301"',
        "!!str No",
        "&a No",
        "*a",
        ">\n    one\n\n      indented  more\n    two",
        "'it''s'",
        "'No'",
        "007x",
        "[]",
        "{a: [b]}",
    ],
)
def test_everything_else_stays_as_it_is(written: str) -> None:
    assert value(written) == written


def test_names_of_fields_and_comments_stay_as_they_are() -> None:
    text = "No: cafe # e\u0301  \ne\u0301:   # No \n  a: b\n#  \n\n1859: c\n"
    assert fixed(text) == (text, [])


def test_what_is_said_names_the_place_before_the_change() -> None:
    text = "a: No\nb:\n  - ' words'\n  - 1  \n"
    better, changes = fixed(text)
    assert better == 'a: "No"\nb:\n  - \'words\'\n  - "1"\n'
    assert [(each.place.line, each.place.column, each.message) for each in changes] == [
        (0, 3, 'put "No" in quotation marks'),
        (2, 4, 'removed white space around "words"'),
        (3, 4, 'put "1" in quotation marks'),
        (3, 5, "removed white space at the end of the line"),
    ]


@pytest.mark.parametrize("text", ["a: [", "a: 'b", "a: b: c  ", "\ta: No", "a: No\n\x00", "a: *"])
def test_a_text_that_is_no_yaml_stays_as_it_is(text: str) -> None:
    assert fixed(text) == (text, [])


def test_a_change_that_would_break_the_file_is_not_made_and_the_others_are() -> None:
    text = "a: No\nb: \u1fefvaria\nc: 1859\n"  # in normal form C, that accent is a backtick
    assert fixed(text)[0] == 'a: "No"\nb: \u1fefvaria\nc: "1859"\n'


def test_a_bomb_is_no_trouble() -> None:
    deep = "[" * 5000 + "No  \n" + "]" * 5000 + "\n"
    assert fixed(deep)[0].count('"No"\n') == 1


PIECES = st.sampled_from([
    "\n", "\r\n", "\n\n", "  ", "    ", "- ", " ", "\t", ":", ": ", "#", " # ", '"', "'", "''",
    "\\", '\\"', "\\n", "\\ ", "|", "|-", ">-", ">+", "|2", "[", "]", ", ", "{", "}", "&a ", "*a",
    "!!str ", "? ", "No", "1859", "12:30:45", "~", "=", "e\u0301", "\u0301", "\xa0", "\u3000",
    "words", "a", "---\n", "...\n", "\u1fef", "\u2126", "🙂",
])  # fmt: skip
COMMENT = "  # No: a comment  "
FREE = st.lists(PIECES, max_size=14).map("".join)
QUOTED = FREE.map(lambda words: '"' + words.replace('"', "") + '"')
SINGLE = FREE.map(lambda words: "'" + words.replace("'", "") + "'")
BLOCK = st.tuples(st.sampled_from(["|", "|-", "|+", ">", ">-", ">+", "| # c "]), FREE).map(
    lambda pair: pair[0] + "\n      " + pair[1].replace("\n", "\n      ")
)
FILES = st.lists(FREE | QUOTED | SINGLE | BLOCK, min_size=1, max_size=4).map(
    lambda values: quote_file(*(
        quote(id=f"quote-{number}", text=each, note=f"x{COMMENT}")
        for number, each in enumerate(values)
    ))
)  # fmt: skip


def words(text: str) -> list[str] | None:
    """The words of the values and names of fields, one after the other; None if it is no YAML."""
    try:
        events = list(yaml.parse(text, Loader=yaml.CBaseLoader))
    except yaml.YAMLError:
        return None
    values = [each.value for each in events if isinstance(each, yaml.ScalarEvent)]
    return [" ".join(unicodedata.normalize("NFC", each).split()) for each in values]


def bare(text: str) -> str:
    """The text without white space, however it is written, and without quotation marks."""
    return re.sub(r"[\s\"\\ntrNLP_]", "", unicodedata.normalize("NFC", text))


@settings(max_examples=600)
@given(FREE | FILES)
def test_whatever_the_file_holds_only_what_is_mechanical_changes(text: str) -> None:
    better, changes = fixed(text)
    assert bool(changes) == (better != text)
    assert fixed(better) == (better, [])
    assert words(better) == words(text)
    assert bare(better) == bare(text)
    if COMMENT.strip() not in "".join(words(text) or []):  # where a quotation mark makes it words
        assert better.count(COMMENT) == text.count(COMMENT)
    assert better.count("\n") <= text.count("\n")
    assert not changes or words(text) is not None
