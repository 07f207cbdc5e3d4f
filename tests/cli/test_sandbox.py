"""`quotebot sandbox` as a process."""

import asyncio
import signal
from pathlib import Path

import pytest

from tests.cli.machine import started

pytestmark = pytest.mark.slow  # each starts a process


async def test_typed_lines_are_answered_until_they_end(tmp_path: Path) -> None:
    async with started(tmp_path, "run", "--or-sandbox") as sandbox:
        sandbox.type("/quote that's not waste\nnonsense\n/quote topics")
        sandbox.end_input()
        assert await sandbox.ended() == 0
    first, *rest = sandbox.output.splitlines()
    assert first.startswith("No token is set: starting the sandbox")
    for line in ("Discord:", "Slack:"):
        assert rest.count(line) == 2
    assert rest.count("  ┃ “That's not waste, that's progress.”") == 2
    assert "Type /quote, with a topic if you like" in sandbox.output
    assert sandbox.errors == ""
    assert not (await asyncio.to_thread(lambda: list(tmp_path.iterdir())))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_ends_it_well_though_nobody_has_ended_the_input(
    tmp_path: Path, number: signal.Signals
) -> None:
    async with started(tmp_path, "sandbox") as sandbox:
        await sandbox.says("Ctrl-D ends")
        sandbox.send(number)
        assert await sandbox.ended(within=10) == 0
    assert sandbox.errors == ""
