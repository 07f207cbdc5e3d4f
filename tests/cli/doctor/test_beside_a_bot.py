"""`quotebot doctor` beside a bot that runs, both as processes."""

import json
from pathlib import Path

import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from tests.chats import SCOPES
from tests.cli.machine import APP_TOKEN, BOT_TOKEN, CANARY, DISCORD_TOKEN, on_loopback, started


@pytest.mark.slow
async def test_the_doctor_finds_nothing_amiss_while_a_bot_runs(
    tmp_path: Path, library: Path
) -> None:
    async with (
        LoopbackDiscord(token=DISCORD_TOKEN) as discord,
        LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES) as slack,
    ):
        variables = on_loopback(discord, slack) | {
            "QUOTEBOT_DATABASE": "sqlite:///quotebot.db",
            "QUOTEBOT_QUOTES": str(library),
        }
        async with started(tmp_path, "run", variables=variables) as bot:
            await discord.connected()
            await slack.connected()
            before = len(discord.identified)
            async with started(tmp_path, "doctor", "--json", variables=variables) as doctor:
                assert await doctor.ended() == 0, doctor.output + doctor.errors
            assert len(discord.identified) == before
            assert slack.connections == 1
            bot.send(15)
            assert await bot.ended() == 0
    found = {each["name"]: each for each in json.loads(doctor.output)["checks"]}
    assert found["bot.ready"]["result"] == "connected to Discord and Slack"
    assert found["bot.alone"]["result"] == "one bot has the database in use"
    assert found["discord.commands"]["status"] == "ok"
    assert CANARY not in doctor.output + doctor.errors
