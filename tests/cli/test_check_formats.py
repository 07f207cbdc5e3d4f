"""`quotebot check --format`: for programs, and for the annotations of GitHub."""

import json
import os
import re
from pathlib import Path

from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from quotebot.cli import main
from quotebot.cli.problem_formats import Format, Report, lines
from quotebot.curation.codes import Code
from quotebot.curation.problems import Problem
from tests.curation.library import quote, quote_file, write

ROOT = Path(__file__).parents[2]


def check(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", *arguments])


def test_json_has_what_was_checked_and_each_problem_with_its_place() -> None:
    write(Path(), a_work=quote_file(quote(id="Not An Id", author="Albert Einstеin")))
    result = check("--format", "json", ".")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    [mixed, wrong_id] = sorted(found.pop("problems"), key=lambda problem: problem["severity"])[::-1]
    assert found == {"version": 1, "quotes": 0, "errors": 1, "warnings": 1, "fixed": []}
    assert wrong_id == {
        "path": "a-work.yaml",
        "line": 3,
        "column": 9,
        "severity": "error",
        "rule": "id-form",
        "message": wrong_id["message"],
        "docs": "docs/checks.md#id-form",
    }
    assert wrong_id["message"].startswith('`id`: "Not An Id" is not right')
    assert (mixed["rule"], mixed["severity"]) == ("mixed-scripts", "warning")


def test_json_of_clean_files_is_json_and_ends_with_0() -> None:
    write(Path(), a_work=quote_file(quote()))
    result = check("--format=json", ".")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["problems"] == []
    assert result.stderr == "1 quote checked: 0 errors, 0 warnings\n"


def test_the_example_of_the_json_on_the_page_has_the_fields_that_it_has() -> None:
    [example] = re.findall(r"```json\n(.*?)```", (ROOT / "docs/checks.md").read_text(), re.DOTALL)
    write(Path(), a_work=quote_file(quote(id="Not An Id")))
    found = json.loads(check("--format=json", ".").stdout)
    shown = json.loads(example)
    assert list(shown) == list(found)
    assert list(shown["problems"][0]) == list(found["problems"][0])


def test_a_hostile_name_is_sound_json_and_one_annotation() -> None:
    name = os.fsdecode(b"\x1b[2J\n::error::\xff.yaml")
    Path(name).write_text("quotes: []\n")
    for problem in json.loads(check("--format=json", name).stdout)["problems"]:
        problem["path"].encode()
        assert problem["path"].isprintable()
    for line in check("--format=github", name).stdout.splitlines():
        assert line.startswith("::error file=")


def test_an_annotation_names_file_line_column_and_rule() -> None:
    write(Path(), a_work=quote_file(quote(where="100 %: '@here'", author="Albert Einstеin")))
    [line] = check("--format", "github", ".").stdout.splitlines()
    assert line.startswith("::error file=a-work.yaml,line=6,col=17,title=yaml-syntax::mapping val")
    write(Path(), a_work=quote_file(quote(author="Albert Einstеin")))
    [line] = check("--format", "github", ".").stdout.splitlines()
    assert line.startswith("::warning file=a-work.yaml,line=7,col=25,title=mixed-scripts::`author`")


def read_back(line: str) -> tuple[str, dict[str, str], str]:
    """As the runner of GitHub Actions takes a workflow command apart."""

    def unescaped(text: str, *codes: tuple[str, str]) -> str:
        for code, character in codes:
            text = text.replace(code, character)
        return text.replace("%25", "%")

    line_ends = (("%0D", "\r"), ("%0A", "\n"))
    command, properties, message = re.fullmatch("::([a-z]+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
    pairs = (pair.split("=", 1) for pair in properties.split(","))
    return (
        command,
        {name: unescaped(value, *line_ends, ("%3A", ":"), ("%2C", ",")) for name, value in pairs},
        unescaped(message, *line_ends),
    )


@given(st.text(min_size=1), st.text(min_size=1), st.integers(1), st.sampled_from(Code))
def test_whatever_is_said_of_whatever_file_an_annotation_is_one_line_and_reads_back(
    name: str, message: str, line: int, code: Code
) -> None:
    problem = Problem(Path(name), line, 1, message, code)
    [annotation] = lines(Report(1, [problem]), Format.GITHUB)
    assert not set(annotation) & set("\r\n")
    command, properties, said = read_back(annotation)
    assert command == code.severity
    assert properties["line"] == str(line)
    assert properties["title"] == code
    assert properties["file"].isprintable()
    if str(problem.path).isprintable():
        assert properties["file"] == str(problem.path)
    assert said == message
