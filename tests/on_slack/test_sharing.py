"""Private cards on Slack: shared for all to see, or dismissed."""

import asyncio

import pytest

from quotebot.core import wording
from quotebot.core.messages import Place, Platform
from quotebot.sandbox.slack import Answer, LoopbackSlack, Message
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.faults import Fault, RateLimited, Reset, ServerError
from quotebot.sandbox.slack.recording import Request
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, numbered
from tests.chats import on_slack


def shown(message: Message) -> str:
    return draw(message.payload)


def action(message: Message, label: str) -> str:
    (row,) = (block for block in message.blocks if block["type"] == "actions")
    return str(next(one["action_id"] for one in row["elements"] if one["text"]["text"] == label))


async def private_card(slack: LoopbackSlack, words: str = "progress") -> Message:
    (card,) = (await slack.command("/quote", f"private {words}")).messages
    return card


async def pressed(slack: LoopbackSlack, card: Message, label: str) -> Answer:
    return await slack.press(card, action(card, label))


async def settled(slack: LoopbackSlack, answers: int) -> None:
    """Wait until the app has answered so often at response_urls."""
    while [one.method for one in slack.requests].count("response_url") < answers:
        await slack.has_recorded(Request, len(slack.requests) + 1)


def public(slack: LoopbackSlack) -> list[Message]:
    return [one for one in slack.messages("#general") if one.visible_to is None]


async def test_a_private_card_has_another_share_and_dismiss() -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack)
        assert card.visible_to is not None
        assert "[ Another ] [ Share here ] [ Dismiss ]" in shown(card)


async def test_a_shared_card_stands_there_for_all_with_the_name_of_who_shared_it() -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack)
        (shared,) = (await pressed(slack, card, "Share here")).messages
        assert shared.visible_to is None
        assert shown(shared).splitlines()[0] == shown(card).splitlines()[0]
        assert "Shared by max" in shown(shared)
        assert "Share here" not in shown(shared)
        await settled(slack, 3)
        assert slack.messages("#general") == (shared,)


async def test_another_below_a_shared_card_goes_on_with_its_topic() -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack, "waste")
        (shared,) = (await pressed(slack, card, "Share here")).messages
        assert action(shared, "Another") == "q1:next:waste"


async def test_a_dismissed_card_is_gone_and_nothing_was_said() -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack)
        answer = await pressed(slack, card, "Dismiss")
        assert answer.deleted == (card,)
        assert slack.messages("#general") == ()


async def test_what_was_shared_counts_as_shown_in_the_channel() -> None:
    store = InMemoryStore()
    async with on_slack(numbered(4), store) as slack:
        (shared,) = (await pressed(slack, await private_card(slack), "Share here")).messages
        place = Place(Platform.SLACK, slack.world.team, shared.channel)
        assert len((await store.recall(place)).recent) == 1
        cards = [(await slack.command("/quote", "progress")).messages[0] for _ in range(3)]
        assert len({shown(card).splitlines()[0] for card in [shared, *cards]}) == 4


async def test_two_presses_share_once_and_the_second_is_told() -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack)
        answers = await asyncio.gather(*(pressed(slack, card, "Share here") for _ in range(2)))
        assert len(public(slack)) == 1
        assert any(wording.SHARED_ALREADY in shown(one.messages[0]) for one in answers)


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        (ServerError(), 0),
        (ServerError(applied=True), 1),
        (Reset(), 0),
        (Reset(applied=True), 1),
    ],
    ids=repr,
)
async def test_a_share_of_which_nobody_knows_is_not_repeated_and_the_person_is_told(
    fault: Fault, posted: int
) -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack)
        slack.fail_next("response_url", fault)
        await pressed(slack, card, "Share here")
        await settled(slack, 3)
        notice = slack.messages("#general")[-1]
        assert wording.PERHAPS_SHARED in shown(notice)
        again = await pressed(slack, card, "Share here")
        assert wording.SHARED_ALREADY in shown(again.messages[0])
        assert len(public(slack)) == posted


async def test_a_share_that_was_refused_may_be_tried_again() -> None:
    async with on_slack(SMALL) as slack:
        card = await private_card(slack)
        slack.fail_next("response_url", RateLimited())
        answer = await pressed(slack, card, "Share here")
        assert wording.NOT_SHARED in shown(answer.messages[0])
        assert public(slack) == []
        await pressed(slack, card, "Share here")
        assert len(public(slack)) == 1
