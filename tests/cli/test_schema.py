"""`quotebot schema`: what it prints and writes."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.curation.json_schema import KINDS, json_schema


def test_without_a_kind_it_prints_that_of_quotes() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert (result.exit_code, result.stdout) == (0, json_schema("quotes"))


@pytest.mark.parametrize("kind", KINDS)
def test_it_prints_the_schema_of_a_kind(kind: str) -> None:
    result = CliRunner().invoke(main, ["schema", kind])
    assert kind in json.loads(result.stdout)["properties"]


def test_it_writes_all_of_them_and_says_where() -> None:
    result = CliRunner().invoke(main, ["schema", "--output", "some/folder"])
    paths = [Path(f"some/folder/{kind}.schema.json") for kind in KINDS]
    assert result.stdout.splitlines() == [str(path) for path in paths]
    assert [path.read_text("utf-8") for path in paths] == [json_schema(kind) for kind in KINDS]


def test_another_kind_is_wrong_usage() -> None:
    assert CliRunner().invoke(main, ["schema", "nothing"]).exit_code == 2
