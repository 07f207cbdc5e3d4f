"""What tests of daily quotes on Discord do over and over."""

from datetime import timedelta
from typing import Any

from quotebot.sandbox.discord import (
    ADA,
    Answer,
    LoopbackDiscord,
    Message,
    Person,
)
from quotebot.sandbox.discord.drawing import draw
from tests.anthologies import numbered
from tests.held_clock import HeldClock

LIBRARY = numbered(12)

POST = "POST /channels/{channel_id}/messages"

HOUR = 3600

SET = {"time": "9:00", "timezone": "UTC"}  # an hour after the clock's start


async def daily(
    discord: LoopbackDiscord,
    command: str,
    options: dict[str, Any] | None = None,
    *,
    person: Person = ADA,
    channel: str = "quotes",
) -> str:
    """What the person who uses the command reads; nobody else does."""
    where = discord.channel(channel)
    answer = await discord.command(f"daily {command}", options, person=person, channel=where)
    assert answer.message.ephemeral
    return shown(answer.message)


def shown(message: Message) -> str:
    """Its words, without the line breaks of the drawing."""
    return " ".join(draw(message.payload).replace("┃", " ").split())


def words_of(message: Message) -> str:
    return draw(message.payload).splitlines()[0]


def public(discord: LoopbackDiscord, channel: str = "quotes") -> list[Message]:
    messages = discord.messages(discord.channel(channel))
    return [message for message in messages if not message.ephemeral]


async def posted(
    discord: LoopbackDiscord, clock: HeldClock, count: int = 1, channel: str = "quotes"
) -> Message:
    """The newest of so many daily posts in the channel, besides its announcement."""
    await clock.until(lambda: len(public(discord, channel)) > count)
    assert len(public(discord, channel)) == count + 1
    return public(discord, channel)[-1]


async def everything_due_has_been_posted(discord: LoopbackDiscord, clock: HeldClock) -> None:
    """What is set up now for the next minute comes after whatever was due before."""
    at = clock.now().replace(second=0) + timedelta(minutes=1)
    options = {"time": f"{at:%H:%M}", "timezone": "UTC"}
    before = len(public(discord, "general"))
    number = int((await daily(discord, "set", options, channel="general")).split()[2][:-1])
    clock.turn((at - clock.now()).total_seconds())
    await clock.until(lambda: len(public(discord, "general")) == before + 2)
    await daily(discord, "remove", {"number": number})


def another(message: Message) -> str:
    return str(next(c["custom_id"] for c in message.components() if c.get("label") == "Another"))


async def news_after(discord: LoopbackDiscord, answer: Answer) -> str:
    """What a person is told privately after an answer."""
    if len(answer.messages) == 1:
        answer = await discord.changed(answer)
    assert answer.messages[1].ephemeral
    return shown(answer.messages[1])
