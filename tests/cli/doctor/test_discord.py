"""What the doctor says of Discord, against the loopback one."""

from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path

import pytest

from quotebot.cli.doctor.findings import Finding, Status
from quotebot.cli.registered_commands import replaced
from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan
from quotebot.core.schedule import Schedule
from quotebot.sandbox.discord import (
    Hang,
    LoopbackDiscord,
    Permission,
    RateLimit,
    ServerError,
)
from quotebot.sandbox.discord.credentials import token_for
from quotebot.settings import load_settings
from tests.cli.doctor.looking import kept, look
from tests.sandbox.discord.openapi import assert_documented

ME = "GET /users/@me"
APPLICATION = "GET /oauth2/applications/@me"
LATER = ("application", "intents", "sessions", "commands", "channels")


@pytest.fixture(autouse=True)
async def discord(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackDiscord]:
    async with LoopbackDiscord() as world:
        monkeypatch.setenv("DISCORD_TOKEN", world.token)
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", world.api_url)
        yield world
    assert_documented(world.requests)


@pytest.fixture
async def in_general(database: Path, discord: LoopbackDiscord) -> None:
    """A daily quote in the channel general."""
    guild, channel = discord.world.guilds[0], discord.channel("general")
    place = Place(Platform.DISCORD, str(guild.id), str(channel.id))
    ada = Person("1", "Ada")
    await kept(database, DailyPlan(place=place, schedule=Schedule(time(9), "UTC"), set_up_by=ada))


async def discords(name: str) -> Finding:
    return await look(f"discord.{name}")


async def test_a_bot_that_is_well_is_well_in_everything(in_general: None) -> None:
    await replaced(load_settings(), None)
    found = {name: await discords(name) for name in ("token", *LATER)}
    assert {name: each.status for name, each in found.items()} == dict.fromkeys(found, Status.OK)
    assert found["intents"].result.startswith("the bot asks for guilds")
    assert "1000 sessions" in found["sessions"].result
    assert "client_id=" in found["application"].result


async def test_nothing_is_posted_and_no_session_is_started(
    in_general: None, discord: LoopbackDiscord
) -> None:
    for name in ("token", *LATER):
        await discords(name)
    assert {request.method for request in discord.requests} == {"GET"}
    assert discord.identified == ()


async def test_a_token_that_discord_does_not_know_is_told_once(
    discord: LoopbackDiscord, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = token_for(1_100_000_000_000_000_777)
    monkeypatch.setenv("DISCORD_TOKEN", wrong)
    found = await discords("token")
    assert found.status is Status.FAILED
    assert "Discord does not know this token" in found.result
    assert "Reset Token" in found.fix[0]
    assert wrong not in str(found)
    for name in LATER:
        assert (await discords(name)).result == "the token has to be known to be good first"


async def test_silence_is_a_warning(discord: LoopbackDiscord) -> None:
    discord.fail_next(ME, Hang())
    assert (await look("discord.token", seconds=0.2)).status is Status.WARNING


@pytest.mark.parametrize("fault", [ServerError(503), RateLimit(retry_after=7)])
async def test_an_outage_is_a_warning(fault: ServerError, discord: LoopbackDiscord) -> None:
    discord.fail_next(ME, fault)
    found = await discords("token")
    assert found.status is Status.WARNING
    assert "try again" in found.result


async def test_no_session_that_may_be_started_is_told(discord: LoopbackDiscord) -> None:
    discord.session_starts.set(remaining=0, reset_after=1_800)
    found = await discords("sessions")
    assert found.status is Status.FAILED
    assert "0 sessions may be started in the next 0.5 h" in found.result
    discord.session_starts.set(remaining=10, reset_after=1_800)
    assert (await discords("sessions")).status is Status.WARNING


async def test_commands_that_are_not_as_declared_are_told() -> None:
    found = await discords("commands")
    assert found.status is Status.WARNING
    assert "quotebot commands sync" in found.fix[1]


async def test_commands_that_go_elsewhere_are_told(discord: LoopbackDiscord) -> None:
    discord.administration.send_commands_to("https://example.org/interactions")
    found = await discords("application")
    assert found.status is Status.FAILED
    assert "Interactions Endpoint URL" in found.result
    assert "/information" in found.fix[0]


@pytest.mark.usefixtures("in_general")
@pytest.mark.parametrize(
    ("taken", "told", "status"),
    [
        (Permission.VIEW_CHANNEL, "cannot be seen", Status.FAILED),
        (Permission.SEND_MESSAGES, "does not give the bot Send Messages", Status.FAILED),
        (
            Permission.READ_MESSAGE_HISTORY,
            "does not give the bot Read Message History",
            Status.WARNING,
        ),
    ],
)
async def test_a_right_that_the_bot_lacks_in_a_channel_is_told(
    taken: Permission, told: str, status: Status, discord: LoopbackDiscord
) -> None:
    channel = discord.channel("general")
    await discord.administration.deny(channel, taken)
    found = await discords("channels")
    assert found.status is status
    assert f"the channel {channel.id} {told}" in found.result
    assert "Edit Channel, Permissions" in found.fix[0]


@pytest.mark.usefixtures("in_general")
async def test_a_channel_that_is_gone_is_told(discord: LoopbackDiscord) -> None:
    await discord.administration.delete(discord.channel("general"))
    found = await discords("channels")
    assert found.status is Status.FAILED
    assert "is gone" in found.result
