"""What the doctor says of the way to the platforms, and of the clock."""

import socket
from collections.abc import AsyncIterator

import pytest

from quotebot.cli.doctor.findings import Status
from quotebot.sandbox.discord import LoopbackDiscord
from tests.cli.doctor.looking import look
from tests.proxies import Proxy

NOWHERE = "http://127.0.0.1:1"


@pytest.fixture(autouse=True)
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as world:
        monkeypatch.setenv("DISCORD_TOKEN", world.token)
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", world.api_url)
        yield world


async def test_a_platform_that_answers_is_reached(discord: LoopbackDiscord) -> None:
    found = await look("network.discord")
    assert found.status is Status.OK
    assert f"127.0.0.1:{discord.server.port} answers within" in found.result
    assert (await look("network.slack")).result == "no token is set for it"


async def test_a_platform_that_nobody_listens_for_is_a_warning(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("QUOTEBOT_DISCORD_API", NOWHERE)
    found = await look("network.discord")
    assert found.status is Status.WARNING
    assert "nothing listens there" in found.result
    token = await look("discord.token")
    assert token.status is Status.WARNING
    assert (await look("network.clock")).status is Status.SKIPPED


async def test_a_name_that_is_not_found_is_a_warning_that_speaks_of_dns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def not_found(host: str | None, *_: object, **__: object) -> list[object]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", not_found)
    monkeypatch.setenv("QUOTEBOT_DISCORD_API", "http://discord.invalid")
    found = await look("network.discord")
    assert found.status is Status.WARNING
    assert "check this machine's DNS" in found.result


async def test_what_does_not_speak_tls_is_a_failure(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_DISCORD_API", discord.api_url.replace("http://", "https://"))
    found = await look("network.discord")
    assert found.status is Status.FAILED
    assert "TLS" in found.result


async def test_what_is_not_discord_is_told(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_DISCORD_API", f"{discord.api_url}/elsewhere")
    found = await look("discord.token")
    assert found.status is Status.FAILED
    assert "is not Discord (HTTP 404)" in found.result


async def test_a_proxy_is_named_and_what_it_refuses(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_DISCORD_API", "http://discord.example/api")
    async with Proxy(discord.server.port) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        found = await look("network.discord")
        assert found.status is Status.OK
        assert "discord.example answers through the proxy 127.0.0.1" in found.result
    async with Proxy(discord.server.port, wanted="Basic") as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url.replace("//", "//quotebot:tirili@"))
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", "https://discord.example/api")
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        found = await look("network.discord")
        assert found.status is Status.FAILED
        assert "407" in found.result
        assert "tirili" not in found.result


@pytest.mark.parametrize(
    ("ahead", "status", "told"),
    [
        (0, Status.OK, "is right"),
        (-3600, Status.FAILED, "3600 s ahead"),
        (259_200, Status.FAILED, "s behind"),
        (30, Status.WARNING, "s behind"),
    ],
)
async def test_a_clock_that_is_wrong_is_told(
    ahead: float, status: Status, told: str, discord: LoopbackDiscord
) -> None:
    discord.server.seconds_ahead = ahead
    found = await look("network.clock")
    assert found.status is status
    assert told in found.result


async def test_offline_nobody_is_asked(discord: LoopbackDiscord) -> None:
    for name in ("discord.token", "network.discord", "network.clock"):
        found = await look(name, offline=True)
        assert found.result == "not looked at, because of --offline"
    assert discord.requests == ()
