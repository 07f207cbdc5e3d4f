"""Fortune files as they are found, and as strfile and fortune themselves read ours."""

import shutil
import subprocess
from pathlib import Path

import pytest

from quotebot.curation.converting import formats, fortunes
from quotebot.curation.converting.formats import Format
from quotebot.curation.reading import read

LIBRARY = Path(__file__).parents[3] / "quotes"
STRFILE = shutil.which("strfile")
FORTUNE = shutil.which("fortune", path="/usr/games:/usr/local/games:/usr/bin")

A_FILE = """\
%
A line by itself.
\t\t-- Mark Twain
%
Few things are harder to put up with than the annoyance of a good
example.
\t\t-- Mark Twain, "Pudd'nhead Wilson's Calendar"
%%
Tyger Tyger, burning bright,
In the forests of the night;
    — William Blake, “The Tyger”, 1794

%
Nobody said this.
%
So wrote somebody.
-- Martin Luther King, Jr.
%
A long attribution.
\t\t-- Lewis Carroll, "Through the Looking Glass and
\t\t   What Alice Found There"
"""


def rows(text: str) -> list[dict[str, str]]:
    contents, problems = formats.read(text.encode(), Path("cookies"), None, None)
    assert not problems
    return [row for row, _ in contents.rows]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_texts_and_their_attributions_are_told_apart(ends: str) -> None:
    assert rows(A_FILE.replace("\n", ends)) == [
        {"text": "A line by itself.", "author": "Mark Twain"},
        {
            "text": "Few things are harder to put up with than the annoyance of a good example.",
            "author": "Mark Twain",
            "title": "Pudd'nhead Wilson's Calendar",
        },
        {
            "text": "Tyger Tyger, burning bright,\nIn the forests of the night;",
            "author": "William Blake",
            "title": "The Tyger",
            "year": "1794",
        },
        {"text": "Nobody said this."},
        {"text": "So wrote somebody.", "author": "Martin Luther King, Jr."},
        {
            "text": "A long attribution.",
            "author": "Lewis Carroll",
            "title": "Through the Looking Glass and What Alice Found There",
        },
    ]


@pytest.mark.parametrize(
    ("said_by", "fields"),
    [
        ("-- Ann", {"author": "Ann"}),
        ("--Ann", {"author": "Ann"}),
        ("— Ann", {"author": "Ann"}),
        ("\t― Ann", {"author": "Ann"}),
        ("\t- Ann", {"author": "Ann"}),
        ("\t~ Ann", {"author": "Ann"}),
        ('-- Ann in "A Work"', {"author": "Ann", "title": "A Work"}),
        ("-- Ann, _A Work_ (1900)", {"author": "Ann", "title": "A Work", "year": "1900"}),
        (
            '-- disputed: Ann (P.) [A Fox], "A "Work"" (c. 1900 (or so))',
            {"status": "disputed", "author": "Ann (P.)", "speaker": "A Fox", "title": 'A "Work"',
             "year": "c. 1900 (or so)"},
        ),
    ],
)  # fmt: skip
def test_an_attribution_has_many_forms(said_by: str, fields: dict[str, str]) -> None:
    assert rows(f"Some words.\n{said_by}\n%\n") == [{"text": "Some words.", **fields}]


def test_a_dash_in_the_words_is_no_attribution() -> None:
    assert rows("-- and so it goes.\n%\n- one\n- two\n%\n") == [
        {"text": "-- and so it goes."},
        {"text": "- one\n- two"},
    ]


def test_what_may_be_a_name_or_a_work_is_nobodys_guess() -> None:
    contents, [problem] = formats.read(
        b"One.\n%\n\nTo be.\n\t\t-- Shakespeare, Hamlet\n%\n", Path("f"), None, None
    )
    assert [row.row for row in contents.rows] == [{"text": "One."}]
    assert problem.line == 4
    assert '"Shakespeare, Hamlet" may be a name, or a name and a work' in problem.message


@pytest.mark.parametrize(
    "text",
    [
        "short",
        "word " * 60 + "end",
        "Roses are red,\nviolets are blue.",
        "before\n%\nafter",
        "before\n%%\nafter",
        "before\n\nafter",
        "  two  spaces  between  words  ".strip() * 5,
        "x" * 90 + " " + "y" * 90,
        ("word " * 15).strip() + "\n" + ("word " * 15).strip(),
        "a\n  b\n c",
        "-- all dashes\n-- and more",
    ],
)
def test_words_come_back_to_the_character(text: str) -> None:
    lines = fortunes.lines_of(text)
    assert fortunes.text_of(lines) == text
    assert not {"%", "%%"} & set(lines)
    [row] = rows("\n".join([*lines, '\t\t-- Ann, "W" (1)', "%", ""]))
    assert row["text"] == text


def test_long_words_are_broken_for_a_terminal() -> None:
    lines = fortunes.lines_of("word " * 60 + "end")
    assert max(map(len, lines)) <= fortunes.WIDTH


@pytest.mark.skipif(STRFILE is None, reason="strfile is not installed (Debian: fortune-mod)")
def test_strfile_finds_as_many_fortunes_as_there_are_quotes(tmp_path: Path) -> None:
    quotes = read([LIBRARY]).quotes
    file = tmp_path / "cookies"
    file.write_text(formats.write(quotes, Format.FORTUNE))
    said = subprocess.check_output([str(STRFILE), str(file)], text=True)  # noqa: S603 - ours
    assert f"There were {len(quotes)} strings" in said


@pytest.mark.skipif(
    None in {STRFILE, FORTUNE}, reason="fortune is not installed (Debian: fortune-mod)"
)
def test_fortune_shows_one_of_the_quotes(tmp_path: Path) -> None:
    quotes = read([LIBRARY]).quotes
    file = tmp_path / "cookies"
    file.write_text(formats.write(quotes, Format.FORTUNE))
    subprocess.check_output([str(STRFILE), "-s", str(file)])  # noqa: S603 - ours
    shown = subprocess.check_output([str(FORTUNE), str(file)], text=True)  # noqa: S603 - ours
    assert f"{shown}%\n" in file.read_text()
    [row] = rows(f"{shown}%\n%\n")
    assert row["text"] in {quote.text for quote in quotes}
