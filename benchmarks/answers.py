"""CPU time per answered /quote, and how soon Slack is told that a command arrived.

Bots run in processes of their own and take turns, so that a noisy machine disturbs all of them; a
ratio is taken in each round, and its median printed.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack

COMMANDS = 200  # in a round, for each bot
IN_FLIGHT = 8
WARM_UP = 100
BOT_TOKEN, APP_TOKEN = "xoxb-benchmark", "xapp-benchmark"

MOST_WITH_MEMORY = {"discord": 1.3, "slack": 1.5}
MOST_WITH_SQLITE = {"discord": 3.0, "slack": 5.0}
LEAST_SOONER = 20.0

Ask = Callable[[], Awaitable[float]]
"""Types /quote progress once; milliseconds until it was acknowledged."""


@dataclass(slots=True)
class Contender:
    """A bot in its process, and what its rounds cost in CPU microseconds for each command."""

    name: str
    process: asyncio.subprocess.Process
    ask: Ask
    costs: list[float] = field(default_factory=list)
    acknowledged: list[float] = field(default_factory=list)

    async def cpu_seconds(self) -> float:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(b"\n")
        return float(await self.process.stdout.readline())

    async def busy_round(self, commands: int = COMMANDS) -> float:
        """CPU microseconds for each command, with IN_FLIGHT of them at a time."""
        left = iter(range(commands))

        async def one_person() -> None:
            for _ in left:
                await self.ask()

        before = await self.cpu_seconds()
        await asyncio.gather(*(one_person() for _ in range(IN_FLIGHT)))
        return (await self.cpu_seconds() - before) / commands * 1e6

    async def quiet_round(self, commands: int = 50) -> float:
        """The median of milliseconds to the acknowledgement, with one command at a time."""
        return median([await self.ask() for _ in range(commands)])


@asynccontextmanager
async def bot(platform: str, kind: str, database: str) -> AsyncIterator[Contender]:
    """A bot connected to a loopback platform of its own."""
    async with AsyncExitStack() as stack:
        if platform == "discord":
            discord = await stack.enter_async_context(LoopbackDiscord())
            settings = {
                "DISCORD_TOKEN": discord.token,
                "QUOTEBOT_DISCORD_API": discord.api_url,
                "QUOTEBOT_DISCORD_GATEWAY": discord.gateway_url,
            }
            connected, ask = discord.connected, asking_on_discord(discord)
        else:
            loopback = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN)
            slack = await stack.enter_async_context(loopback)
            settings = {
                "SLACK_BOT_TOKEN": BOT_TOKEN,
                "SLACK_APP_TOKEN": APP_TOKEN,
                "QUOTEBOT_SLACK_API": slack.api_url,
            }
            connected, ask = slack.connected, asking_on_slack(slack)
        process = await started(platform, kind, settings | {"QUOTEBOT_DATABASE": database})
        stack.push_async_callback(finished, process)
        await asyncio.wait_for(connected(), 30)
        yield Contender(name_of(kind, database), process, ask)


def name_of(kind: str, database: str) -> str:
    if kind != "quotebot":
        return {"constant": "constant card", "stock": "constant card, Bolt's own runner"}[kind]
    return "quotebot, in memory" if database == "memory://" else "quotebot, SQLite"


def asking_on_discord(discord: LoopbackDiscord) -> Ask:
    async def ask() -> float:
        answer = await discord.command("quote", {"topic": "progress"}, within=10)
        assert answer.messages
        return answer.seconds * 1e3

    return ask


def asking_on_slack(slack: LoopbackSlack) -> Ask:
    async def ask() -> float:
        answer = await slack.command("/quote", "progress", timeout=10)
        assert answer.messages, answer
        assert answer.acknowledged_milliseconds is not None
        return answer.acknowledged_milliseconds

    return ask


async def started(
    platform: str, kind: str, settings: Mapping[str, str]
) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.bot", platform, kind),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | dict(settings),
    )


async def finished(process: asyncio.subprocess.Process) -> None:
    assert process.stdin
    process.stdin.close()
    await asyncio.wait_for(process.wait(), 15)


async def compare(platform: str, rounds: int, scratch: Path) -> None:
    kinds = [("constant", "-"), ("quotebot", "memory://"), ("quotebot", f"sqlite:///{scratch}")]
    async with AsyncExitStack() as stack:
        contenders = [
            await stack.enter_async_context(bot(platform, kind, database))
            for kind, database in kinds
        ]
        for contender in contenders:
            await contender.busy_round(WARM_UP)
        for _ in range(rounds):
            for contender in contenders:
                contender.costs.append(await contender.busy_round())
    floor, memory, sqlite = contenders
    print(f"\nCPU for each answered /quote on {platform}, {COMMANDS} commands, {IN_FLIGHT} at once")
    for contender in contenders:
        print(f"  {contender.name:24} {median(contender.costs):7.0f} us")
    report(ratios(memory.costs, floor.costs), "in memory", at_most=MOST_WITH_MEMORY[platform])
    report(ratios(sqlite.costs, floor.costs), "SQLite", at_most=MOST_WITH_SQLITE[platform])


async def compare_acknowledgements(rounds: int) -> None:
    async with bot("slack", "stock", "-") as stock, bot("slack", "quotebot", "memory://") as ours:
        for contender in (stock, ours):
            await contender.quiet_round()
        for _ in range(rounds):
            for contender in (stock, ours):
                contender.acknowledged.append(await contender.quiet_round())
    print("\nSlack acknowledgement, p50, one command at a time")
    for contender in (stock, ours):
        print(f"  {contender.name:34} {median(contender.acknowledged):7.2f} ms")
    sooner = ratios(stock.acknowledged, ours.acknowledged)
    verdict = "met" if median(sooner) >= LEAST_SOONER else "MISSED"
    print(
        f"  sooner by a factor of {median(sooner):.1f} (goal: at least {LEAST_SOONER}: {verdict})"
    )


def ratios(above: list[float], below: list[float]) -> list[float]:
    return [a / b for a, b in zip(above, below, strict=True)]


def report(found: list[float], what: str, *, at_most: float) -> None:
    middle = median(found)
    verdict = "met" if middle <= at_most else "MISSED"
    spread = f"{min(found):.2f} to {max(found):.2f}"
    print(
        f"  {what}: {middle:.2f} times the floor ({spread}; goal: at most {at_most:.3g}: {verdict})"
    )


async def measure(rounds: int) -> None:
    print(f"Medians of {rounds} rounds in which the bots take turns.")
    with tempfile.TemporaryDirectory() as folder:
        await compare("discord", rounds, Path(folder, "discord.db"))
        await compare("slack", rounds, Path(folder, "slack.db"))
    await compare_acknowledgements(rounds)
