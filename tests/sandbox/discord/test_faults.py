"""What goes wrong on the way, as the real discord.py meets it."""

import asyncio

import aiohttp
import discord
import pytest

from quotebot.sandbox.discord import Hang, LoopbackDiscord, RateLimit, Reset, ServerError, Torn
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, running

CALLBACK = "POST /interactions/{interaction_id}/{interaction_token}/callback"
POST = "POST /channels/{channel_id}/messages"


async def hello(interaction: Interaction) -> None:
    await interaction.response.send_message("hello")


async def post(bot: Bot, loopback: LoopbackDiscord, **body: object) -> dict[str, str]:
    path = f"/channels/{loopback.channel('general').id}/messages"
    answer: dict[str, str] = await bot.http.request(discord.http.Route("POST", path), json=body)
    return answer


def statuses(loopback: LoopbackDiscord, route: str) -> list[int | None]:
    return [request.status for request in loopback.requests if request.route == route]


@pytest.mark.parametrize("scope", ["user", "shared", "global"])
async def test_a_limited_callback_is_tried_again(loopback: LoopbackDiscord, scope: str) -> None:
    loopback.fail_next(CALLBACK, RateLimit(retry_after=0.01, scope=scope), times=2)
    async with running(bot_answering(hello), loopback):
        answered = await loopback.command("quote")
    assert answered.message.content == "hello"
    assert statuses(loopback, CALLBACK) == [429, 429, 200]


@pytest.mark.parametrize("scope", ["user", "global"])
async def test_a_limited_message_is_tried_again(loopback: LoopbackDiscord, scope: str) -> None:
    loopback.fail_next(POST, RateLimit(retry_after=0.01, scope=scope))
    async with running(Bot(), loopback) as bot:
        await post(bot, loopback, content="hello")
    assert statuses(loopback, POST) == [429, 200]


async def test_a_server_error_is_passed_on(loopback: LoopbackDiscord) -> None:
    loopback.fail_next(POST, ServerError(503))
    async with running(Bot(), loopback) as bot:
        with pytest.raises(discord.DiscordServerError):
            await post(bot, loopback, content="hello")
    assert loopback.messages(loopback.channel("general")) == ()


@pytest.mark.parametrize(("applied", "posted"), [(True, 1), (False, 0)])
async def test_a_connection_is_cut_before_or_after_the_effect(
    loopback: LoopbackDiscord, applied: bool, posted: int
) -> None:
    loopback.fail_next(POST, Reset(applied=applied))
    async with running(Bot(), loopback) as bot:
        with pytest.raises(aiohttp.ClientError):
            await post(bot, loopback, content="hello")
    assert len(loopback.messages(loopback.channel("general"))) == posted
    assert statuses(loopback, POST) == [None]


async def test_an_answer_may_be_cut_in_the_middle(loopback: LoopbackDiscord) -> None:
    loopback.fail_next(POST, Torn())
    async with running(Bot(), loopback) as bot:
        with pytest.raises(aiohttp.ClientPayloadError):
            await post(bot, loopback, content="hello")
    assert len(loopback.messages(loopback.channel("general"))) == 1


@pytest.mark.parametrize(("applied", "posted"), [(True, 1), (False, 0)])
async def test_a_server_error_may_come_before_or_after_the_effect(
    loopback: LoopbackDiscord, applied: bool, posted: int
) -> None:
    loopback.fail_next(POST, ServerError(503, applied=applied))
    async with running(Bot(), loopback) as bot:
        with pytest.raises(discord.DiscordServerError):
            await post(bot, loopback, content="hello")
    assert len(loopback.messages(loopback.channel("general"))) == posted


async def test_a_request_may_never_be_answered(loopback: LoopbackDiscord) -> None:
    loopback.fail_next(POST, Hang(applied=True))
    async with running(Bot(), loopback) as bot:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.05):
                await post(bot, loopback, content="hello")
    assert len(loopback.messages(loopback.channel("general"))) == 1


async def test_a_message_with_a_known_nonce_is_not_posted_twice(
    loopback: LoopbackDiscord,
) -> None:
    async with running(Bot(), loopback) as bot:
        first = await post(bot, loopback, content="a", nonce="day-1", enforce_nonce=True)
        again = await post(bot, loopback, content="b", nonce="day-1", enforce_nonce=True)
        other = await post(bot, loopback, content="c", nonce="day-1")
    assert first["id"] == again["id"] != other["id"]
    posted = loopback.messages(loopback.channel("general"))
    assert [message.content for message in posted] == ["a", "c"]


def test_a_fault_needs_a_route_that_exists() -> None:
    with pytest.raises(ValueError, match="no route 'POST /nowhere'"):
        LoopbackDiscord().fail_next("POST /nowhere", ServerError())


async def test_what_discord_does_not_have_is_not_found(loopback: LoopbackDiscord) -> None:
    async with running(Bot(), loopback) as bot:
        for method, path in (("GET", "/nowhere"), ("POST", "/users/@me")):
            with pytest.raises(discord.NotFound):
                await bot.http.request(discord.http.Route(method, path))
        with pytest.raises(discord.NotFound) as unknown:
            await bot.http.request(
                discord.http.Route("POST", "/channels/1/messages"), json={"content": "x"}
            )
    assert unknown.value.code == 10003


async def test_a_body_that_is_no_json_is_refused(loopback: LoopbackDiscord) -> None:
    headers = {"Authorization": f"Bot {loopback.token}"}
    url = f"{loopback.api_url}/channels/{loopback.channel('general').id}/messages"
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(url, data="{") as answer,
    ):
        assert (await answer.json())["code"] == 50109
        assert answer.headers["Content-Type"] == "application/json"
    assert loopback.requests[-1].body == "{"
