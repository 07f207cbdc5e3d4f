"""`quotebot check`: what it prints and how it ends."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quotebot.cli import main
from tests.curation.library import quote, quote_file, write


def check(*paths: str) -> Result:
    return CliRunner().invoke(main, ["check", *paths])


def test_a_clean_file_ends_with_0_and_a_count() -> None:
    write(Path(), a_work=quote_file(quote()))
    result = check("a-work.yaml")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "1 quote checked: 0 errors, 0 warnings\n"


def test_every_problem_stands_on_a_line_with_its_place() -> None:
    write(
        Path(),
        a_work=quote_file(quote(id="Not An Id", topics="[]")),
        b_work=quote_file(quote(text="{}")),
    )
    result = check(".")
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines == sorted(lines)
    assert [line.split(": ")[0] for line in lines] == [
        "a-work.yaml:3:9",
        "a-work.yaml:5:13",
        "b-work.yaml:4:11",
    ]
    assert "3 errors, 0 warnings" in result.stderr


def test_warnings_are_no_errors() -> None:
    write(Path(), a_work=quote_file(quote()), topics="topics:\n  - id: unused\n  - id: work\n")
    result = check(".")
    assert result.exit_code == 0
    assert ": warning: " in result.stdout
    assert "0 errors, 1 warning\n" in result.stderr


def test_warnings_count_for_who_is_strict() -> None:
    write(Path(), a_work=quote_file(quote()), topics="topics:\n  - id: work\n")
    assert check("--strict", ".").exit_code == 0
    write(Path(), topics="topics:\n  - id: unused\n  - id: work\n")
    assert check("--strict", ".").exit_code == 1


def test_what_the_bot_leaves_to_curators_is_found() -> None:
    nearly = quote(id="b-quote", text="Words that stand in a book.")
    write(Path(), a_work=quote_file(quote(), nearly))
    assert "[near-duplicate]" in check(".").stdout


def test_without_paths_it_checks_what_the_bot_would_load(monkeypatch: pytest.MonkeyPatch) -> None:
    assert check().exit_code == 0
    write(Path(), a_work=quote_file(quote(id="Not An Id")))
    monkeypatch.setenv("QUOTEBOT_QUOTES", os.pathsep.join(["builtin", "."]))
    result = check()
    assert result.exit_code == 1
    assert result.stdout.startswith("a-work.yaml:3:9: ")


@pytest.mark.parametrize("arguments", [["nowhere"], ["--nothing"], [".", "nowhere.yaml"]])
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    assert check(*arguments).exit_code == 2


def test_an_empty_folder_is_an_error() -> None:
    result = check(".")
    assert result.exit_code == 1
    assert "there is no quote to show" in result.stdout


def test_a_hostile_name_does_not_reach_the_terminal() -> None:
    name = os.fsdecode(b"\x1b[2J\n\xff.yaml")
    Path(name).write_text("quotes: []\n")
    result = check(".", name)
    assert result.exit_code == 1
    assert all(line.isprintable() for line in result.stdout.splitlines())
