"""The hook for other repositories, run as pre-commit runs it: as an installed command."""

import re
import subprocess
import sysconfig
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.machine import unset_everything
from tests.curation.library import quote, quote_file, write

ROOT = Path(__file__).parent.parent
[HOOK] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PAGE = (ROOT / "docs/quote-files.md").read_text("utf-8")
# What pre-commit's documentation lists under "Creating new hooks".
KNOWN = {
    "id", "name", "entry", "language", "files", "exclude", "types", "types_or", "exclude_types",
    "always_run", "fail_fast", "verbose", "pass_filenames", "require_serial", "description",
    "language_version", "minimum_pre_commit_version", "args", "stages", "additional_dependencies",
}  # fmt: skip


@pytest.fixture(autouse=True)
def another_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
    Path("quotes").mkdir()


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """As pre-commit does: `entry` and then `args`, in the root, with no names of files."""
    assert HOOK["pass_filenames"] is False
    command, *rest = HOOK["entry"].split()
    program = Path(sysconfig.get_path("scripts"), command)
    return subprocess.run(  # noqa: S603
        [program, *rest, *(arguments or HOOK["args"])], capture_output=True, text=True, check=False
    )


def test_the_definition_says_what_pre_commit_must_know_and_nothing_that_it_does_not() -> None:
    assert {"id", "name", "entry", "language"} <= HOOK.keys() <= KNOWN
    assert HOOK["language"] == "python"


def test_its_command_is_one_that_the_package_installs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert HOOK["entry"].split()[0] in project["scripts"]


def test_sound_files_pass_and_are_counted() -> None:
    write(Path("quotes"), a_work=quote_file(quote()))
    done = run()
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr == "1 quote checked: 0 errors, 0 warnings\n"


def test_an_error_anywhere_in_the_folder_fails() -> None:
    write(Path("quotes"), a_work=quote_file(quote()), b_work=quote_file(quote(text="Other words.")))
    done = run()
    assert done.returncode == 1
    assert "[id-taken]" in done.stdout


@pytest.mark.parametrize(
    ("path", "concerned"),
    [
        ("quotes/a-work.yaml", True),
        ("quotes/deep/a-work.yml", True),
        ("README.md", False),
        ("quotes/a-work.yaml.orig", False),
    ],
)
def test_it_runs_when_a_yaml_file_is_committed(path: str, concerned: bool) -> None:
    assert (re.search(HOOK["files"], path) is not None) == concerned


def config_on_the_page() -> dict[str, Any]:
    [example] = re.findall(r"```yaml\n(repos:.*?)```", PAGE, re.DOTALL)
    [repository] = yaml.safe_load(example)["repos"]
    return dict(repository)


def test_the_example_on_the_page_names_the_hook_and_arguments_that_there_are() -> None:
    [hook] = config_on_the_page()["hooks"]
    assert hook["id"] == HOOK["id"]
    write(Path("quotes"), a_work=quote_file(quote(author="No")))
    done = run(*hook["args"])
    assert done.returncode == 0
    assert "fixed: put" in done.stdout
    nearly = quote(id="b-quote", text="Words that stand in a book.")
    write(Path("quotes"), b_work=quote_file(nearly))
    assert run(*hook["args"]).returncode == 1  # it is strict
