"""What the doctor says of the rows in which something is missing, or the database is amiss."""

import sqlite3
from datetime import time
from pathlib import Path

import pytest

from quotebot.cli.doctor.findings import Status
from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan
from quotebot.core.schedule import Schedule
from quotebot.on_slack.permissions import OPTIONAL, REQUIRED
from quotebot.sandbox.discord import LoopbackDiscord, Permission
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.store.opening import open_storage
from tests.cli.doctor.looking import doctor, kept, look, report
from tests.cli.machine import unset_everything

APP_TOKEN = "xapp-1-A0123ABCDEF-456-abc"


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with nothing on it, and where its database is to be."""
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
    return tmp_path / "quotebot.db"


def a_plan(platform: Platform, server: str, channel: str) -> DailyPlan:
    return DailyPlan(
        place=Place(platform, server, channel),
        schedule=Schedule(time(9), "UTC"),
        set_up_by=Person("1", "Ada"),
    )


async def test_row_53_the_doctor_says_which_scope_is_missing_with_the_page_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    granted = {scope.name for scope in (*REQUIRED, *OPTIONAL)} - {"app_mentions:read"}
    async with LoopbackSlack(bot_token="xoxb-1", app_token=APP_TOKEN, scopes=granted) as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
        monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
        monkeypatch.setenv("QUOTEBOT_SLACK_API", slack.api_url)
        found = await look("slack.scopes")
    assert found.status is Status.FAILED
    assert "app_mentions:read" in found.result
    assert "https://api.slack.com/apps/A0123ABCDEF/oauth" in found.result


async def test_row_53_the_doctor_says_in_which_channel_the_app_is_not(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    granted = {scope.name for scope in (*REQUIRED, *OPTIONAL)} - {"chat:write.public"}
    async with LoopbackSlack(bot_token="xoxb-1", app_token=APP_TOKEN, scopes=granted) as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
        monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
        monkeypatch.setenv("QUOTEBOT_SLACK_API", slack.api_url)
        channel = slack.world.channel("#general").id
        await kept(database, a_plan(Platform.SLACK, slack.world.team, channel))
        slack.world.remove_app("#general")
        found = await look("slack.channels")
    assert found.status is Status.FAILED
    assert channel in found.result
    assert "/invite @quotebot" in found.fix[0]


async def test_row_53_the_doctor_says_which_right_is_missing_in_which_channel(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with LoopbackDiscord() as discord:
        monkeypatch.setenv("DISCORD_TOKEN", discord.token)
        monkeypatch.setenv("QUOTEBOT_DISCORD_API", discord.api_url)
        channel = discord.channel("general")
        server = str(discord.world.guilds[0].id)
        await kept(database, a_plan(Platform.DISCORD, server, str(channel.id)))
        await discord.administration.deny(channel, Permission.SEND_MESSAGES)
        found = await look("discord.channels")
    assert found.status is Status.FAILED
    assert f"the channel {channel.id} does not give the bot Send Messages" in found.result
    assert "Edit Channel, Permissions" in found.fix[0]


async def test_row_56_the_doctor_is_red_for_a_damaged_database(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUOTEBOT_QUOTES", "nowhere")  # which would take a while to read
    await kept(database)
    _damage(database)
    assert (await doctor("--offline")).exit_code == 1
    found = await report("--offline")
    red = {name for name, each in found.items() if each["status"] == "failed"}
    assert red & {"database.reachable", "database.whole"}


async def test_row_56_the_doctor_is_red_for_a_database_of_a_newer_version(database: Path) -> None:
    await kept(database)
    connection = sqlite3.connect(database)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    found = await look("database.version")
    assert found.status is Status.FAILED
    assert "newer quotebot" in found.fix[0]


async def test_row_56_the_doctor_tells_of_a_database_that_another_bot_has_in_use(
    database: Path,
) -> None:
    storage = await open_storage(f"sqlite:///{database}")
    found = await look("bot.alone")
    await storage.close()
    assert found.status is Status.WARNING
    assert "has the database in use" in found.result


def _damage(path: Path) -> None:
    """Write over all but the first page."""
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    [[size]] = connection.execute("PRAGMA page_size").fetchall()
    connection.close()
    whole = path.read_bytes()
    path.write_bytes(whole[:size] + b"\xff" * (len(whole) - size))
