"""Messages that name the bot on Slack, answered in the thread where they stand."""

import pytest

from quotebot.sandbox.slack import LoopbackSlack, Message
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.faults import Fault, RateLimited, Reset, ServerError
from quotebot.sandbox.slack.recording import Request
from tests.anthologies import SMALL, numbered
from tests.chats import on_slack


def shown(message: Message) -> str:
    return draw(message.payload)


def action(message: Message, label: str) -> str:
    (row,) = (block for block in message.blocks if block["type"] == "actions")
    return str(next(one["action_id"] for one in row["elements"] if one["text"]["text"] == label))


def last_said(slack: LoopbackSlack) -> Message:
    """The latest message that a person wrote."""
    return [one for one in slack.messages("#general") if one.author][-1]


async def test_a_mention_in_a_channel_is_answered_in_a_thread_below_it() -> None:
    async with on_slack(SMALL) as slack:
        (card,) = (await slack.mention("waste")).messages
        assert "That's not waste, that's progress." in shown(card)
        assert card.visible_to is None
        assert card.thread == last_said(slack).ts


async def test_a_mention_in_a_thread_is_answered_in_that_thread() -> None:
    async with on_slack(SMALL) as slack:
        root = slack.say("What a day")
        (card,) = (await slack.mention("progress", thread=root.ts)).messages
        assert card.thread == root.ts


@pytest.mark.parametrize("words", ["", "   ", "motivatoin", "topic:progress", "failing"])
async def test_a_mention_is_read_like_what_follows_the_command(words: str) -> None:
    async with on_slack(SMALL) as slack:
        (named,) = (await slack.mention(words)).messages
        (typed,) = (await slack.command("/quote", words)).messages
        assert named.visible_to is typed.visible_to is None
        assert ("Closest to" in shown(named)) == ("Closest to" in shown(typed))


async def test_an_answer_for_one_person_is_seen_by_nobody_else() -> None:
    async with on_slack(SMALL) as slack:
        (help_text,) = (await slack.mention("help")).messages
        assert help_text.visible_to == slack.world.person("Max").id
        assert help_text.thread is None, "nobody would see it in a thread that is not there yet"
        root = slack.say("What a day")
        (nothing,) = (await slack.mention("xyzzy & <plugh>", thread=root.ts)).messages
        assert nothing.visible_to is not None
        assert nothing.thread == root.ts
        assert "Nothing found for “xyzzy & <plugh>”" in shown(nothing)


async def test_another_below_an_answer_in_a_thread_comes_in_that_thread() -> None:
    async with on_slack(numbered(3)) as slack:
        (card,) = (await slack.mention("progress")).messages
        (second,) = (await slack.press(card, action(card, "Another"))).messages
        assert second.thread == card.thread


async def test_a_private_answer_in_a_thread_is_shared_in_that_thread() -> None:
    async with on_slack(SMALL) as slack:
        root = slack.say("What a day")
        (card,) = (await slack.mention("private progress", thread=root.ts)).messages
        assert card.visible_to is not None
        (shared,) = (await slack.press(card, action(card, "Share here"))).messages
        assert shared.visible_to is None
        assert shared.thread == root.ts


async def test_one_message_is_answered_once_however_often_slack_tells_of_it() -> None:
    async with on_slack(SMALL) as slack:
        (card,) = (await slack.mention("progress")).messages
        said = last_said(slack)
        event = {
            "type": "app_mention",
            "user": said.author,
            "text": said.text,
            "ts": said.ts,
            "channel": said.channel,
        }
        for _ in range(2):
            assert (await slack.event(event)).failure is None
        (after,) = (await slack.mention("progress")).messages
        answers = [one for one in slack.messages("#general") if one.author is None]
        assert answers == [card, after]


async def test_no_bot_is_answered_this_one_least_of_all() -> None:
    async with on_slack(SMALL) as slack:
        for bot in ({"bot_id": "B1", "user": "U2"}, {}):
            event = {
                "type": "app_mention",
                "text": "<@U0QUOTEBOT> progress",
                "ts": f"1.{len(bot)}",
                "channel": last_channel(slack),
            }
            assert (await slack.event(event | bot)).failure is None
        (card,) = (await slack.mention("progress")).messages
        assert [one for one in slack.messages("#general") if one.author is None] == [card]


def last_channel(slack: LoopbackSlack) -> str:
    return slack.world.channel("#general").id


@pytest.mark.parametrize(
    ("fault", "posted"),
    [
        (ServerError(), 0),
        (ServerError(applied=True), 1),
        (Reset(applied=True), 1),
        (RateLimited(), 0),
    ],
    ids=repr,
)
async def test_an_answer_of_which_nobody_knows_is_not_repeated(fault: Fault, posted: int) -> None:
    async with on_slack(SMALL) as slack:
        slack.fail_next("chat.postMessage", fault)
        await slack.mention("progress", timeout=0.1)
        while "chat.postMessage" not in [one.method for one in slack.requests]:
            await slack.has_recorded(Request, len(slack.requests) + 1)
        (card,) = (await slack.mention("progress")).messages
        answers = [one for one in slack.messages("#general") if one.author is None]
        assert len(answers) == posted + 1
        assert answers[-1] == card


async def test_words_that_would_call_people_call_nobody() -> None:
    async with on_slack(SMALL) as slack:
        (nothing,) = (await slack.mention("<!channel> xyzzy")).messages
        assert "<!channel>" in shown(nothing)
        assert "<!channel>" not in str(nothing.payload["text"])
