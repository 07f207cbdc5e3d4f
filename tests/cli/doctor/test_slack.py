"""What the doctor says of Slack, against the loopback one."""

from collections.abc import AsyncIterator
from datetime import time
from pathlib import Path

import pytest

from quotebot.cli.doctor.findings import Finding, Status
from quotebot.core.messages import Person, Place, Platform
from quotebot.core.plans import DailyPlan
from quotebot.core.schedule import Schedule
from quotebot.on_slack.permissions import OPTIONAL, REQUIRED
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack.faults import Fault, Hang, HtmlPage, RateLimited, ServerError
from tests.cli.doctor.looking import kept, look

ALL = {scope.name for scope in (*REQUIRED, *OPTIONAL)}
APP_TOKEN = "xapp-1-A0123ABCDEF-456-abc"


@pytest.fixture(autouse=True)
async def slack(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[LoopbackSlack]:
    async with LoopbackSlack(bot_token="xoxb-1", app_token=APP_TOKEN, scopes=ALL) as world:
        monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1")
        monkeypatch.setenv("SLACK_APP_TOKEN", APP_TOKEN)
        monkeypatch.setenv("QUOTEBOT_SLACK_API", world.api_url)
        yield world


@pytest.fixture
async def in_general(database: Path, slack: LoopbackSlack) -> str:
    """A daily quote in the channel #general; its id."""
    channel = slack.world.channel("#general").id
    place = Place(Platform.SLACK, slack.world.team, channel)
    ada = Person("U1", "Ada")
    await kept(database, DailyPlan(place=place, schedule=Schedule(time(9), "UTC"), set_up_by=ada))
    return channel


async def slacks(name: str) -> Finding:
    return await look(f"slack.{name}")


@pytest.mark.usefixtures("in_general")
async def test_an_app_that_is_well_is_well_in_everything(slack: LoopbackSlack) -> None:
    names = ("token", "scopes", "app-token", "channels")
    found = {name: await slacks(name) for name in names}
    assert {name: each.status for name, each in found.items()} == dict.fromkeys(found, Status.OK)
    assert slack.connections == 0
    assert slack.messages("#general") == ()


async def test_a_bot_token_that_slack_does_not_know_is_told_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-other")
    found = await slacks("token")
    assert found.status is Status.FAILED
    assert "Slack refuses SLACK_BOT_TOKEN (invalid_auth)" in found.result
    assert "OAuth & Permissions" in found.fix[0]
    assert (await slacks("scopes")).result == "the bot token has to be known to be good first"
    assert (await slacks("app-token")).status is Status.OK


async def test_an_app_that_was_removed_is_told(slack: LoopbackSlack) -> None:
    slack.credentials.uninstall()
    found = await slacks("token")
    assert found.status is Status.FAILED
    assert "account_inactive" in found.result


async def test_an_app_level_token_that_is_no_good_is_told(
    slack: LoopbackSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    slack.credentials.app_scopes = frozenset()
    found = await slacks("app-token")
    assert found.status is Status.FAILED
    assert "lacks the scope connections:write" in found.result
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-other")
    found = await slacks("app-token")
    assert found.status is Status.FAILED
    assert "Socket Mode" in found.fix[0]


async def test_a_scope_that_is_needed_is_told_with_the_page_for_it(slack: LoopbackSlack) -> None:
    slack.credentials.scopes = frozenset(ALL - {"chat:write", "users:read"})
    found = await slacks("scopes")
    assert found.status is Status.FAILED
    assert "the scope chat:write: quotebot cannot post" in found.result
    assert "https://api.slack.com/apps/A0123ABCDEF/oauth" in found.result
    assert "users:read" not in found.result


async def test_a_scope_that_is_optional_is_no_fault(slack: LoopbackSlack) -> None:
    slack.credentials.scopes = frozenset(ALL - {"users:read"})
    found = await slacks("scopes")
    assert found.status is Status.OK
    assert "users:read is not granted" in found.result


async def test_silence_is_a_warning(slack: LoopbackSlack) -> None:
    slack.fail_next("auth.test", Hang())
    assert (await look("slack.token", seconds=0.2)).status is Status.WARNING


@pytest.mark.parametrize("fault", [ServerError(503), HtmlPage(), RateLimited(3)])
async def test_an_outage_is_a_warning(fault: Fault, slack: LoopbackSlack) -> None:
    slack.fail_next("auth.test", fault)
    found = await slacks("token")
    assert found.status is Status.WARNING
    assert "Slack cannot be reached" in found.result


async def test_a_channel_without_the_app_is_told(in_general: str, slack: LoopbackSlack) -> None:
    slack.world.remove_app("#general")
    assert (await slacks("channels")).status is Status.OK  # it can post in any public channel
    slack.credentials.scopes = frozenset(ALL - {"chat:write.public"})
    found = await slacks("channels")
    assert found.status is Status.FAILED
    assert f"the channel {in_general} does not have the app in it" in found.result
    assert "/invite @quotebot" in found.fix[0]


async def test_a_channel_that_cannot_be_looked_at_is_a_warning(
    in_general: str, slack: LoopbackSlack
) -> None:
    slack.credentials.scopes = frozenset(ALL - {"channels:history"})
    found = await slacks("channels")
    assert found.status is Status.WARNING
    assert f"the channel {in_general} cannot be looked at" in found.result


async def test_a_channel_that_slack_does_not_want_to_be_asked_of_is_a_warning(
    in_general: str, slack: LoopbackSlack
) -> None:
    slack.fail_next("conversations.history", RateLimited(60))
    found = await slacks("channels")
    assert found.status is Status.WARNING
    assert f"the channel {in_general} was not looked at" in found.result
