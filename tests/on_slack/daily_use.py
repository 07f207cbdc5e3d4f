"""What tests of daily quotes on Slack do over and over."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from quotebot.sandbox.slack import LoopbackSlack, Message
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.wire import Payload
from tests.anthologies import numbered
from tests.chats import APP_TOKEN, BOT_TOKEN, SCOPES
from tests.held_clock import HeldClock

LIBRARY = numbered(12)

HOUR = 3600

SET = {"time": "11:00"}  # an hour after the clock's start, in Ada's zone


def loopback(clock: HeldClock, scopes: set[str] = SCOPES) -> LoopbackSlack:
    return LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=scopes, clock=clock)


async def opened(slack: LoopbackSlack, person: str = "Ada", channel: str = "#quotes") -> Payload:
    answer = await slack.command("/quote", "daily", person=person, channel=channel)
    (view,) = answer.views
    return view


async def submitted(
    slack: LoopbackSlack, entries: dict[str, Any], person: str = "Ada", channel: str = "#quotes"
) -> str:
    """What the form says in the end, after it was filled in and sent."""
    view = await opened(slack, person, channel)
    answer = await slack.submit(view, entries, person=person, channel=channel)
    assert answer.errors == {}
    (changed,) = answer.views
    assert changed["id"] == view["id"]
    return draw(changed)


async def daily(slack: LoopbackSlack, line: str, person: str = "Ada") -> str:
    """What the person who types it reads; nobody else does."""
    answer = await slack.command("/quote", line, person=person, channel="#quotes")
    (message,) = answer.messages
    assert message.visible_to == slack.world.person(person).id
    return draw(message.payload)


def public(slack: LoopbackSlack, channel: str = "#quotes") -> list[Message]:
    return [one for one in slack.messages(channel) if not one.is_ephemeral]


async def posted(slack: LoopbackSlack, clock: HeldClock, count: int = 1) -> Message:
    """The newest of so many daily posts in the channel, besides its announcement."""
    await clock.until(lambda: len(public(slack)) > count)
    assert len(public(slack)) == count + 1
    return public(slack)[-1]


async def everything_due_has_been_posted(slack: LoopbackSlack, clock: HeldClock) -> None:
    """What is set up now for the next minute comes after whatever was due before."""
    at = clock.now().replace(second=0) + timedelta(minutes=1)
    local = at.astimezone(ZoneInfo("Europe/Amsterdam"))
    before = len(public(slack, "#general"))
    said = await submitted(slack, {"time": f"{local:%H:%M}"}, channel="#general")
    clock.turn((at - clock.now()).total_seconds())
    await clock.until(lambda: len(public(slack, "#general")) == before + 2)
    await daily(slack, f"daily remove {said.split()[2][:-1]}")


def words_of(message: Message) -> str:
    return draw(message.payload).splitlines()[0]


def another(message: Message) -> str:
    return str(message.blocks[-1]["elements"][0]["action_id"])
