"""Fifty requests a second for a bot, five posts in five seconds for a channel."""

import asyncio
from collections.abc import AsyncIterator

import aiohttp
import pytest

from quotebot.sandbox.discord import Banned, Clock, LoopbackDiscord, RateLimit
from quotebot.sandbox.discord.rate_limits import POST
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, running
from tests.sandbox.discord.openapi import OpenApi
from tests.sandbox.discord.test_time import Hands


class Client:
    """Sends requests without any patience of its own."""

    def __init__(self, session: aiohttp.ClientSession, discord: LoopbackDiscord) -> None:
        self._session = session
        self.discord = discord

    async def get(self) -> aiohttp.ClientResponse:
        return await self._session.get(f"{self.discord.api_url}/users/@me")

    async def post(self, channel: str = "general") -> aiohttp.ClientResponse:
        url = f"{self.discord.api_url}/channels/{self.discord.channel(channel).id}/messages"
        return await self._session.post(url, json={"content": "x"})


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
async def client(hands: Hands) -> AsyncIterator[Client]:
    async with LoopbackDiscord(clock=Clock(monotonic=lambda: hands.now)) as discord:
        headers = {"Authorization": f"Bot {discord.token}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            yield Client(session, discord)


async def test_the_fifty_first_request_in_a_second_is_refused(client: Client, hands: Hands) -> None:
    assert {(await client.get()).status for _ in range(50)} == {200}
    hands.now += 0.75
    refused = await client.get()
    assert refused.status == 429
    assert await refused.json() == {
        "message": "You are being rate limited.",
        "retry_after": 0.25,
        "global": True,
        "code": 0,
    }
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["X-RateLimit-Global"] == "true"
    assert refused.headers["X-RateLimit-Scope"] == "global"
    assert "Via" in refused.headers
    assert client.discord.limited == 1


async def test_no_second_wherever_it_begins_holds_more_than_fifty(
    client: Client, hands: Hands
) -> None:
    for _ in range(25):
        await client.get()
    hands.now += 0.9
    for _ in range(25):
        await client.get()
    hands.now += 0.1
    answers = [(await client.get()).status for _ in range(26)]
    assert answers == [200] * 25 + [429]


async def test_a_refused_request_does_not_count(client: Client, hands: Hands) -> None:
    for _ in range(100):
        await client.get()
    hands.now += 1
    assert {(await client.get()).status for _ in range(50)} == {200}


async def test_the_sixth_post_in_a_channel_within_five_seconds_is_refused(
    client: Client, hands: Hands
) -> None:
    answers = [await client.post() for _ in range(5)]
    assert [one.headers["X-RateLimit-Remaining"] for one in answers] == ["4", "3", "2", "1", "0"]
    hands.now += 4
    refused = await client.post()
    assert refused.status == 429
    assert refused.headers["X-RateLimit-Scope"] == "user"
    assert refused.headers["X-RateLimit-Reset-After"] == "1.000"
    assert (await refused.json())["global"] is False
    assert (await client.post("quotes")).status == 200
    hands.now += 1
    assert (await client.post()).status == 200


async def test_the_clock_can_be_turned_past_a_limit(client: Client) -> None:
    for _ in range(5):
        await client.post()
    client.discord.turn_clock(5)
    assert (await client.post()).status == 200


async def test_a_refusal_carries_the_limits_of_its_channel_too(client: Client) -> None:
    url = f"{client.discord.api_url}/channels/1/messages"
    headers = {"Authorization": f"Bot {client.discord.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        refused = await session.post(url, json={"content": "x"})
    assert (refused.status, refused.headers["X-RateLimit-Remaining"]) == (404, "4")


async def test_a_wrong_token_is_refused_before_it_is_counted(client: Client) -> None:
    async with aiohttp.ClientSession(headers={"Authorization": "Bot no"}) as session:
        url = f"{client.discord.api_url}/users/@me"
        assert {(await session.get(url)).status for _ in range(60)} == {401}
    assert (await client.get()).status == 200


async def test_answers_to_commands_are_not_limited(loopback: LoopbackDiscord) -> None:
    async def answer(interaction: Interaction) -> None:
        await interaction.response.send_message("hello")

    async with running(bot_answering(answer), loopback):
        answers = await asyncio.gather(*(loopback.command("quote") for _ in range(80)))
    assert len(answers) == 80
    assert loopback.limited == 0


async def test_discord_py_waits_as_the_headers_of_a_channel_tell_it(
    loopback: LoopbackDiscord,
) -> None:
    async with running(Bot(), loopback) as bot:
        channel = bot.get_partial_messageable(loopback.channel("general").id)
        for _ in range(4):
            await channel.send("hello")
        loopback.turn_clock(4.9)
        for _ in range(2):
            await channel.send("hello")
    assert loopback.limited == 0
    assert len(loopback.messages(loopback.channel("general"))) == 6


@pytest.mark.parametrize(
    ("told", "header"), [(0, "0"), (-1, "-1"), ("abc", "abc"), (1e9, "1000000000"), (None, None)]
)
async def test_a_limit_can_tell_any_nonsense(
    client: Client, told: float | str | None, header: str | None
) -> None:
    client.discord.fail_next(POST, RateLimit(told))
    refused = await client.post()
    assert refused.status == 429
    assert refused.headers.get("Retry-After") == header
    assert (await refused.json()).get("retry_after") == told
    assert client.discord.limited == 0


async def test_a_ban_is_no_answer_of_discords_own(client: Client) -> None:
    client.discord.fail_next(POST, Banned(600))
    refused = await client.post()
    assert (refused.status, refused.headers["Retry-After"]) == (429, "600")
    assert "Via" not in refused.headers
    assert await refused.read() == b""


async def test_a_limit_is_worded_as_discord_documents_it(client: Client, openapi: OpenApi) -> None:
    for _ in range(6):
        await client.post()
    assert client.discord.requests[-1].status == 429
    assert openapi.check_answers(client.discord.requests) == []
