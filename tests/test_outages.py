"""A platform that is down leaves the other, its answers and its daily quotes untouched."""

import asyncio

import pytest

from quotebot.sandbox.discord import ADA, LoopbackDiscord
from quotebot.sandbox.slack import LoopbackSlack
from tests.anthologies import SMALL
from tests.bad_inputs.platforms import DAILY, slack_loopback
from tests.chats import on_both
from tests.held_clock import HeldClock

pytestmark = pytest.mark.usefixtures("discords_own_addresses")


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


def on_discord(discord: LoopbackDiscord) -> int:
    messages = discord.messages(discord.channel("general"))
    return sum(not one.ephemeral for one in messages)


def on_slack(slack: LoopbackSlack) -> int:
    return sum(not one.is_ephemeral for one in slack.messages("#general"))


async def plan_on_slack(slack: LoopbackSlack) -> None:
    (form,) = (await slack.command("/quote", "daily", person="Ada")).views
    await slack.submit(form, {"time": "11:00"}, person="Ada")


async def plan_on_discord(discord: LoopbackDiscord) -> None:
    await discord.command("daily set", DAILY, person=ADA)


@pytest.mark.parametrize("from_the_start", [True, False])
async def test_slack_answers_and_posts_while_discord_is_down(
    clock: HeldClock, from_the_start: bool
) -> None:
    async with clock.discord() as discord, slack_loopback(clock) as slack:
        if from_the_start:
            await discord.close()
        async with on_both(SMALL, discord, slack, clock):
            await asyncio.wait_for(slack.connected(), 10)
            if not from_the_start:
                await asyncio.wait_for(discord.connected(), 10)
                await plan_on_discord(discord)
                await discord.close()
            await plan_on_slack(slack)
            before = on_slack(slack)
            clock.turn(3600)
            await clock.until(lambda: on_slack(slack) == before + 1)
            assert (await slack.command("/quote", "progress")).messages


@pytest.mark.parametrize("from_the_start", [True, False])
async def test_discord_answers_and_posts_while_slack_is_down(
    clock: HeldClock, from_the_start: bool
) -> None:
    async with clock.discord() as discord, slack_loopback(clock) as slack:
        if from_the_start:
            await slack.close()
        async with on_both(SMALL, discord, slack, clock):
            await asyncio.wait_for(discord.connected(), 10)
            if not from_the_start:
                await asyncio.wait_for(slack.connected(), 10)
                await plan_on_slack(slack)
                await slack.close()
            await plan_on_discord(discord)
            before = on_discord(discord)
            clock.turn(3600)
            await clock.until(lambda: on_discord(discord) == before + 1)
            assert (await discord.command("quote", {"topic": "progress"})).messages
