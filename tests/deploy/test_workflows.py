"""What GitHub runs for this repository: pinned, with the least rights, and the same as .ci/run."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.deploy.tools import GITHUB, ROOT, YAMLLINT, run_checkov, run_tool

WORKFLOWS = sorted((GITHUB / "workflows").iterdir())
DEPENDABOT = GITHUB / "dependabot.yml"
every_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text("utf-8"))


def jobs() -> Iterator[tuple[str, Any]]:
    for path in WORKFLOWS:
        for name, job in read(path)["jobs"].items():
            yield f"{path.name}:{name}", job


def steps() -> Iterator[Any]:
    for _, job in jobs():
        yield from job.get("steps", ())


@pytest.mark.slow
def test_zizmor_finds_nothing() -> None:
    run_tool(
        *("zizmor", "--offline", "--persona", "pedantic", "--strict-collection", "--no-progress"),
        GITHUB,
    )


@pytest.mark.slow
@every_workflow
def test_it_has_the_form_that_github_takes(path: Path) -> None:
    run_tool("check-jsonschema", "--builtin-schema", "vendor.github-workflows", path)


@pytest.mark.slow
def test_dependabots_file_has_the_form_that_github_takes() -> None:
    run_tool("check-jsonschema", "--builtin-schema", "vendor.dependabot", DEPENDABOT)


@pytest.mark.slow
@pytest.mark.parametrize("path", [*WORKFLOWS, DEPENDABOT], ids=lambda path: path.name)
def test_yamllint_finds_nothing(path: Path) -> None:
    run_tool("yamllint", "--strict", "--config-data", YAMLLINT, path)


@pytest.mark.slow
def test_checkov_finds_nothing_in_them() -> None:
    run_checkov("github_actions", *WORKFLOWS)


def test_whatever_is_used_is_named_by_its_commit_and_says_its_version() -> None:
    lines = [line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines()]
    used = [line.split("uses:", 1)[1].strip() for line in lines if "uses:" in line]
    assert used
    for each in used:
        assert re.fullmatch(r"\S+@[0-9a-f]{40} # v\d+\.\d+\.\d+", each)


@every_workflow
def test_nothing_is_allowed_but_what_a_job_asks_for(path: Path) -> None:
    assert read(path)["permissions"] == {}


def test_only_making_a_release_may_write() -> None:
    for name, job in jobs():
        expected = "write" if name == "release.yml:publish" else "read"
        assert job["permissions"] == {"contents": expected}, name


def test_a_release_is_made_of_what_was_checked() -> None:
    release = read(GITHUB / "workflows/release.yml")["jobs"]
    assert release["publish"]["needs"] == "check"
    ci = read(GITHUB / "workflows/ci.yml")["jobs"]
    assert release["check"]["steps"] == ci["everything"]["steps"]


def test_no_token_stays_in_a_checkout_and_no_job_runs_for_ever() -> None:
    checkouts = [step for step in steps() if "checkout" in step.get("uses", "")]
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)
    assert all(job["timeout-minutes"] <= 90 for _, job in jobs())


def test_pushes_and_pull_requests_run_what_a_developer_runs() -> None:
    ci = read(GITHUB / "workflows/ci.yml")
    assert {"push", "pull_request"} <= set(ci[True])  # `on` is a truth value in YAML 1.1
    assert ci["jobs"]["everything"]["steps"][-1]["run"].split()[-1] == ".ci/run"
    assert (ROOT / ".ci/run").stat().st_mode & 0o111


@pytest.mark.slow
def test_shellcheck_finds_nothing_in_what_is_run() -> None:
    run_tool("shellcheck", ROOT / ".ci/run")
    for step in steps():
        if "run" in step:
            run_tool("shellcheck", "--shell", "bash", "-", given=step["run"])


def test_the_changelog_can_tell_of_one_version_alone() -> None:
    told = notes("Unreleased")
    assert told.stdout.startswith("### Upgrade notes\n")
    assert "\n### Added\n" in told.stdout
    assert "\n## " not in told.stdout


def test_there_are_no_notes_on_a_version_that_the_changelog_does_not_know() -> None:
    assert notes("0.0.0").returncode != 0


def notes(version: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - of this checkout
        ["make", "--silent", "notes", f"VERSION={version}"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
