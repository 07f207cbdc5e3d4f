"""How late answers and heartbeats become while the bot reads 20,000 quotes anew."""

import asyncio
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

from benchmarks.answers import APP_TOKEN, BOT_TOKEN, asking_on_discord, asking_on_slack
from benchmarks.library_on_disk import write_library
from quotebot.curation.reloading import Reloaded
from quotebot.running.control import ask_to_reload
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack

QUOTES = 20_000
ROUNDS = 5
HEARTBEAT_SECONDS = 1.0  # Discord's is 41.25; the loopback ends a session one interval late
LATE_FOR_SLACK = 3000.0  # milliseconds

Ask = Callable[[], Awaitable[float]]


@asynccontextmanager
async def running_bot(
    folder: Path, discord: LoopbackDiscord, slack: LoopbackSlack
) -> AsyncIterator[Path]:
    """`quotebot run` in a process of its own; the path of its control socket."""
    settings = {
        "DISCORD_TOKEN": discord.token,
        "QUOTEBOT_DISCORD_API": discord.api_url,
        "QUOTEBOT_DISCORD_GATEWAY": discord.gateway_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "QUOTEBOT_SLACK_API": slack.api_url,
        "QUOTEBOT_QUOTES": str(folder / "quotes"),
        "QUOTEBOT_DATABASE": "memory://",
        "QUOTEBOT_WATCH": "false",
        "QUOTEBOT_CONTROL_SOCKET": str(folder / "socket"),
        "QUOTEBOT_LOG_LEVEL": "error",
    }
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quotebot", "run"), env=os.environ | settings
    )
    try:
        async with asyncio.timeout(120):
            await asyncio.gather(discord.connected(), slack.connected())
        yield folder / "socket"
    finally:
        process.terminate()
        await process.wait()


async def milliseconds(asks: list[Ask], until: asyncio.Future[Any]) -> list[float]:
    """Ask on each platform, one command at a time, until that is done."""
    found: list[float] = []

    async def one_person(ask: Ask) -> None:
        while not until.done():
            found.append(await ask())

    await asyncio.gather(*map(one_person, asks))
    return found


async def measure() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "quotes").mkdir()
        write_library(folder / "quotes", QUOTES, Random(1))
        async with (
            LoopbackDiscord(heartbeat_interval=HEARTBEAT_SECONDS) as discord,
            LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack,
            running_bot(folder, discord, slack) as socket,
        ):
            asks = [asking_on_discord(discord), asking_on_slack(slack)]
            lost = asyncio.create_task(discord.disconnected())
            idle, busy, took = await rounds(asks, socket)
            report(idle, busy, took, sessions_lost=lost.done())
            lost.cancel()


async def rounds(asks: list[Ask], socket: Path) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each answer in quiet and during reloads, and seconds of each reload."""
    idle: list[float] = []
    busy: list[float] = []
    took: list[float] = []
    for _ in range(ROUNDS):
        idle += await milliseconds(asks, asyncio.ensure_future(asyncio.sleep(1)))
        before = time.monotonic()
        reload = asyncio.ensure_future(ask_to_reload(socket, 120))
        busy += await milliseconds(asks, reload)
        took.append(time.monotonic() - before)
        assert reload.result() == Reloaded(QUOTES)
    return idle, busy, took


def report(idle: list[float], busy: list[float], took: list[float], *, sessions_lost: bool) -> None:
    print(f"\n{QUOTES} quotes read anew while commands are answered, {ROUNDS} reloads")
    print(f"  a reload takes {median(took):.1f} s")
    for name, found in (("in quiet", idle), ("meanwhile", busy)):
        slow = quantiles(found, n=100)[98]
        print(
            f"  acknowledged {name:9}: p50 {median(found):6.2f}, p99 {slow:6.2f},"
            f" at most {max(found):6.2f} ms ({len(found)} commands)"
        )
    late = sum(each > LATE_FOR_SLACK for each in busy)
    verdict = "MISSED" if late or sessions_lost else "met"
    print(
        f"  late answers: {late}; sessions lost for a heartbeat more than {HEARTBEAT_SECONDS:g} s"
        f" late: {int(sessions_lost)} (goal: none: {verdict})"
    )
