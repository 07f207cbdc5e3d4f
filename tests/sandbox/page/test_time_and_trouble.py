"""Turning the clock, and switching faults on, as the page does it."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from quotebot.core.errors import PersonError
from quotebot.sandbox.clock import SandboxClock
from quotebot.sandbox.page.time_travel import TimeTravel, next_change
from tests.sandbox.page.conftest import Browser
from tests.sandbox.page.test_chats import ask, say

BERLIN = "Europe/Berlin"


async def daily_quotes_at_nine(browser: Browser) -> None:
    await ask(browser, name="daily set", time="09:00", timezone=BERLIN)
    (opened,) = (await say(browser, "/quote daily"))["views"]
    who = {"person": "Ada", "channel": "C0QUOTES", "view": opened["view"]["id"]}
    await browser.act("slack/suggest", **who, action_id="zone", typed="berlin")
    told = await browser.act("slack/submit", **who, entries={"time": "09:00", "zone": BERLIN})
    assert told["errors"] == {}


def posts(state: Any) -> tuple[int, int]:
    """How many messages of the bot there are on each platform."""
    discord = [one for one in state["discord"]["messages"] if one["bot"]]
    return len(discord), len([one for one in state["slack"]["messages"] if one["bot"]])


async def everybody_sees(browser: Browser) -> Any:
    channel = str(browser.discord.channel("quotes").id)
    return await browser.state(person="Gus", discord=channel, slack="C0QUOTES")


async def until(browser: Browser, happened: Callable[[Any], object]) -> Any:
    """The page looks whenever it is told that something changed, until it has happened."""
    async with (
        asyncio.timeout(20),
        browser.session.ws_connect(browser.page.address + "changes") as told,
    ):
        while not happened(state := await everybody_sees(browser)):
            await told.receive_str()
    return state


async def test_tomorrow_at_nine_the_daily_quotes_come_once(browser: Browser) -> None:
    await daily_quotes_at_nine(browser)
    discord, slack = posts(await everybody_sees(browser))
    await browser.act("clock/jump", to="tomorrow", zone=BERLIN)
    now = datetime.fromisoformat((await browser.state())["clock"]["now"])
    assert now.astimezone(ZoneInfo(BERLIN)).strftime("%H:%M") == "09:00"
    await until(browser, lambda state: posts(state) == (discord + 1, slack + 1))
    await browser.act("clock/turn", seconds=3600)
    await say(browser, "/quote data")
    await until(browser, lambda state: posts(state) == (discord + 1, slack + 2))


async def test_a_post_that_meets_a_fault_still_comes_once(browser: Browser) -> None:
    await daily_quotes_at_nine(browser)
    discord, slack = posts(await everybody_sees(browser))
    for platform in ("discord", "slack"):
        await browser.act("faults/add", platform=platform, kind="500")
    assert (await browser.state())["faults"] == [
        {"platform": "discord", "kind": "500"},
        {"platform": "slack", "kind": "500"},
    ]
    await browser.act("clock/jump", to="tomorrow", zone=BERLIN)
    state = await until(browser, lambda state: not state["faults"])
    assert posts(state) == (discord, slack)
    passing = asyncio.create_task(minutes_go_by(browser))
    state = await until(browser, lambda state: posts(state) == (discord + 1, slack + 1))
    passing.cancel()
    refused = [one["refused"] for one in state["wire"] if one["refused"]]
    assert any("HTTP 500" in one for one in refused)


async def minutes_go_by(browser: Browser) -> None:
    """The bot waits between two tries."""
    while True:
        await browser.act("clock/turn", seconds=5)
        await asyncio.sleep(0.05)


@pytest.mark.slow  # the bot lets two seconds go by before it tries to come back
async def test_a_platform_that_is_gone_comes_back_at_its_address(browser: Browser) -> None:
    address = browser.slack.url
    await browser.act("platform/gone", platform="slack", gone=True)
    state = await until(browser, lambda state: not state["slack"]["connected"])
    assert state["slack"]["gone"]
    assert "refused" in await say(browser, "/quote data")
    assert "refused" not in await ask(browser, topic="data")
    await browser.act("platform/gone", platform="slack", gone=False)
    await asyncio.wait_for(browser.slack.connected(), 30)
    assert browser.slack.url == address
    assert "refused" not in await say(browser, "/quote data")


@pytest.mark.parametrize(
    ("path", "body", "told"),
    [
        ("clock/turn", {"seconds": -60}, "only goes forward"),
        ("clock/set", {"local": "2020-01-01T09:00", "zone": BERLIN}, "only goes forward"),
        ("clock/set", {"local": "2999-01-01T09:00", "zone": BERLIN}, "too far"),
        ("clock/set", {"local": "soon", "zone": BERLIN}, "no date and time"),
        ("clock/set", {"local": "2027-01-01T09:00", "zone": "Mars/Phobos"}, "no time zone"),
        ("clock/set", {"local": "2027-01-01T09:00", "zone": "../etc/passwd"}, "no time zone"),
        ("clock/jump", {"to": "clock change", "zone": "Asia/Kathmandu"}, "do not change"),
        ("faults/add", {"platform": "slack", "kind": "rain"}, "no fault"),
    ],
)
async def test_what_cannot_be_is_said(
    browser: Browser, path: str, body: dict[str, Any], told: str
) -> None:
    assert told in (await browser.act(path, **body))["refused"]


@pytest.mark.parametrize(
    ("zone", "change"),
    [
        (BERLIN, datetime(2027, 3, 28, 1, 0, tzinfo=UTC)),
        ("Australia/Lord_Howe", datetime(2027, 4, 3, 15, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2027, 3, 14, 7, 0, tzinfo=UTC)),
    ],
)
def test_the_next_clock_change_is_found_to_the_minute(zone: str, change: datetime) -> None:
    assert next_change(datetime(2026, 12, 1, tzinfo=UTC), ZoneInfo(zone)) == change


async def test_one_can_stand_a_minute_before_a_clock_change() -> None:
    clock = SandboxClock()
    await TimeTravel(clock).jump({"to": "clock change", "zone": BERLIN})
    now, zone = clock.now(), ZoneInfo(BERLIN)
    later = now + timedelta(minutes=1)
    assert later.astimezone(zone).utcoffset() != now.astimezone(zone).utcoffset()


async def test_a_sleeper_wakes_when_the_clock_is_turned_so_far() -> None:
    clock = SandboxClock()
    sleeping = asyncio.create_task(clock.sleep(3600))
    await asyncio.sleep(0)
    clock.turn(3000)
    await asyncio.sleep(0)
    assert not sleeping.done()
    clock.turn(700)
    await asyncio.wait_for(sleeping, 5)
    with pytest.raises(ValueError, match="forward"):
        clock.turn(-1)
    with pytest.raises(PersonError, match="no time zone"):
        await TimeTravel(clock).jump({"to": "tomorrow", "zone": "nowhere"})
