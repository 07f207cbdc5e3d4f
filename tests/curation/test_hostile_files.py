"""Every file that hangs, swells or kills a YAML loader is refused at a place in it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml.events import Event, StreamEndEvent

from quotebot.curation.parsers import Parser, PythonParser, mark_of, parser_of
from quotebot.curation.reading import Reading, read
from tests.curation.library import FIELDS, SOURCE, errors, quote, quote_file, read_text, write

LAUGHS = "a: &a [x]\n" + "".join(
    f"{this}: &{this} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, this in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a: &a {x: y}\n" + "".join(
    f"{this}: &{this} {{<<: [{', '.join([f'*{before}'] * 10)}]}}\n"
    for before, this in zip("abcdefgh", "bcdefghi", strict=True)
)

DEEP_LIST = "[" * 40_000 + "]" * 40_000
DEEP_MAPPING = "{a: " * 40_000 + "}" * 40_000
DEEP_BLOCK = "- " * 20_000 + "x"
DEEPER_BLOCK = "- " * 200_000 + "x"
DEEP_KEYS = "? " * 20_000 + "x"

WHOLE_FILES: dict[str, str | bytes] = {
    "billion laughs": LAUGHS,
    "merge key bomb": MERGES,
    "quadratic aliases": f"a: &a {'x' * 10_000}\nb: [{', '.join(['*a'] * 10_000)}]\n",
    "deep list": DEEP_LIST,
    "deep mapping": DEEP_MAPPING,
    "deep block list": DEEP_BLOCK,
    "deeper block list": DEEPER_BLOCK,
    "deep keys": DEEP_KEYS,
    "deep list under an unknown field": f"x: {DEEP_LIST}",
    "deep list for the source": f"source: {DEEP_LIST}",
    "deep list for the quotes": f"quotes: {DEEP_LIST}",
    "a second document": f"{quote_file(quote())}---\n{quote_file(quote())}",
    "broken off": quote_file(quote())[:-30] + '"',
    "not UTF-8": quote_file(quote(text="a\x97b")).encode("latin-1"),
    "a control character": quote_file(quote(text="a\x80b")),
    "a tag on the file": f"!!python/object:os.system\n{quote_file(quote())}",
    "an anchor on the file": f"&a\n{quote_file(quote())}",
    "a tag of a person's own": f"%TAG ! tag:x,2000:\n---\n{quote_file(quote(text='!b words'))}",
    "a directive": f"%YAML 1.1\n---\n{quote_file(quote())}",
    "a million directives": "".join(f"%TAG !{number}! tag:x\n" for number in range(1_000_000)),
    "a million topics": quote_file(quote(topics=f"[{', '.join(map(str, range(1_000_000)))}]")),
    "a long row of words with dots": quote_file(quote(text="a." * 1_000_000)),
    "keys that are lists": "? [a, b]\n: c\n",
    "an alias for a key": "a: &a b\n*a : c\n",
}

VALUES = {
    "a deep list": DEEP_LIST,
    "a deep mapping": DEEP_MAPPING,
    "a deep block": "\n      " + DEEP_BLOCK,
    "an alias": "*a",
    "an anchor": "&a words that nothing refers to",
    "a call": "!!python/object/apply:os.system [echo]",
    "binary": "!!binary aGVsbG8=",
    "an explicit string": "!!str words",
    "a tag without a name": "! words",
    "nothing": "",
    "null": "~",
    "a NUL": r'"a\0b"',
    "an escape": r'"a\eb"',
    "a mapping": "{a: b}",
    "a list of lists": "[[a], [b]]",
}


def refused(reading: Reading, content: str | bytes) -> bool:
    """Whether there is an error, each at a place that the file has."""
    lines = len(content.splitlines()) + 1
    return bool(reading.errors) and all(
        1 <= problem.line <= lines and problem.column >= 1 for problem in reading.errors
    )


LARGE = "a million topics"
NAMES_OF_FILES = [
    pytest.param(name, marks=pytest.mark.slow) if name == LARGE else name for name in WHOLE_FILES
]


@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_a_hostile_file_is_refused(tmp_path: Path, name: str) -> None:
    content = WHOLE_FILES[name]
    assert refused(read_text(tmp_path, content), content)


@pytest.mark.parametrize("kind", ["topics", "people", "misattributions"])
@pytest.mark.parametrize("name", NAMES_OF_FILES)
def test_a_hostile_declaration_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    content = WHOLE_FILES[name]
    assert refused(read([write(tmp_path, **{kind: content})]), content)


@pytest.mark.parametrize("field", [*FIELDS, "author", "unheard-of"])
@pytest.mark.parametrize("name", VALUES)
def test_a_hostile_value_is_refused(tmp_path: Path, name: str, field: str) -> None:
    content = quote_file(quote(**{field: VALUES[name]}))
    result = read_text(tmp_path, content)
    assert refused(result, content)
    assert all(problem.line >= 3 for problem in result.errors)


def test_a_bomb_costs_a_handful_of_problems_and_no_more(tmp_path: Path) -> None:
    assert len(read_text(tmp_path, LAUGHS).problems) < 30


def test_a_key_that_stands_twice_is_refused_with_both_places(tmp_path: Path) -> None:
    content = quote_file(quote() + "    text: Other words.\n")
    assert errors(read_text(tmp_path, content)) == (
        f"{tmp_path}/a-work.yaml:7:5: `text` stands twice here, first in line 4: keep one"
        " [field-repeated]"
    )


PIECES = st.sampled_from(
    (
        *("source:", "quotes:", "topics:", "id: ab-c", "text: ", "title", "where", SOURCE, quote()),
        *"-?:,[]{}#&*!|>'\"%@`~ \n\t\\<=",
        *("- ", ": ", "\n  ", "\n    ", "---\n", "...", "<<", "&a ", "*a ", "!!str "),
        *("\\u0000", "\\ud83d", "é", "e\u0301", "\u200b", "\u2028", "😀", "\ufeff"),
    )
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("hostile")


@given(pieces=st.lists(PIECES, max_size=40))
def test_no_text_at_all_makes_reading_raise(folder: Path, pieces: list[str]) -> None:
    content = "".join(pieces)
    result = read_text(folder, content)
    assert result.quotes or refused(result, content)


@given(content=st.binary(max_size=200))
def test_no_bytes_at_all_make_reading_raise(folder: Path, content: bytes) -> None:
    assert refused(read_text(folder, content), content)


def events(parser: Parser) -> list[tuple[str, object, int, int, int]]:
    found: list[Event] = []
    while not found or not isinstance(found[-1], StreamEndEvent):
        found.append(parser.get_event())
    marks = [mark_of(event) for event in found]
    return [
        (type(event).__name__, getattr(event, "value", None), mark.line, mark.column, mark.index)
        for event, mark in zip(found, marks, strict=True)
    ]


def test_the_parsers_in_c_and_in_python_tell_the_same_events() -> None:
    content = quote_file(quote(text='"é\\u00e9 😀"'), quote(note="|\n      a\n      b"))
    assert events(parser_of(content)) == events(PythonParser(content))
