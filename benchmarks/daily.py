"""10,000 daily quotes due in the same minute, by one process on SQLite, within the rate limits.

The bot is `quotebot run` as operators run it; the platforms are loopback ones that refuse what is
too much, as the real ones do. The moment when a request arrived is taken there.
"""

import asyncio
import gc
import os
import resource
import signal
import sys
import tempfile
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from benchmarks.plans import write_plans
from quotebot.core.messages import Place, Platform
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.discord.many_channels import world_of
from quotebot.sandbox.discord.rate_limits import GLOBAL_LIMIT, POST
from quotebot.sandbox.slack import LoopbackSlack

ON_DISCORD: Final = 9_000
ON_SLACK: Final = 1_000
MOST: Final = 1.1  # times what Discord's limit alone allows
PATIENCE: Final = 600.0  # seconds from the minute at which the posts are due
BOT_TOKEN, APP_TOKEN = "xoxb-benchmark", "xapp-benchmark"


@dataclass(frozen=True, slots=True)
class Posted:
    """When posts were made, in seconds after they were due, and in how many channels."""

    at: Sequence[float]
    channels: int

    def __str__(self) -> str:
        if not self.at:
            return "none"
        return f"{self.at[0]:.2f} s to {self.at[-1]:.1f} s after they were due"


@dataclass(frozen=True, slots=True)
class Platforms:
    """The two that the bot posts on."""

    discord: LoopbackDiscord
    slack: LoopbackSlack

    def posts_on_discord(self, due: float) -> Posted:
        posts = [one for one in self.discord.requests if one.route == POST and one.status == 200]
        return Posted([one.at - due for one in posts], len({one.path for one in posts}))

    def posts_on_slack(self, due: float) -> Posted:
        posts = [
            one
            for one in self.slack.requests
            if one.method == "chat.postMessage" and one.answer["ok"]
        ]
        return Posted([one.at - due for one in posts], len({one.body["channel"] for one in posts}))

    @property
    def refused(self) -> int:
        """How often either of them answered with a 429."""
        return self.discord.limited + self.slack.limiter.refusals


async def measure() -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with platforms() as both:
            start_and_stop = await cpu_of_a_run(both, Path(folder, "empty.db"), None)
        async with platforms() as both:
            due = next_minute(in_at_least=20)
            database = Path(folder, "quotebot.db")
            await write_plans(database, shuffled_places(both), due)
            due_at = monotonic() + (due - datetime.now(UTC)).total_seconds()
            cpu = await cpu_of_a_run(both, database, due_at) - start_and_stop
            report(both, due_at, cpu)


@asynccontextmanager
async def platforms() -> AsyncIterator[Platforms]:
    """Both, in this process, without the pauses of the garbage collector.

    Among all these channels and messages it takes 90 ms; requests that arrive meanwhile would count
    as if they had arrived at once, and the platform would refuse them.
    """
    gc.disable()
    async with (
        LoopbackDiscord(world=world_of(ON_DISCORD)) as discord,
        LoopbackSlack(
            bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=("commands", "chat:write")
        ) as slack,
    ):
        yield Platforms(discord, slack)
    gc.enable()


def next_minute(*, in_at_least: int) -> datetime:
    """The next full minute that is at least so many seconds away."""
    return (datetime.now(UTC) + timedelta(seconds=in_at_least + 60)).replace(
        second=0, microsecond=0
    )


def shuffled_places(both: Platforms) -> list[Place]:
    """A place in each channel, those of both platforms in one order."""
    places = [*discord_places(both.discord), *slack_places(both.slack)]
    Random(1).shuffle(places)
    return places


def discord_places(discord: LoopbackDiscord) -> Iterator[Place]:
    for guild in discord.world.guilds:
        for channel in guild.channels:
            yield Place(Platform.DISCORD, str(guild.id), str(channel.id))


def slack_places(slack: LoopbackSlack) -> Iterator[Place]:
    for number in range(ON_SLACK):
        channel = slack.world.create(f"channel-{number}")
        yield Place(Platform.SLACK, slack.world.team, channel.id)


async def cpu_of_a_run(both: Platforms, database: Path, due_at: float | None) -> float:
    """CPU seconds of a bot that posts everything that is due, if anything is, and then ends."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    bot = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "quotebot", "run"), env=variables(both, database)
    )
    await asyncio.wait_for(asyncio.gather(both.discord.connected(), both.slack.connected()), 60)
    if due_at is not None:
        await everything_posted(both, due_at)
    bot.send_signal(signal.SIGTERM)
    await asyncio.wait_for(bot.wait(), 20)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def variables(both: Platforms, database: Path) -> dict[str, str]:
    return {
        **os.environ,
        "DISCORD_TOKEN": both.discord.token,
        "QUOTEBOT_DISCORD_API": both.discord.api_url,
        "QUOTEBOT_DISCORD_GATEWAY": both.discord.gateway_url,
        "SLACK_BOT_TOKEN": BOT_TOKEN,
        "SLACK_APP_TOKEN": APP_TOKEN,
        "QUOTEBOT_SLACK_API": both.slack.api_url,
        "QUOTEBOT_DATABASE": f"sqlite:///{database}",
        "QUOTEBOT_LOG_LEVEL": "warning",
    }


async def everything_posted(both: Platforms, due_at: float) -> None:
    """Wait for all posts, or until PATIENCE is over."""
    while monotonic() < due_at + PATIENCE:
        await asyncio.sleep(2)
        made = len(both.posts_on_discord(due_at).at) + len(both.posts_on_slack(due_at).at)
        if made >= ON_DISCORD + ON_SLACK:
            return


def report(both: Platforms, due_at: float, cpu: float) -> None:
    discord, slack = both.posts_on_discord(due_at), both.posts_on_slack(due_at)
    made, wanted = len(discord.at) + len(slack.at), ON_DISCORD + ON_SLACK
    once = made == discord.channels + slack.channels == wanted
    ratio = (discord.at[-1] - discord.at[0]) / (ON_DISCORD / GLOBAL_LIMIT) if discord.at else 0
    print(f"\n{wanted:,} daily quotes due in the same minute, one process, SQLite")
    print(f"  {ON_DISCORD:,} on Discord: {discord}")
    print(f"  {ON_SLACK:,} on Slack: {slack}")
    print(f"  {made:,} posts (goal: one in each channel: {verdict(met=once)})")
    print(
        f"  Discord: {ratio:.3f} times what {GLOBAL_LIMIT} requests a second allow"
        f" (goal: at most {MOST}: {verdict(met=once and ratio <= MOST)})"
    )
    print(f"  refused with 429: {both.refused} (goal: none: {verdict(met=not both.refused)})")
    print(f"  CPU {cpu / max(made, 1) * 1e6:.0f} us for each post")


def verdict(*, met: bool) -> str:
    return "met" if met else "MISSED"
