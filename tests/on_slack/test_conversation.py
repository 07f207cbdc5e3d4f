"""People and the bot on Slack, through the real Bolt and over sockets."""

import asyncio

import pytest

from quotebot.core.quotes import Anthology
from quotebot.sandbox.slack import Answer, LoopbackSlack, Message
from quotebot.sandbox.slack.drawing import draw
from quotebot.sandbox.slack.recording import Acknowledgement
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, numbered, quote
from tests.chats import APP_TOKEN, BOT_TOKEN, on_slack


def only(answer: Answer) -> Message:
    assert answer.failure is None
    (message,) = answer.messages
    return message


def shown(message: Message) -> str:
    return draw(message.payload)


def words_of(message: Message) -> str:
    return shown(message).splitlines()[0]


async def test_a_topic_gets_a_card_for_the_whole_channel() -> None:
    async with on_slack(SMALL) as slack:
        message = only(await slack.command("/quote", "waste"))
        assert "That's not waste, that's progress." in shown(message)
        assert "Asked by max" in shown(message)
        assert message.visible_to is None


@pytest.mark.parametrize("text", ["", "   "])
async def test_no_topic_gets_a_card_too(text: str) -> None:
    async with on_slack(SMALL) as slack:
        assert "[ Another ]" in shown(only(await slack.command("/quote", text)))


@pytest.mark.parametrize("text", ["help", " HELP", "?"])
async def test_help_names_what_can_be_typed(text: str) -> None:
    async with on_slack(SMALL) as slack:
        message = only(await slack.command("/quote", text))
        assert message.visible_to is not None
        assert "/quote topics" in shown(message)


async def test_topics_are_paged_in_place() -> None:
    many = Anthology([quote(f"q-{i}", topics=(f"topic-{i:02}",)) for i in range(23)])
    async with on_slack(many) as slack:
        first = only(await slack.command("/quote", "topics"))
        assert first.visible_to is not None
        assert "topic 00 (1)" in shown(first)
        second = only(await slack.press(first, "q1:topics:2"))
        last = only(await slack.press(second, "q1:topics:3"))
        assert first.ts == last.ts
        assert "topic 22 (1)" in shown(last)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("failing", "“failing” is under failure"),
        ("progres", "Closest to “progres”: progress"),
        ("motivatoin", "motivation, which is under persistence"),
        ("diminishing returns", "Has the words “diminishing returns”"),
    ],
)
async def test_the_answer_says_how_it_was_found(typed: str, said: str) -> None:
    async with on_slack(SMALL) as slack:
        assert said in shown(only(await slack.command("/quote", typed)))


async def test_what_nothing_matches_gets_topics_privately_and_a_press_answers_for_all() -> None:
    async with on_slack(SMALL) as slack:
        notice = only(await slack.command("/quote", "progresssion"))
        assert notice.visible_to is not None
        card = only(await slack.press(notice, "q1:next:progress"))
        assert card.visible_to is None
        assert "Topic: progress" in shown(card)


async def test_a_private_card_is_for_the_asker_and_is_replaced_by_another_one() -> None:
    async with on_slack(numbered(3)) as slack:
        first = only(await slack.command("/quote", "private progress"))
        assert first.visible_to is not None
        action = first.payload["blocks"][-1]["elements"][0]["action_id"]
        second = only(await slack.press(first, action))
        assert second.ts == first.ts
        assert words_of(second) != words_of(first)


async def test_another_leaves_the_first_card_and_names_who_pressed() -> None:
    async with on_slack(numbered(2)) as slack:
        first = only(await slack.command("/quote", "progress"))
        second = only(await slack.press(first, "q1:next:progress", person="Ada"))
        assert second.ts != first.ts
        assert "Asked by ada" in shown(second)


async def test_another_still_works_after_a_restart_and_goes_on_with_the_round() -> None:
    store = InMemoryStore()
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack:
        async with on_slack(numbered(4), store, slack):
            first = only(await slack.command("/quote", "progress"))
        seen = [words_of(first)]
        for _ in range(3):
            await slack.disconnected()
            async with on_slack(numbered(4), store, slack):
                seen.append(words_of(only(await slack.press(first, "q1:next:progress"))))
    assert len(set(seen)) == 4


@pytest.mark.parametrize("forged", ["q0:next:progress", "x" * 100, "q1:topics:-1", "🙂:::"])
async def test_a_button_that_nobody_wrote_has_expired(forged: str) -> None:
    async with on_slack(SMALL) as slack:
        card = only(await slack.command("/quote", "waste"))
        notice = only(await slack.press(card, forged))
        assert notice.visible_to is not None
        assert "expired" in shown(notice)
        assert slack.messages(card.channel)[0] == card


async def test_three_thousand_characters_get_a_short_private_answer() -> None:
    async with on_slack(SMALL) as slack:
        notice = only(await slack.command("/quote", "@everyone " * 300))
        assert notice.visible_to is not None
        assert len(shown(notice)) < 300


async def test_ampersands_and_brackets_arrive_as_they_were_typed() -> None:
    async with on_slack(SMALL) as slack:
        notice = only(await slack.command("/quote", "Q&A <3 &amp;"))
        assert "“Q&A <3 &amp;”" in shown(notice)


async def test_the_acknowledgement_does_not_wait_for_the_answer() -> None:
    async with on_slack(SMALL) as slack:
        answer = await slack.command("/quote", "progress")
        assert answer.acknowledged_milliseconds is not None
        assert answer.answered_milliseconds is not None
        assert answer.acknowledged_milliseconds < answer.answered_milliseconds


async def test_all_http_calls_share_one_connection() -> None:
    async with on_slack(SMALL) as slack:
        for _ in range(5):
            await slack.command("/quote", "progress")
        assert len({request.peer for request in slack.requests}) == 1


async def test_fifty_people_at_once_get_fifty_different_quotes() -> None:
    async with on_slack(numbered(50)) as slack:
        asked = [slack.command("/quote", "progress") for _ in range(50)]
        cards = [only(answer) for answer in await asyncio.gather(*asked)]
        assert len({words_of(card) for card in cards}) == 50


async def test_commands_and_buttons_are_acknowledged_once_each() -> None:
    async with on_slack(SMALL) as slack:
        card = only(await slack.command("/quote", "progress"))
        await slack.press(card, "q1:next:progress")
        acknowledged = slack.recorded(Acknowledgement)
        assert len({one.envelope for one in acknowledged}) == len(acknowledged) == 2
        assert all(one.in_time for one in acknowledged)


async def test_a_command_that_is_not_ours_is_not_acknowledged() -> None:
    hasty = LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, patience=0.2)
    async with hasty as slack, on_slack(SMALL, None, slack):
        answer = await slack.command("/elsewhere", "progress", timeout=0.1)
        assert answer.acknowledged_milliseconds is None
