"""What depends on the clock: late answers, old tokens, nonces. The clock is moved by hand."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass

import discord
import pytest

from quotebot.sandbox.discord import Clock, LoopbackDiscord
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, running
from tests.sandbox.discord.conftest import point_discord_py_at


@dataclass
class Hands:
    """The hands of a clock."""

    now: float = 1_000.0


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def timed(hands: Hands, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord(clock=Clock(monotonic=lambda: hands.now)) as started:
        point_discord_py_at(started, monkeypatch)
        yield started


@pytest.mark.parametrize(("seconds", "code"), [(3.0, 0), (3.1, 10062)])
async def test_the_first_answer_must_come_within_three_seconds(
    timed: LoopbackDiscord, hands: Hands, seconds: float, code: int
) -> None:
    answered: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(interaction: Interaction) -> None:
        hands.now += seconds
        try:
            await interaction.response.send_message("hello")
            answered.set_result(0)
        except discord.NotFound as error:
            answered.set_result(error.code)

    async with running(bot_answering(answer), timed):
        asking = asyncio.create_task(timed.command("quote"))
        assert await answered == code
        asking.cancel()


@pytest.mark.parametrize(("minutes", "code"), [(15, 0), (15.1, 50027)])
async def test_the_token_of_an_interaction_is_good_for_fifteen_minutes(
    timed: LoopbackDiscord, hands: Hands, minutes: float, code: int
) -> None:
    followed: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message("hello")
        hands.now += 60 * minutes
        try:
            await interaction.followup.send("again", wait=True)
            followed.set_result(0)
        except discord.HTTPException as error:
            followed.set_result(error.code)

    async with running(bot_answering(answer), timed):
        await timed.command("quote")
        assert await followed == code


async def test_a_follow_up_needs_a_first_answer(loopback: LoopbackDiscord) -> None:
    refused: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    async def answer(interaction: Interaction) -> None:
        try:
            await interaction.followup.send("too soon")
        except discord.NotFound as error:
            refused.set_result(error.code)
        await interaction.response.send_message("hello")

    async with running(bot_answering(answer), loopback):
        await loopback.command("quote")
        assert await refused == 10015


async def test_a_nonce_is_remembered_for_a_few_minutes_only(
    timed: LoopbackDiscord, hands: Hands
) -> None:
    path = f"/channels/{timed.channel('general').id}/messages"
    body = {"content": "x", "nonce": "day-1", "enforce_nonce": True}
    async with Bot() as bot:
        await bot.login(timed.token)
        await bot.http.request(discord.http.Route("POST", path), json=body)
        hands.now += 600
        await bot.http.request(discord.http.Route("POST", path), json=body)
    assert len(timed.messages(timed.channel("general"))) == 2


async def test_what_was_sent_is_recorded_with_its_answer(
    timed: LoopbackDiscord, hands: Hands
) -> None:
    async with Bot() as bot:
        await bot.login(timed.token)
    first = timed.requests[0]
    assert (first.method, first.path, first.route) == ("GET", "/users/@me", "GET /users/@me")
    assert (first.body, first.status, first.answer["username"]) == (None, 200, "quotebot")
    assert (first.at, first.seconds) == (hands.now, 0)
    assert timed.requests[-1].body == []
