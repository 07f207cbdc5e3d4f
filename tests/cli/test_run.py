"""`quotebot run` as a process, on both loopback platforms."""

import asyncio
import json
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from quotebot.sandbox.discord import LoopbackDiscord, RateLimit
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import Hang
from quotebot.sandbox.slack.recording import Request
from tests.cli.machine import (
    APP_TOKEN,
    BOT_TOKEN,
    CANARY,
    DISCORD_TOKEN,
    PATIENCE,
    TOKENS,
    Process,
    on_loopback,
    started,
)

pytestmark = pytest.mark.slow  # each starts a process

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


def loopbacks() -> tuple[LoopbackDiscord, LoopbackSlack]:
    return (
        LoopbackDiscord(token=DISCORD_TOKEN),
        LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN),
    )


@asynccontextmanager
async def running(
    folder: Path, **variables: str
) -> AsyncIterator[tuple[Process, LoopbackDiscord, LoopbackSlack]]:
    """The bot as a process, connected to both platforms."""
    async with loopbacks()[0] as discord, loopbacks()[1] as slack:
        given = {**on_loopback(discord, slack), **variables}
        async with started(folder, "run", variables=given) as bot:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(discord.connected(), slack.connected())
            yield bot, discord, slack


async def test_without_a_token_it_says_what_to_do_and_leaves_nothing_behind(tmp_path: Path) -> None:
    async with started(tmp_path, "run") as bot:
        assert await bot.ended() == 78
    assert bot.output == ""
    assert bot.errors.startswith("quotebot: No token is set: ")
    assert "quotebot sandbox" in bot.errors
    assert bot.errors.count("\n") == 1
    assert not (await asyncio.to_thread(lambda: list(tmp_path.iterdir())))


@pytest.mark.parametrize("name", TOKENS)
async def test_one_token_that_is_refused_stops_the_start(tmp_path: Path, name: str) -> None:
    wrong = TOKENS[name].replace(CANARY, "Wrong")
    async with loopbacks()[0] as discord, loopbacks()[1] as slack:
        variables = {**on_loopback(discord, slack), name: wrong}
        async with started(tmp_path, "run", variables=variables) as bot:
            assert await bot.ended() == 78
        await asyncio.wait_for(asyncio.gather(discord.disconnected(), slack.disconnected()), 10)
    refusals = [line for line in bot.errors.splitlines() if line.startswith("quotebot: ")]
    assert len(refusals) == 1
    assert name in refusals[0]
    assert "Traceback" not in bot.errors
    assert "Wrong" not in bot.errors
    assert CANARY not in bot.errors


@pytest.mark.slow
async def test_a_network_that_is_down_at_the_start_is_waited_for(tmp_path: Path) -> None:
    async with loopbacks()[0] as discord, loopbacks()[1] as slack:
        variables = on_loopback(discord, slack)
        ports = [int(url.split(":")[2].split("/")[0]) for url in (discord.api_url, slack.api_url)]
    async with started(tmp_path, "run", variables=variables) as bot:
        await bot.says("Discord cannot be reached")
        await bot.says("Slack cannot be reached")
        slack = loopbacks()[1]
        await slack.start(ports[1])
        async with LoopbackDiscord(token=DISCORD_TOKEN, port=ports[0]) as discord:
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(discord.connected(), slack.connected())
            assert (await discord.command("quote")).messages
            assert (await slack.command("/quote")).messages
            bot.send(signal.SIGTERM)
            assert await bot.ended() == 0
        await slack.close()
    assert "Traceback" not in bot.errors


async def test_a_token_withdrawn_stops_its_platform_alone_and_the_last_one_all(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as (bot, discord, slack):
        await discord.revoke_token()
        await bot.says("Discord is no longer answered")
        assert (await slack.command("/quote", "progress")).messages
        await slack.revoke_token("app")
        assert await bot.ended() == 78
    assert "Slack is no longer answered" in bot.errors
    assert "quotebot: No platform is left" in bot.errors


@pytest.mark.parametrize(
    ("code", "named"),
    [(4004, "DISCORD_TOKEN"), (4010, "DISCORD_TOKEN"), (4014, "Privileged Gateway Intents")],
)
async def test_what_the_gateway_refuses_for_good_ends_a_bot_for_discord_alone(
    tmp_path: Path, code: int, named: str
) -> None:
    async with loopbacks()[0] as discord, loopbacks()[1] as slack:
        variables = on_loopback(discord, slack)
        del variables["SLACK_BOT_TOKEN"], variables["SLACK_APP_TOKEN"]
        async with started(tmp_path, "run", variables=variables) as bot:
            await asyncio.wait_for(discord.connected(), PATIENCE)
            await bot.says("connected to Discord")
            await discord.disconnect(code)
            assert await bot.ended() == 78
        assert len(discord.identified) == 1
    assert named in bot.errors
    assert "Traceback" not in bot.errors


async def test_sigterm_lets_an_answer_under_way_arrive_and_then_says_goodbye(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as (bot, discord, slack):
        # discord.py waits as long as it is told to, and tries again.
        discord.fail_next(CALLBACK, RateLimit(retry_after=0.5))
        asking = asyncio.create_task(discord.command("quote", {"topic": "progress"}))
        await bot.says("rate limited")
        bot.send(signal.SIGTERM)
        assert (await asking).messages
        assert await bot.ended(within=10) == 0
        await asyncio.wait_for(asyncio.gather(discord.disconnected(), slack.disconnected()), 10)
    assert "Traceback" not in bot.errors


@pytest.mark.slow
async def test_an_answer_that_hangs_keeps_the_bot_from_ending_for_ten_seconds_at_most(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as (bot, _, slack):
        slack.fail_next("response_url", Hang())
        asking = asyncio.create_task(slack.command("/quote", timeout=0.1))
        await slack.has_recorded(Request, 3)
        bot.send(signal.SIGTERM)
        assert await bot.ended(within=10) == 0
        assert not (await asking).messages
    assert "not finished" in bot.errors


@pytest.mark.parametrize("second", [signal.SIGTERM, signal.SIGINT])
async def test_the_second_signal_ends_it_at_once(tmp_path: Path, second: signal.Signals) -> None:
    async with running(tmp_path) as (bot, _, slack):
        slack.fail_next("response_url", Hang())
        asking = asyncio.create_task(slack.command("/quote", timeout=0.1))
        await slack.has_recorded(Request, 3)
        bot.send(signal.SIGTERM)
        await bot.says("stopping")
        bot.send(second)
        assert await bot.ended() == -second
        await asking
    assert "Traceback" not in bot.errors


async def test_no_token_is_ever_logged(tmp_path: Path) -> None:
    async with running(tmp_path, QUOTEBOT_LOG_LEVEL="debug") as (bot, discord, slack):
        await discord.command("quote", {"topic": "progress"})
        await slack.command("/quote", "progress")
        await discord.reconnect()
        await slack.disconnect()
        await asyncio.wait_for(asyncio.gather(discord.connected(), slack.connected()), PATIENCE)
        bot.send(signal.SIGTERM)
        assert await bot.ended() == 0
    said = [json.loads(line) for line in bot.errors.splitlines()]
    talkers = {line.get("logger") for line in said if line["level"] == "debug"}
    assert {"discord.gateway", "slack_bolt.quotebot"} <= talkers
    answered = [line["platform"] for line in said if line["event"] == "command.answered"]
    assert sorted(answered) == ["discord", "slack"]
    assert CANARY not in bot.output + bot.errors


async def test_a_secret_that_everybody_can_read_is_told_and_used(tmp_path: Path) -> None:
    secret = tmp_path / "discord_token"
    secret.write_text(f"{DISCORD_TOKEN}\n")
    secret.chmod(0o644)
    async with loopbacks()[0] as discord:
        variables = {
            "DISCORD_TOKEN_FILE": str(secret),
            "QUOTEBOT_DISCORD_API": discord.api_url,
            "QUOTEBOT_DISCORD_GATEWAY": discord.gateway_url,
            "QUOTEBOT_DATABASE": "memory://",
        }
        async with started(tmp_path, "run", variables=variables) as bot:
            await asyncio.wait_for(discord.connected(), PATIENCE)
            bot.send(signal.SIGTERM)
            assert await bot.ended() == 0
    assert f"DISCORD_TOKEN_FILE names {secret}, which anybody here can read" in bot.errors
    assert '"secret.readable"' in bot.errors
    assert CANARY not in bot.output + bot.errors
