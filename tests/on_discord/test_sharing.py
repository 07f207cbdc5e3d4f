"""Private cards on Discord: shared for all to see, or dismissed."""

import asyncio

import pytest

from quotebot.core import wording
from quotebot.core.messages import Place, Platform
from quotebot.sandbox.discord import (
    LoopbackDiscord,
    Message,
    RateLimit,
    Reset,
    ServerError,
    Torn,
)
from quotebot.sandbox.discord.answers import Answer
from quotebot.sandbox.discord.drawing import draw
from quotebot.sandbox.discord.faults import Fault
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, numbered
from tests.chats import on_discord

pytestmark = pytest.mark.usefixtures("discords_own_addresses")

FOLLOW_UP = "POST /webhooks/{webhook_id}/{webhook_token}"


def shown(message: Message) -> str:
    return draw(message.payload)


def button(message: Message, label: str) -> str:
    return str(next(c["custom_id"] for c in message.components() if c.get("label") == label))


async def private_card(discord: LoopbackDiscord, topic: str = "progress") -> Message:
    return (await discord.command("quote", {"topic": topic, "private": True})).message


async def pressed(discord: LoopbackDiscord, card: Message, label: str, changes: int) -> Answer:
    """What came of it once so many things changed after the first answer."""
    answer = await discord.press(card, button(card, label))
    for _ in range(changes):
        answer = await discord.changed(answer)
    return answer


def public(discord: LoopbackDiscord) -> list[Message]:
    return [
        message for message in discord.messages(discord.channel("general")) if not message.ephemeral
    ]


async def test_a_private_card_has_another_share_and_dismiss() -> None:
    async with on_discord(SMALL) as discord:
        card = await private_card(discord)
        assert "[ Another ] [ Share here ] [ Dismiss ]" in shown(card)


async def test_a_shared_card_stands_there_for_all_with_the_name_of_who_shared_it() -> None:
    async with on_discord(SMALL) as discord:
        card = await private_card(discord)
        answer = await pressed(discord, card, "Share here", changes=2)
        (shared,) = answer.messages
        assert not shared.ephemeral
        assert shown(shared).splitlines()[0] == shown(card).splitlines()[0]
        assert "Shared by Max" in shown(shared)
        assert "Share here" not in shown(shared)
        assert shared.pings == ()
        assert discord.messages(discord.channel("general")) == (shared,)


async def test_another_below_a_shared_card_goes_on_with_its_topic() -> None:
    async with on_discord(SMALL) as discord:
        answer = await pressed(
            discord, await private_card(discord, "waste"), "Share here", changes=2
        )
        assert button(answer.message, "Another") == "q1:next:waste"


async def test_a_dismissed_card_is_gone_and_nothing_was_said() -> None:
    async with on_discord(SMALL) as discord:
        answer = await pressed(discord, await private_card(discord), "Dismiss", changes=1)
        assert answer.messages == ()
        assert discord.messages(discord.channel("general")) == ()


async def test_what_was_shared_counts_as_shown_in_the_channel() -> None:
    store = InMemoryStore()
    async with on_discord(numbered(4), store) as discord:
        answer = await pressed(discord, await private_card(discord), "Share here", changes=2)
        channel = answer.message.channel
        guild = discord.world.guilds[0]
        memory = await store.recall(Place(Platform.DISCORD, str(guild.id), str(channel.id)))
        assert len(memory.recent) == 1
        cards = [(await discord.command("quote", {"topic": "progress"})).message for _ in range(3)]
        first_lines = {shown(card).splitlines()[0] for card in [answer.message, *cards]}
        assert len(first_lines) == 4


async def test_two_presses_share_once_and_the_second_is_told() -> None:
    async with on_discord(SMALL) as discord:
        card = await private_card(discord)
        share = button(card, "Share here")
        answers = await asyncio.gather(*(discord.press(card, share) for _ in range(2)))
        told = next(one for one in answers if wording.SHARED_ALREADY in shown(one.messages[-1]))
        shared = next(one for one in answers if one is not told)
        for _ in range(2):
            shared = await discord.changed(shared)
        assert len(public(discord)) == 1


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        (ServerError(500), 0),
        (ServerError(500, applied=True), 1),
        (Reset(), 0),
        (Reset(applied=True), 1),
        (Torn(), 1),
    ],
    ids=repr,
)
async def test_a_share_of_which_nobody_knows_is_not_repeated_and_the_person_is_told(
    fault: Fault, posted: int
) -> None:
    async with on_discord(SMALL) as discord:
        card = await private_card(discord)
        discord.fail_next(FOLLOW_UP, fault)
        answer = await pressed(discord, card, "Share here", changes=1 + posted)
        kept, *_, notice = answer.messages
        assert kept.id == card.id
        assert wording.PERHAPS_SHARED in shown(notice).replace("\n", " ")
        assert notice.ephemeral
        again = await discord.press(card, button(card, "Share here"))
        assert wording.SHARED_ALREADY in shown(again.messages[-1])
        assert len(public(discord)) == posted


async def test_a_share_that_was_refused_may_be_tried_again() -> None:
    async with on_discord(SMALL) as discord:
        card = await private_card(discord)
        discord.fail_next(FOLLOW_UP, RateLimit(1.0))
        answer = await pressed(discord, card, "Share here", changes=1)
        assert wording.NOT_SHARED in shown(answer.messages[-1])
        answer = await pressed(discord, card, "Share here", changes=2)
        assert public(discord) == list(answer.messages)
