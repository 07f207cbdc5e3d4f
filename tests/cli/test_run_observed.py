"""`quotebot run` as a process, with metrics and traces."""

import asyncio
import re
import signal
import socket
from pathlib import Path

import pytest

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from tests.cli.machine import (
    APP_TOKEN,
    BOT_TOKEN,
    CANARY,
    DISCORD_TOKEN,
    PATIENCE,
    on_loopback,
    started,
)
from tests.observing.collector import collecting, told
from tests.observing.scraping import scrape

pytestmark = pytest.mark.slow  # each starts a process


async def test_a_command_is_seen_in_the_metrics_and_as_a_span(
    tmp_path: Path,
) -> None:
    discord = LoopbackDiscord(token=DISCORD_TOKEN)
    slack = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN)
    with collecting() as collector:
        async with discord, slack:
            variables = on_loopback(discord, slack) | {
                "QUOTEBOT_METRICS": "0",
                "QUOTEBOT_OPENTELEMETRY": "true",
                "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
                "OTEL_BSP_SCHEDULE_DELAY": "20",
            }
            async with started(tmp_path, "run", variables=variables) as bot:
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(discord.connected(), slack.connected())
                await bot.says("/metrics")
                address = re.findall(r"http://\S+/metrics", bot.errors)[0]
                assert address.startswith("http://127.0.0.1:")
                await slack.command("/quote", "progress")
                now = await scrape(address)
                await collector.has_spans()
                bot.send(signal.SIGTERM)
                assert await bot.ended() == 0
    assert now.all("quotebot_commands_total") == {("quote", "answered", "slack"): 1}
    assert CANARY not in now.text
    (span,) = collector.spans
    assert span.name == "command quote"
    assert told(span.attributes)["quotebot.platform"] == "slack"
    assert CANARY not in str(collector.requests)


async def test_a_port_that_is_taken_stops_the_start_with_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        async with LoopbackDiscord(token=DISCORD_TOKEN) as discord:
            variables = {
                "DISCORD_TOKEN": DISCORD_TOKEN,
                "QUOTEBOT_DISCORD_API": discord.api_url,
                "QUOTEBOT_DATABASE": "memory://",
                "QUOTEBOT_METRICS": port,
            }
            async with started(tmp_path, "run", variables=variables) as bot:
                assert await bot.ended() == 78
    (sentence,) = [line for line in bot.errors.splitlines() if "QUOTEBOT_METRICS" in line]
    assert sentence.startswith(
        f"quotebot: QUOTEBOT_METRICS: nothing can listen at 127.0.0.1:{port}"
    )
    assert "Traceback" not in bot.errors
