"""The real bot on both loopback platforms, as Prometheus sees it."""

import asyncio
import logging
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from quotebot.curation.reloading import Kept, Reloaded
from quotebot.running.supervising import keep_answering
from quotebot.sandbox.discord import LoopbackDiscord, RateLimit
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import RateLimited
from quotebot.settings import load_settings
from quotebot.wiring import Bot, assembled
from tests.chats import SCOPES
from tests.cli.machine import APP_TOKEN, BOT_TOKEN, PATIENCE, on_loopback, unset_everything
from tests.curation.library import quote, quote_file, write
from tests.held_clock import START, HeldClock
from tests.observing.scraping import Scrape, scrape, scraped_until
from tests.on_discord.daily_use import HOUR, POST, SET, daily, public

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("discords_own_addresses")]

BROKEN = "quotes: ["
CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"


@dataclass(frozen=True, slots=True)
class Observed:
    """A bot that runs, and where it tells its numbers."""

    bot: Bot
    discord: LoopbackDiscord
    slack: LoopbackSlack
    clock: HeldClock
    quotes: Path
    address: str

    async def now(self) -> Scrape:
        return await scrape(self.address)

    async def until(self, name: str, value: float, **labels: str) -> Scrape:
        """The first look that finds the value."""
        return await scraped_until(self.address, lambda now: now.value(name, **labels) == value)


@asynccontextmanager
async def running(bot: Bot) -> AsyncIterator[None]:
    stop = asyncio.Event()
    answering = asyncio.create_task(keep_answering(bot, stop))
    try:
        yield
    finally:
        stop.set()
        await asyncio.wait_for(answering, PATIENCE)


@pytest.fixture
async def observed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Observed]:
    caplog.set_level(logging.INFO)
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
    quotes = tmp_path / "ours"
    await asyncio.to_thread(quotes.mkdir)
    write(quotes, a_work=quote_file(quote(id="one"), quote(id="two", text="Other words.")))
    clock = HeldClock()
    discord = clock.discord()
    slack = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES, clock=clock)
    async with discord, slack:
        variables = on_loopback(discord, slack)
        variables |= {"DISCORD_TOKEN": discord.token, "QUOTEBOT_METRICS": "127.0.0.1:0"}
        variables["QUOTEBOT_QUOTES"] = os.pathsep.join(("builtin", str(quotes)))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        async with assembled(load_settings(), clock=clock) as bot:
            (address,) = re.findall(r"metrics are at (\S+)", caplog.text)
            async with running(bot):
                async with asyncio.timeout(PATIENCE):
                    await asyncio.gather(discord.connected(), slack.connected())
                yield Observed(bot, discord, slack, clock, quotes, address)


async def test_commands_posts_and_connections_are_counted(observed: Observed) -> None:
    discord, slack = observed.discord, observed.slack
    await observed.until("quotebot_connected", 1, platform="discord")
    await observed.until("quotebot_connected", 1, platform="slack")
    discord.fail_next(CALLBACK, RateLimit(retry_after=0.01))
    await discord.command("quote")
    await daily(discord, "set", SET | {"time": "25:00"})
    await slack.command("/quote", "help")
    await daily(discord, "set", SET)
    due = (await observed.now()).value("quotebot_schedule_next_timestamp_seconds")
    assert due == START.timestamp() + HOUR
    discord.fail_next(POST, RateLimit(retry_after=2))
    observed.clock.turn(HOUR)
    await observed.clock.until(lambda: len(public(discord)) == 2)
    now = await observed.until("quotebot_posts_total", 1, platform="discord", outcome="posted")
    assert now.all("quotebot_commands_total") == {
        ("daily-set", "answered", "discord"): 1,
        ("daily-set", "refused", "discord"): 1,
        ("help", "answered", "slack"): 1,
        ("quote", "answered", "discord"): 1,
    }
    assert now.value("quotebot_command_duration_seconds_count", platform="discord") == 3
    assert now.all("quotebot_posts_total") == {("later", "discord"): 1, ("posted", "discord"): 1}
    late = now.value("quotebot_post_lateness_seconds_sum", platform="discord")
    assert 2 <= late <= 30
    assert now.all("quotebot_ratelimited_total") == {("discord",): 2}
    beat = now.value("quotebot_last_heartbeat_timestamp_seconds")
    assert START.timestamp() + HOUR <= beat <= observed.clock.now().timestamp()
    assert now.value("process_open_fds") > 10
    for secret in (discord.token, BOT_TOKEN, APP_TOKEN, "Ada", str(discord.channel("quotes").id)):
        assert secret not in now.text


async def test_a_failed_reload_is_seen_and_so_is_its_end(observed: Observed) -> None:
    before = await observed.now()
    assert before.value("quotebot_quotes_loaded", collection="ours") == 2
    assert before.value("quotebot_quotes_loaded", collection="builtin") > 500
    assert before.value("quotebot_config_last_reload_successful") == 1
    read = "quotebot_config_last_reload_success_timestamp_seconds"
    write(observed.quotes, another=BROKEN)
    observed.clock.turn(60)
    assert isinstance(await observed.bot.reloader.reload(), Kept)
    failed = await observed.now()
    assert failed.value("quotebot_config_last_reload_successful") == 0
    assert failed.value(read) == START.timestamp()
    assert failed.value("quotebot_quotes_loaded", collection="ours") == 2
    write(observed.quotes, another=quote_file(quote(id="three", text="Third words.")))
    assert isinstance(await observed.bot.reloader.reload(), Reloaded)
    mended = await observed.now()
    assert mended.value("quotebot_config_last_reload_successful") == 1
    assert mended.value(read) == START.timestamp() + 60
    assert mended.value("quotebot_quotes_loaded", collection="ours") == 3


async def test_a_connection_that_breaks_is_seen_and_so_is_its_return(observed: Observed) -> None:
    await observed.until("quotebot_connected", 1, platform="discord")
    await observed.until("quotebot_connected", 1, platform="slack")
    observed.slack.fail_next("apps.connections.open", RateLimited(retry_after=1))
    await observed.slack.disconnect()
    await observed.until("quotebot_connected", 0, platform="slack")
    await observed.until("quotebot_ratelimited_total", 1, platform="slack")
    await observed.until("quotebot_connected", 1, platform="slack")
    await observed.discord.disconnect()
    await observed.until("quotebot_connected", 0, platform="discord")
    await observed.until("quotebot_connected", 1, platform="discord")
