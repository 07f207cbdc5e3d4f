"""`quotebot quotes import`: what it tells, and that it writes nothing before it is told to."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from quotebot.core.quotes import Status
from quotebot.curation.reading import read
from tests.cli.quotes.library import FOLDER, WALDEN, held, quotes, reading

pytestmark = pytest.mark.usefixtures("a_small_library")

NEW = {
    "text": "Rather than love, than money, than fame, give me truth.",
    "author": "Henry David Thoreau",
    "topics": ["life"],
    "where": "Conclusion",
    "source": {"title": "Walden", "year": 1854},
}
KNOWN = {"text": "Progress is slow, and it comes all the same.", "author": "Ann Author"}
BAD = {**NEW, "text": "Words.", "topics": ["lfe"]}


def import_(*found: dict[str, Any], more: tuple[str, ...] = ()) -> Result:
    Path("found.json").write_text(json.dumps(list(found), indent=1))
    return quotes("import", "json", "found.json", "--into", str(FOLDER), *more)


def test_by_default_it_only_tells_what_would_come() -> None:
    before = held()
    result = import_(NEW, KNOWN)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "found.json:14: progress-is-slow is there already",
        "2 quotes: 1 new, 1 there already, 0 that cannot be taken",
        "  library/thoreau-walden.yaml: 1 more",
    ]
    assert result.stderr == "Nothing was written yet: add --write to write it.\n"
    assert held() == before
    assert import_(NEW, KNOWN, more=("--dry-run",)).stdout == result.stdout
    assert held() == before


def test_with_write_it_writes_and_a_second_time_there_is_nothing_new() -> None:
    assert import_(NEW, KNOWN, more=("--write",)).stderr == "Written.\n"
    assert not reading().errors
    assert (FOLDER / "thoreau-walden.yaml").read_text().startswith(WALDEN[:200])
    before = held()
    again = import_(NEW, KNOWN, more=("--write",))
    assert "2 quotes: 0 new, 2 there already" in again.stdout
    assert again.stderr == ""
    assert held() == before


def test_nothing_is_written_while_something_cannot_be_taken() -> None:
    before = held()
    result = import_(NEW, BAD, more=("--write",))
    assert result.exit_code == 1
    assert 'found.json:14: `topics`: "lfe" is not in topics.yaml: write life' in result.stdout
    assert "2 quotes: 1 new, 0 there already, 1 that cannot be taken" in result.stdout
    assert "leave it out with --skip-bad" in result.stderr
    assert held() == before


def test_the_rest_is_written_if_the_bad_are_to_be_left_out() -> None:
    assert import_(NEW, BAD, more=("--write", "--skip-bad")).exit_code == 0
    assert len(reading().quotes) == 3


def test_options_say_what_the_file_does_not(tmp_path: Path) -> None:
    Path("cookies").write_text("Wear the old coat.\n\t\t-- Ann Author\n%\nNobody's words.\n%\n")
    result = quotes(
        "import", "fortune", "cookies", "--into", "own", "--write", "--author", "Anonymous",
        "--topic", "life", "--topic", "books", "--where", "in the jar", "--title", "Our Cookies",
        "--year", "1995", "--rights", "ours", "--lang", "en", "--source-author", "The Bakers",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    assert "  own/bakers-cookies.yaml: 2 more (new file)" in result.stdout
    first, second = read([Path("own")]).quotes
    assert (first.author, second.author) == ("Ann Author", "Anonymous")
    assert first.topics == ("life", "books")
    assert (first.source.title, first.source.author) == ("Our Cookies", "The Bakers")
    assert {first.status, second.status} == {Status.ATTRIBUTED}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps([KNOWN])),
        ("a.csv", f'text,author\n"{KNOWN["text"]}",{KNOWN["author"]}\n'),
        ("a", f"{KNOWN['text']}\n\t\t-- {KNOWN['author']}\n%\n"),
        ("b", f'text,author\n"{KNOWN["text"]}",{KNOWN["author"]}\n'),
        ("c", json.dumps([KNOWN])),
    ],
)
def test_the_form_is_told_by_the_name_or_by_the_look(name: str, text: str) -> None:
    Path(name).write_text(text)
    result = quotes("import", "auto", name, "--into", str(FOLDER))
    assert "1 quote: 0 new, 1 there already" in result.stdout


def test_standard_input_is_a_file_too() -> None:
    result = quotes("import", "json", "-", "--into", str(FOLDER), given=json.dumps([KNOWN]))
    assert "1 quote: 0 new, 1 there already" in result.stdout


def test_what_looks_like_nothing_is_named() -> None:
    Path("a").write_text("just words\n")
    result = quotes("import", "auto", "a", "--into", str(FOLDER))
    assert result.exit_code == 1
    assert "a:1: looks like none of fortune, csv and json: say which it is" in result.stdout


def test_a_wrong_encoding_is_named_and_the_right_one_can_be_given() -> None:
    words = "text,author,topics,where,title,year\nA café — no less.,Ann,life,here,A Work,1900\n"
    Path("a.csv").write_bytes(words.encode("cp1252"))
    result = quotes("import", "csv", "a.csv", "--into", str(FOLDER))
    assert result.exit_code == 1
    assert "a.csv:2: not UTF-8 at byte 41, looks like Windows-1252" in result.stdout
    arguments = ("import", "csv", "a.csv", "--into", str(FOLDER), "--write")
    assert quotes(*arguments, "--encoding", "ascii").exit_code == 1
    assert quotes(*arguments, "--encoding", "cp1252").exit_code == 0
    assert "A café — no less." in {quote.text for quote in reading().quotes}


def test_many_of_a_kind_are_counted() -> None:
    result = import_(*({**BAD, "text": f"Words {n}."} for n in range(30)))
    lines = [line for line in result.stdout.splitlines() if "lfe" in line]
    assert len(lines) == 11
    assert lines[-1].startswith("… and 20 times more: ")


def test_unused_fields_and_authors_nobody_declared_are_told() -> None:
    result = import_({**NEW, "score": 5, "author": "Somebody New", "source": {**A_WORK}})
    assert "found.json: not used: score" in result.stdout
    assert 'warning: "Somebody New" is not in people.yaml' in result.stdout


A_WORK = {"title": "A Work", "year": "1900"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("import",),
        ("import", "json"),
        ("import", "xml", "found.json", "--into", "library"),
        ("import", "json", "nowhere.json", "--into", "library"),
        ("import", "json", "found.json"),
        ("import", "json", "found.json", "--into", "found.json"),
        ("import", "json", "found.json", "--into", "library", "--encoding", "klingon"),
        ("import", "json", "found.json", "--into", "library", "--encoding", "base64"),
    ],
)
def test_wrong_usage_ends_with_2(arguments: tuple[str, ...]) -> None:
    Path("found.json").write_text("[]")
    result = quotes(*arguments)
    assert result.exit_code == 2
    assert result.stdout == ""


def test_hostile_files_and_names_do_not_reach_the_terminal() -> None:
    name = "evil\x1b[2J.json"
    Path(name).write_text('[{"text": "\\u001b[2J\\ud800 words", "\\u001b[3J": 1, "id": "\\u202e"}]')
    result = quotes("import", "auto", name, "--into", str(FOLDER))
    assert result.exit_code == 1
    assert all(line.isprintable() for line in result.output.splitlines())


def test_a_library_with_an_error_is_left_alone() -> None:
    (FOLDER / "broken.yaml").write_text("source: [\n")
    result = import_(NEW, more=("--write",))
    assert result.exit_code == 78
    assert "broken.yaml:2:1: " in result.stderr
