"""`quotebot slack manifest`: the file in deploy/, for programs and for people."""

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.on_slack.manifest import manifest
from quotebot.on_slack.permissions import OPTIONAL, REQUIRED

FILE = Path(__file__).parents[2] / "deploy/slack-manifest.yaml"


def printed(*options: str) -> str:
    result = CliRunner().invoke(main, ["slack", "manifest", *options])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_file_to_paste_is_what_is_printed() -> None:
    assert FILE.read_text("utf-8") == printed(), "quotebot slack manifest --output it"


def test_yaml_and_json_both_say_what_the_code_declares() -> None:
    assert yaml.safe_load(printed()) == manifest()
    assert json.loads(printed("--json")) == manifest()


def test_what_each_scope_is_for_stands_above_it() -> None:
    lines = [line.strip() for line in printed().splitlines()]
    for scope in (*REQUIRED, *OPTIONAL):
        assert lines[lines.index(f"- {scope.name}") - 1] == f"# to {scope.lets}"


def test_the_lines_are_short_enough_to_be_read() -> None:
    assert max(map(len, printed().splitlines())) <= 100


def test_it_is_written_where_it_is_wanted(tmp_path: Path) -> None:
    path = tmp_path / "app.yaml"
    assert printed("--output", str(path)) == f"{path}\n"
    assert path.read_text("utf-8") == printed()


def test_a_file_that_cannot_be_written_is_said_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "app.yaml"
    result = CliRunner().invoke(main, ["slack", "manifest", "--output", str(path)])
    assert result.exit_code == 1
    assert "No such file" in result.stderr


@pytest.mark.parametrize("token", ["", "not-a-token"])
def test_settings_are_not_needed(token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", token)
    assert printed()
