"""`quotebot verify`: what it prints, what it writes down and how it ends."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import quotebot
from quotebot.cli import main
from tests.curation.library import quote, quote_file, write
from tests.curation.verifying.texts import write_texts

STANDS = quote(text="Words that stand in a work.")
DIFFERS = quote(id="differs", text="Words which stand in the work.")
OTHER = quote(id="other", text="Here are Words")
TEXT = "A title\n\nHere are Words\nthat stand in a work.\n"
LOCK = Path("quotes/verified.lock")


def verify(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["verify", *arguments])


def look(*arguments: str) -> Result:
    return verify("--texts", "texts", *arguments, "quotes")


@pytest.fixture(autouse=True)
def a_work_and_its_text(an_empty_machine: None) -> None:
    Path("quotes").mkdir()
    Path("texts").mkdir()
    write(Path("quotes"), a_work=quote_file(STANDS))
    write_texts(Path("texts"), a_work=TEXT)


def test_a_quote_that_stands_is_told_with_its_lines() -> None:
    result = look()
    assert (result.exit_code, result.stdout) == (0, "texts/a-work.txt:3: a-quote: lines 3-4\n")
    assert result.stderr == "1 quote from 1 work: 1 word for word, 0 not\n"


def test_it_tells_how_often_the_words_stand_there() -> None:
    write_texts(Path("texts"), a_work=f"{TEXT}\n{TEXT}")
    assert "texts/a-work.txt:3: a-quote: lines 3-4 and 8-9 (2 times)\n" in look().stdout


def test_a_quote_that_does_not_stand_is_told_with_the_nearest_words() -> None:
    write(Path("quotes"), a_work=quote_file(STANDS, DIFFERS))
    result = look("--quiet")
    assert result.exit_code == 1
    assert result.stdout == (
        "quotes/a-work.yaml:7: differs does not stand in a-work.txt; the nearest is lines 3-4:\n"
        "    Words [-which-]{+that+} stand in [-the-]{+a+} work.\n"
    )
    assert result.stderr == "2 quotes from 1 work: 1 word for word, 1 not\n"


@pytest.mark.parametrize(
    ("index", "text", "words", "said"),
    [
        (
            "body_from_line: 2",
            "His words.\nNo words.",
            "His words.",
            "stands in a-work.txt only in line 1, before line 2, where",
        ),
        (
            'speakers: [{name: "Bo \\e[2J", lines: 1}]',
            "His words.",
            "His words.",
            "stands in a-work.txt only in line 1, which is said by Bo \\x1b[2J, not by An Author",
        ),
        (
            "year: 1900",
            "His own words.",
            "His … own words.",
            "stands in a-work.txt in line 1 with nothing left out at the ellipsis",
        ),
        (
            "year: 1900",
            "His words.\nHer words.",
            "Her words. … His words.",
            "has parts that stand in a-work.txt in lines 2 and 1: they must follow",
        ),
        (
            "year: 1900",
            "Nothing of the kind.",
            "His words.",
            "does not stand in a-work.txt, nor does anything like it",
        ),
    ],
)
def test_it_tells_what_is_wrong_with_a_quote(index: str, text: str, words: str, said: str) -> None:
    write(Path("quotes"), a_work=quote_file(quote(text=words)))
    write_texts(Path("texts"), f"sources: [{{slug: a-work, {index}}}]", a_work=text)
    result = look()
    assert result.exit_code == 1
    assert result.stdout.startswith(f"quotes/a-work.yaml:3: a-quote {said}")
    assert result.stdout.count("\n") == 1


def test_a_missing_text_is_named_and_counted() -> None:
    write(Path("quotes"), b_work=quote_file(OTHER))
    result = look()
    assert result.exit_code == 1
    assert (
        "quotes/b-work.yaml:3: other cannot be looked for: texts/b-work.txt is not there\n"
        in result.stdout
    )
    assert result.stderr == "2 quotes from 2 works: 1 word for word, 0 not, 1 without a text\n"


def test_json_holds_all_that_was_found() -> None:
    write(Path("quotes"), a_work=quote_file(STANDS, DIFFERS))
    result = look("--json")
    assert result.exit_code == 1
    told = json.loads(result.stdout)
    stands, differs = told.pop("verified")
    assert told == {"quotes": 2, "stand": 1, "do_not_stand": 1, "without_text": 0}
    assert stands == {
        "id": "a-quote",
        "file": "quotes/a-work.yaml",
        "line": 3,
        "text": "texts/a-work.txt",
        "verdict": "stands",
        "lines": [[3, 4]],
    }
    assert differs["verdict"] == "does not stand"
    assert differs["nearest"]["lines"] == [3, 4]
    assert {"quoted": "which", "stands": "that"} in differs["nearest"]["changes"]


def test_quote_files_with_errors_are_not_looked_for() -> None:
    write(Path("quotes"), a_work=quote_file(quote(id="Not An Id")))
    result = look()
    assert result.exit_code == 1
    assert result.stdout.startswith("quotes/a-work.yaml:3:9: ")
    assert "correct the quote files first" in result.stderr


def test_a_strange_index_is_told_with_its_place() -> None:
    write_texts(Path("texts"), "sources: words")
    result = look()
    assert result.exit_code == 78
    assert result.stderr.startswith(
        "quotebot: texts/INDEX.yaml:1:10: `sources` must be a list: start each item with `- `"
    )


@pytest.mark.parametrize(
    "arguments",
    [[], ["--locked", "--texts", "texts"], ["--locked", "--update-lock"], ["--update-lock"],
     ["--texts", "nowhere"], ["--texts", "texts", "nowhere"], ["--texts", "texts/a-work.txt"]],
)  # fmt: skip
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert verify(*arguments).exit_code == 2


def test_nothing_is_written_unless_it_is_asked_for() -> None:
    look()
    assert not LOCK.exists()


def test_what_was_verified_is_as_it_was_until_it_changes() -> None:
    assert verify("--locked", "quotes").stdout == (
        "quotes/verified.lock is not there: write it with"
        " quotebot verify --texts DIR --update-lock\n"
    )
    assert look("--update-lock").exit_code == 0
    result = verify("--locked", "quotes")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 quote as verified\n")

    write(Path("quotes"), a_work=quote_file(quote(text="Other words"), quote(id="new")))
    result = verify("--locked", "quotes")
    assert result.exit_code == 1
    assert result.stdout == (
        "quotes/a-work.yaml:7: new was not verified yet\n"
        "quotes/a-work.yaml:3: a-quote has changed since it was verified\n"
    )
    assert "quotebot verify --texts DIR --update-lock" in result.stderr


def test_only_quotes_that_stand_are_written_down() -> None:
    write(Path("quotes"), a_work=quote_file(STANDS, DIFFERS))
    assert look("--update-lock").exit_code == 1
    result = verify("--locked", "quotes")
    assert result.stdout == "quotes/a-work.yaml:7: differs was not verified yet\n"


def test_a_quote_that_is_gone_is_told_until_the_lock_is_written_anew() -> None:
    write(Path("quotes"), b_work=quote_file(OTHER))
    write_texts(Path("texts"), b_work=TEXT)
    look("--update-lock")
    Path("quotes/b-work.yaml").unlink()
    result = verify("--locked", "quotes")
    assert result.exit_code == 1
    assert result.stdout == "quotes/verified.lock: b-work other is no quote any more\n"
    look("--update-lock")
    assert verify("--locked", "quotes").exit_code == 0


def test_one_file_is_verified_without_its_neighbours() -> None:
    write(Path("quotes"), b_work=quote_file(OTHER))
    write_texts(Path("texts"), b_work=TEXT)
    look("--update-lock")
    before = LOCK.read_text()
    assert verify("--texts", "texts", "--update-lock", "quotes/a-work.yaml").exit_code == 0
    assert LOCK.read_text() == before
    assert verify("--locked", "quotes/b-work.yaml").exit_code == 0


def test_a_lock_file_that_a_merge_left_torn_is_written_anew() -> None:
    look("--update-lock")
    before = LOCK.read_text()
    LOCK.write_text(f"<<<<<<< ours\n{before}=======\n>>>>>>> theirs\n")
    result = verify("--locked", "quotes")
    assert result.exit_code == 1
    assert "quotes/verified.lock:1: is no entry" in result.stdout
    look("--update-lock")
    assert LOCK.read_text() == before


def test_a_lock_that_is_behind_is_mentioned() -> None:
    look("--update-lock")
    write(Path("quotes"), a_work=quote_file(quote(text="Words that stand")))
    result = look()
    assert result.exit_code == 0
    assert "quotes/verified.lock does not hold these quotes" in result.stderr


def test_what_differs_is_told_as_json_too() -> None:
    look("--update-lock")
    write(Path("quotes"), a_work=quote_file(quote(id="new")))
    (told,) = json.loads(verify("--locked", "--json", "quotes").stdout)
    assert told["lock"] == "quotes/verified.lock"
    assert told["new"] == [{"work": "a-work", "quote": "new"}]
    assert told["gone"] == [{"work": "a-work", "quote": "a-quote"}]
    assert told["changed"] == told["problems"] == []


def on_a_terminal(**variables: str) -> str:
    """What it writes when both streams are a terminal."""
    ours, its = pty.openpty()
    command = [sys.executable, "-m", "quotebot", "verify", "--texts", "texts", "quotes"]
    path = {"PYTHONPATH": str(Path(quotebot.__file__).parents[1])}
    subprocess.run(command, check=False, stdout=its, stderr=its, env={**path, **variables})  # noqa: S603
    os.close(its)
    with os.fdopen(ours, "rb") as stream:
        return os.read(stream.fileno(), 65536).decode()


@pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal")
def test_a_terminal_shows_the_difference_in_colour_unless_it_is_not_wanted() -> None:
    write(Path("quotes"), a_work=quote_file(DIFFERS))
    assert "\x1b[31m[-which-]\x1b[0m\x1b[32m{+that+}\x1b[0m" in on_a_terminal()
    assert "[-which-]{+that+}" in on_a_terminal(NO_COLOR="1")
