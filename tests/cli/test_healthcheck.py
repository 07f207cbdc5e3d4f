"""`quotebot healthcheck`, with the bot as a process on both platforms."""

import asyncio
import json
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.machine import PATIENCE, Process, started
from tests.cli.test_run import running

pytestmark = pytest.mark.slow  # each starts a process


async def asked(folder: Path, *arguments: str, **variables: str) -> tuple[int, Process]:
    async with started(folder, "healthcheck", *arguments, variables=variables) as process:
        return await process.ended(), process


async def ready(folder: Path) -> None:
    """Wait until the bot knows that it is connected, which is after the platforms do."""
    async with asyncio.timeout(PATIENCE):
        while (await asked(folder, "--ready"))[0] != 0:
            pass


async def test_a_bot_is_alive_in_an_outage_and_ready_once_it_is_over(tmp_path: Path) -> None:
    async with running(tmp_path) as (bot, discord, _):
        await ready(tmp_path)
        code, process = await asked(tmp_path, "--ready")
        assert (code, process.output) == (0, "The bot is connected to Discord and Slack\n")
        await discord.close()
        await bot.says("Discord cannot be reached")
        code, process = await asked(tmp_path)
        assert (code, process.errors) == (0, "")
        assert process.output.startswith("The bot lives, but is not connected to Discord")
        code, process = await asked(tmp_path, "--ready", "--json")
        assert code == 1
        assert json.loads(process.output) == {
            "live": True,
            "ready": False,
            "platforms": {"Discord": False, "Slack": True},
        }


async def test_a_bot_whose_loop_stands_still_is_not_alive(tmp_path: Path) -> None:
    async with running(tmp_path) as (bot, _, _):
        bot.send(signal.SIGSTOP)
        code, process = await asked(tmp_path, "--timeout", "0.2")
        bot.send(signal.SIGCONT)
    assert code == 1
    assert process.output == "The bot at quotebot.sock has not answered for 0.2 s\n"


async def test_without_a_bot_there_is_none_to_be_well(tmp_path: Path) -> None:
    code, process = await asked(tmp_path, "--json")
    assert code == 1
    told = json.loads(process.output)
    assert not told["live"]
    assert "No bot listens at quotebot.sock" in told["problem"]


async def test_the_sandbox_answers_too_and_makes_no_fuss_where_it_cannot(tmp_path: Path) -> None:
    async with started(tmp_path, "sandbox") as first:
        await ready(tmp_path)
        async with started(tmp_path, "sandbox") as second:
            second.type("/quote\n")
            await second.says("Slack:")
            second.end_input()
            assert await second.ended() == 0
        assert (await asked(tmp_path, "--ready"))[0] == 0
        first.send(signal.SIGTERM)
        assert await first.ended() == 0
    assert first.errors == second.errors == ""


async def test_asking_loads_no_platform_and_no_database() -> None:
    heavy = "discord", "slack_bolt", "slack_sdk", "sqlalchemy", "aiohttp"
    program = (
        "import sys, quotebot.cli.healthcheck;"
        f"print(*(name for name in {heavy} if name in sys.modules))"
    )
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", program), stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    assert (process.returncode, output) == (0, b"\n")
