"""The gateway as the real discord.py meets it: resumes, new sessions, refusals."""

import asyncio
import json
from collections.abc import Awaitable, Callable

import aiohttp
import discord
import pytest

from quotebot.sandbox.discord import Clock, DidNotRespond, LoopbackDiscord, NotOffered
from tests.sandbox.discord.bots import Bot, Interaction, bot_answering, running
from tests.sandbox.discord.conftest import point_discord_py_at

Interruption = Callable[[LoopbackDiscord], Awaitable[None]]


async def hello(interaction: Interaction) -> None:
    await interaction.response.send_message("hello")


async def abort(loopback: LoopbackDiscord) -> None:
    loopback.abort()


INTERRUPTIONS: dict[str, Interruption] = {
    "op 7": lambda loopback: loopback.reconnect(),
    "op 9, resumable": lambda loopback: loopback.invalidate(resumable=True),
    "close 4000": lambda loopback: loopback.disconnect(4000),
    "abort": abort,
}


@pytest.mark.parametrize("name", INTERRUPTIONS)
async def test_a_session_is_resumed_and_misses_nothing(
    loopback: LoopbackDiscord, name: str
) -> None:
    async with running(bot_answering(hello), loopback) as bot:
        await INTERRUPTIONS[name](loopback)
        answered = await loopback.command("quote")
        await bot.resumed.wait()
    assert answered.message.content == "hello"
    assert len(loopback.identified) == 1


@pytest.mark.slow
async def test_an_invalid_session_is_replaced_by_a_new_one(loopback: LoopbackDiscord) -> None:
    """Slow because discord.py waits five seconds before it identifies again."""
    async with running(bot_answering(hello), loopback):
        await loopback.invalidate(resumable=False)
        await loopback.connected()
        answered = await loopback.command("quote")
    assert answered.message.content == "hello"
    assert len(loopback.identified) == 2


async def test_a_revoked_token_ends_the_session_and_every_request(
    loopback: LoopbackDiscord,
) -> None:
    async with bot_answering(hello) as bot:
        life = asyncio.create_task(bot.start(loopback.token))
        await loopback.connected()
        await loopback.revoke_token()
        with pytest.raises(discord.ConnectionClosed) as closed:
            await life
        assert closed.value.code == 4004
    async with Bot() as again:
        with pytest.raises(discord.LoginFailure):
            await again.login(loopback.token)


async def test_a_privileged_intent_must_be_approved(loopback: LoopbackDiscord) -> None:
    bot = Bot(intents=discord.Intents(guilds=True, message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        async with running(bot, loopback):
            pass


async def test_an_approved_privileged_intent_is_granted(monkeypatch: pytest.MonkeyPatch) -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    async with LoopbackDiscord(approved_intents=1 << 15) as loopback:
        point_discord_py_at(loopback, monkeypatch)
        async with running(Bot(intents=intents), loopback):
            pass
        assert loopback.identified[0]["intents"] == intents.value


async def test_a_bot_that_is_removed_hears_of_it_and_is_no_longer_offered(
    loopback: LoopbackDiscord,
) -> None:
    async with running(bot_answering(hello), loopback) as bot:
        await bot.wait_until_ready()
        await loopback.remove_bot_from(loopback.world.guilds[0])
        await bot.left.wait()
        with pytest.raises(NotOffered):
            await loopback.command("quote")
        path = f"/channels/{loopback.channel('general').id}/messages"
        with pytest.raises(discord.Forbidden) as refused:
            await bot.http.request(discord.http.Route("POST", path), json={"content": "hello?"})
    assert refused.value.code == 50001


async def test_a_bot_that_stops_is_seen_to_disconnect(loopback: LoopbackDiscord) -> None:
    async with running(bot_answering(hello), loopback):
        pass
    await loopback.disconnected()
    with pytest.raises(DidNotRespond):
        await loopback.command("quote", within=0.01)


async def test_a_bot_that_never_connected_does_not_respond(loopback: LoopbackDiscord) -> None:
    async with bot_answering(hello) as bot:
        await bot.login(loopback.token)
        with pytest.raises(DidNotRespond, match="it is not connected"):
            await loopback.command("quote")


async def test_an_automatically_sharded_bot_finds_the_gateway(loopback: LoopbackDiscord) -> None:
    async with discord.AutoShardedClient(
        intents=discord.Intents(guilds=True), guild_ready_timeout=0.05
    ) as bot:
        ready = asyncio.Event()

        async def on_ready() -> None:
            ready.set()

        bot.event(on_ready)
        life = asyncio.create_task(bot.start(loopback.token))
        await ready.wait()
        await bot.close()
        await life
    assert loopback.identified[0]["shard"] == [0, 1]


# What only a careless client does: spoken to without discord.py


async def close_code_after(
    url: str, *frames: object, query: str = "v=10&encoding=json"
) -> int | None:
    """The close code with which the gateway ends a connection that sends these frames."""
    async with aiohttp.ClientSession() as session, session.ws_connect(f"{url}?{query}") as socket:
        for frame in frames:
            await socket.send_str(frame if isinstance(frame, str) else json.dumps(frame))
        async for _ in socket:
            pass
        return socket.close_code


@pytest.mark.parametrize(
    ("frames", "code"),
    [
        ([{"op": 99}], 4001),
        (["no json"], 4002),
        ([{"op": 1, "d": "x" * 4096}], 4002),
        ([{"op": 3, "d": {}}], 4003),
        ([{"op": 2, "d": {"token": "wrong", "intents": 1}}], 4004),
        ([{"op": 2, "d": {"token": "good", "intents": 1}}] * 2, 4005),
        ([{"op": 1, "d": None}] * 121, 4008),
        ([{"op": 2, "d": {"token": "good", "intents": 1, "shard": [1, 1]}}], 4010),
        ([{"op": 2, "d": {"token": "good", "intents": 1 << 30}}], 4013),
        ([{"op": 2, "d": {"token": "good", "intents": 1 << 15}}], 4014),
    ],
)
async def test_a_broken_rule_closes_the_connection_with_its_code(
    frames: list[object], code: int
) -> None:
    async with LoopbackDiscord(token="good") as loopback:
        assert await close_code_after(loopback.gateway_url, *frames) == code


async def test_another_version_of_the_api_is_refused(loopback: LoopbackDiscord) -> None:
    assert await close_code_after(loopback.gateway_url, query="v=9") == 4012


async def test_a_client_without_heartbeats_is_dropped() -> None:
    async with LoopbackDiscord(heartbeat_interval=0.02) as loopback:
        assert await close_code_after(loopback.gateway_url) == 4009


async def test_a_minute_later_a_client_may_send_again() -> None:
    now = [0.0]
    async with (
        LoopbackDiscord(clock=Clock(monotonic=lambda: now[0])) as loopback,
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{loopback.gateway_url}?v=10") as socket,
    ):
        await socket.receive_json()
        for _ in range(2):
            for _ in range(120):
                await socket.send_json({"op": 1, "d": None})
                assert (await socket.receive_json())["op"] == 11
            now[0] += 60


async def test_a_session_that_is_unknown_cannot_be_resumed(loopback: LoopbackDiscord) -> None:
    resume = {"op": 6, "d": {"token": loopback.token, "session_id": "unknown", "seq": 1}}
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{loopback.gateway_url}?v=10") as socket,
    ):
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(resume)
        assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}
