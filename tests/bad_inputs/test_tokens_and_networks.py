"""Row 52, tokens that are no good, and row 54, networks that lead nowhere or through a proxy."""

import asyncio
import base64
import contextlib
import shutil
import socket
import ssl
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quotebot.core.errors import AccessRevoked, CredentialRefused, SettingsError
from quotebot.core.plans import Later, Posted
from quotebot.on_discord.connection import DiscordConnection
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.connection import SlackConnection
from quotebot.on_slack.posting import slack_poster
from quotebot.sandbox.discord import LoopbackDiscord
from quotebot.settings import load_settings
from tests.anthologies import SMALL
from tests.bad_inputs.platforms import discord_place, slack_loopback
from tests.chats import APP_TOKEN, BOT_TOKEN, Patience, desk_for
from tests.cli.machine import TOKENS, unset_everything
from tests.held_clock import HeldClock
from tests.on_slack.daily_posts import QUOTES as SLACK_QUOTES
from tests.proxies import Proxy

pytestmark = pytest.mark.usefixtures("discords_own_addresses")

FAR_DISCORD = "http://discord.test/api/v10"  # nowhere but through the proxy
FAR_GATEWAY = "ws://discord.test/gateway/"
FAR_SLACK = "http://slack.test/api/"


def port_of(url: str) -> int:
    return int(url.split(":")[2].split("/", maxsplit=1)[0])


def to_discord(discord: LoopbackDiscord, **given: object) -> DiscordConnection:
    settings: dict[str, object] = {"api": discord.api_url, "gateway": discord.gateway_url}
    return DiscordConnection(
        discord.token,
        desk_for(SMALL),
        guild_ready_timeout=0.05,
        **{**settings, **given},  # type: ignore[arg-type]
    )


# Row 52


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DISCORD_TOKEN", f"Bot {TOKENS['DISCORD_TOKEN']}", 'the word "Bot "'),
        ("DISCORD_TOKEN", TOKENS["SLACK_BOT_TOKEN"], "belongs in SLACK_BOT_TOKEN"),
        ("SLACK_BOT_TOKEN", TOKENS["SLACK_APP_TOKEN"], "belongs in SLACK_APP_TOKEN"),
        ("SLACK_APP_TOKEN", TOKENS["DISCORD_TOKEN"], "belongs in DISCORD_TOKEN"),
    ],
)
def test_row_52_a_token_in_the_wrong_form_or_place_is_told_before_anything_is_connected(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, value: str, said: str
) -> None:
    unset_everything(monkeypatch)
    for name, token in (TOKENS | {variable: value}).items():
        monkeypatch.setenv(name, token)
    with pytest.raises(SettingsError) as refused:
        load_settings(tmp_path / ".env")
    assert str(refused.value).startswith(variable)
    assert said in str(refused.value)
    assert value.removeprefix("Bot ") not in str(refused.value)
    assert refused.value.exit_code == 78


async def test_row_52_a_token_that_was_reset_on_discord_is_tried_once_and_named() -> None:
    async with LoopbackDiscord() as discord:
        await discord.revoke_token()
        bot = to_discord(discord)
        with pytest.raises(CredentialRefused, match="DISCORD_TOKEN") as refused:
            await bot.log_in()
        await bot.close()
        assert refused.value.exit_code == 78
        assert len(discord.requests) == 1


@pytest.mark.parametrize(
    ("kind", "named"), [("bot", "SLACK_BOT_TOKEN"), ("app", "SLACK_APP_TOKEN")]
)
async def test_row_52_a_token_that_was_revoked_on_slack_is_tried_once_and_named(
    clock: HeldClock, kind: str, named: str
) -> None:
    async with slack_loopback(clock) as slack:
        await slack.revoke_token("bot" if kind == "bot" else "app")
        bot = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=slack.api_url)
        with pytest.raises(CredentialRefused, match=named) as refused:
            await bot.log_in()
        await bot.close()
        assert refused.value.exit_code == 78
        assert len(slack.requests) <= 2


async def test_row_52_a_token_that_is_reset_meanwhile_ends_that_platform_and_is_named() -> None:
    async with LoopbackDiscord() as discord:
        bot = to_discord(discord)
        await bot.log_in()
        serving = asyncio.create_task(bot.serve())
        await asyncio.wait_for(discord.connected(), 10)
        assert len(discord.identified) == 1
        await discord.revoke_token()
        with pytest.raises(AccessRevoked, match="DISCORD_TOKEN"):
            await asyncio.wait_for(serving, 10)
        await bot.close()
        assert len(discord.identified) == 1


# Row 54


async def test_row_54_discord_is_reached_through_a_proxy_in_all_that_the_bot_does(
    clock: HeldClock,
) -> None:
    async with (
        clock.discord() as discord,
        Proxy(port_of(discord.api_url)) as proxy,
        discord_poster(discord.token, clock, api=FAR_DISCORD, proxy=proxy.url) as poster,
    ):
        bot = to_discord(discord, api=FAR_DISCORD, gateway=FAR_GATEWAY, proxy=proxy.url)
        await bot.log_in()
        serving = asyncio.create_task(bot.serve())
        await asyncio.wait_for(discord.connected(), 10)
        assert (await discord.command("quote")).messages
        place = discord_place(discord.channel("quotes"))
        assert isinstance(await poster.announce(place, "Hello."), Posted)
        await bot.close()
        await asyncio.wait_for(serving, 10)
    asked = "\n".join(proxy.asked)
    for path in ("/api/v10/users/@me", "/api/v10/gateway/bot", "/gateway/?", "/messages"):
        assert path in asked


async def test_row_54_slack_is_reached_through_a_proxy_in_all_that_the_bot_does(
    clock: HeldClock,
) -> None:
    async with (
        slack_loopback(clock) as slack,
        Proxy(port_of(slack.api_url)) as proxy,
        slack_poster(BOT_TOKEN, clock, api=FAR_SLACK, proxy=proxy.url) as poster,
    ):
        bot = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=FAR_SLACK, proxy=proxy.url)
        await bot.log_in()
        await asyncio.wait_for(slack.connected(), 10)
        assert (await slack.command("/quote", "progress")).messages
        assert isinstance(await poster.announce(SLACK_QUOTES, "Hello."), Posted)
        await bot.close()
    asked = "\n".join(proxy.asked)
    for path in ("auth.test", "apps.connections.open", "/link/?", "/commands/", "chat.postMessage"):
        assert path in asked


async def test_row_54_a_proxy_that_wants_a_password_is_told_and_gets_it(
    clock: HeldClock, caplog: pytest.LogCaptureFixture
) -> None:
    wanted = base64.b64encode(b"me:secret").decode()
    async with (
        clock.discord() as discord,
        slack_loopback(clock) as slack,
        Proxy(port_of(discord.api_url), wanted=wanted) as proxy,
    ):
        secure, patience = FAR_DISCORD.replace("http:", "https:"), Patience(pauses=1)
        bot = to_discord(discord, api=secure, proxy=proxy.url, pause=patience)
        await patience.exhausted_by(bot.log_in())
        await bot.close()
        patience = Patience(pauses=1)
        secure = FAR_SLACK.replace("http:", "https:")
        other = SlackConnection(
            BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=secure, proxy=proxy.url, pause=patience
        )
        await patience.exhausted_by(other.log_in())
        await other.close()
        assert caplog.text.count("the proxy answers HTTP 407") == 2
        known = proxy.url.replace("//", "//me:secret@")
        async with discord_poster(discord.token, clock, api=FAR_DISCORD, proxy=known) as poster:
            place = discord_place(discord.channel("quotes"))
            assert isinstance(await poster.announce(place, "Hello."), Posted)
    assert "secret" not in caplog.text
    assert slack.requests == ()


@pytest.fixture
async def intercepting(tmp_path: Path) -> AsyncIterator[int]:
    """The port of a server with a certificate that nobody has signed, as an inspecting proxy's."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("needs openssl, to make a certificate: apt-get install openssl")
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    making = await asyncio.create_subprocess_exec(
        *(openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"),
        *("-subj", "/CN=discord.test", "-keyout", key, "-out", certificate),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await making.wait() == 0
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async def hang_up(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            writer.close()
            await writer.wait_closed()

    async with await asyncio.start_server(hang_up, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


@pytest.mark.slow  # a key is made for it
async def test_row_54_a_certificate_that_is_not_trusted_is_told_with_what_to_do(
    intercepting: int, clock: HeldClock, caplog: pytest.LogCaptureFixture
) -> None:
    async with LoopbackDiscord() as discord, Proxy(intercepting) as proxy:
        secure, patience = FAR_DISCORD.replace("http:", "https:"), Patience(pauses=2)
        bot = to_discord(discord, api=secure, proxy=proxy.url, pause=patience)
        await patience.exhausted_by(bot.log_in())
        await bot.close()
        patience = Patience(pauses=2)
        here = f"https://127.0.0.1:{intercepting}/api/"
        other = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=here, pause=patience)
        await patience.exhausted_by(other.log_in())
        await other.close()
        async with discord_poster("a.b.c", clock, api=here) as poster:
            outcome = await poster.announce(discord_place(discord.channel("quotes")), "Hello.")
    assert caplog.text.count("name a file with its certificate in SSL_CERT_FILE") == 4
    assert isinstance(outcome, Later)
    assert "SSL_CERT_FILE" in outcome.reason
    assert "Traceback" not in caplog.text


async def test_row_54_a_name_that_is_not_found_is_told_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def no_name(*_: object, **__: object) -> None:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", no_name)
    patience = Patience(pauses=6)
    bot = DiscordConnection("a.b.c", desk_for(SMALL), api=FAR_DISCORD, pause=patience)
    await patience.exhausted_by(bot.log_in())
    await bot.close()
    assert len(set(patience.seconds)) > 1  # no two wait alike
    patience = Patience(pauses=6)
    other = SlackConnection(BOT_TOKEN, APP_TOKEN, desk_for(SMALL), api=FAR_SLACK, pause=patience)
    await patience.exhausted_by(other.log_in())
    await other.close()
    assert caplog.text.count("its name is not found") == 12
    assert caplog.text.count("check this machine's DNS") == 12
    assert "Traceback" not in caplog.text
