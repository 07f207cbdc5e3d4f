"""`quotebot daily` as the tests call it, and what they read from its tables."""

import json
from collections.abc import Sequence
from typing import Any

from click.testing import CliRunner, Result

from quotebot.cli import main

HOSTILE = "\x1b[2J\n\u202ehostile"
NEW_YORK = ("--time", "02:30", "--zone", "america/new_york")
A_WEEK = ("--from", "2026-03-06", "--to", "2026-03-12")
FORWARD = "clocks go forward: 02:30 does not exist, posted at 03:30"


def daily(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["daily", *arguments])


def printed(*arguments: str) -> list[str]:
    result = daily(*arguments)
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    lines = result.stdout.splitlines()
    assert all(line.isprintable() for line in lines)
    return lines


def as_json(*arguments: str) -> Any:
    return json.loads("\n".join(printed(*arguments, "--json")))


def column(lines: Sequence[str], head: str) -> list[str]:
    """What stands under a word of the head."""
    starts = lines[0].index(head)
    return [line[starts:].split("  ")[0] for line in lines[1:]]
