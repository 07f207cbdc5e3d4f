"""Asking on Slack by author, by words and by id, and lists, through the real Bolt."""

import asyncio
from typing import Any

import pytest

from quotebot.core.quotes import Anthology
from quotebot.sandbox.slack import Answer, LoopbackSlack, Message
from quotebot.sandbox.slack.drawing import draw
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import numbered, quote
from tests.chats import APP_TOKEN, BOT_TOKEN, on_slack
from tests.people_and_sayings import ANTHOLOGY, INSANITY

MANY = Anthology(
    quote(f"quote-{n:02}", f"Same words, {n}.", author=f"Writer {n:02}") for n in range(23)
)


def only(answer: Answer) -> Message:
    assert answer.failure is None
    (message,) = answer.messages
    return message


def shown(message: Message) -> str:
    """What is drawn, on one line."""
    return " ".join(draw(message.payload).replace("┃", " ").split())


def button(message: Message, label: str) -> str:
    """The id of a button; an id that nobody wrote where there is no such button."""
    blocks: list[dict[str, Any]] = message.payload["blocks"]
    elements = [one for block in blocks if block["type"] == "actions" for one in block["elements"]]
    return next((str(e["action_id"]) for e in elements if e["text"]["text"] == label), "none")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("by Ada Lovelace", "Ada Lovelace"),
        ("by mary ann evans", "“mary ann evans” is another name of George Eliot"),
        ("lovelace", "“lovelace” was read as Ada Lovelace"),
        ("sherlock holmes", "Arthur Conan Doyle (Sherlock Holmes)"),
        ("invention by lovelace", "weaves algebraical patterns"),
        ("topic:invention author:lovelace search:engine", "Topic: invention"),
        ("search untried means", "Found by the words “untried means”"),
        ("#flowers-and-leaves", "weaves algebraical patterns"),
        ("flowers-and-leaves", "weaves algebraical patterns"),
    ],
)
@pytest.mark.parametrize("private", [True, False])
async def test_what_is_asked_for_is_shown_to_all_or_to_the_asker(
    typed: str, said: str, private: bool
) -> None:
    async with on_slack(ANTHOLOGY) as slack:
        card = only(await slack.command("/quote", f"private {typed}" if private else typed))
        assert (card.visible_to is not None) is private
        assert said in shown(card)
        again = only(await slack.press(card, button(card, "Another")))
        assert (again.ts == card.ts) is private


async def test_a_topic_wins_over_a_name() -> None:
    async with on_slack(ANTHOLOGY) as slack:
        assert "“bacon” is under beginnings" in shown(only(await slack.command("/quote", "bacon")))


async def test_a_name_that_two_bear_is_a_private_choice_that_is_answered_for_all() -> None:
    async with on_slack(ANTHOLOGY) as slack:
        choice = only(await slack.command("/quote", "by bacon"))
        assert choice.visible_to is not None
        answer = only(await slack.press(choice, button(choice, "Roger Bacon")))
        assert answer.visible_to is None
        assert "“Experience sheds light.”" in shown(answer)


async def test_where_nothing_is_left_something_can_be_left_out() -> None:
    async with on_slack(ANTHOLOGY) as slack:
        notice = only(await slack.command("/quote", "private learning by lovelace"))
        assert "There is no quote on learning by Ada Lovelace." in shown(notice)
        card = only(await slack.press(notice, button(notice, "on learning")))
        assert card.visible_to is not None
        assert "Topic: learning" in shown(card)


async def test_an_authors_round_goes_on_after_a_restart() -> None:
    store = InMemoryStore()
    async with LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN) as slack:
        async with on_slack(numbered(4), store, slack):
            first = only(await slack.command("/quote", "by ann author"))
        seen = [shown(first).split("”")[0]]
        for _ in range(3):
            await slack.disconnected()
            async with on_slack(numbered(4), store, slack):
                card = only(await slack.press(first, button(first, "Another")))
                seen.append(shown(card).split("”")[0])
    assert len(set(seen)) == 4


async def test_all_that_was_found_is_listed_beside_the_card_and_paged_in_place() -> None:
    async with on_slack(MANY) as slack:
        card = only(await slack.command("/quote", "search same words"))
        listed = only(await slack.press(card, button(card, "List all 23")))
        assert listed.ts != card.ts
        assert listed.visible_to is not None
        assert "23 quotes found by “same words”" in shown(listed)
        assert "“Same words, 3.” — Writer 03 · #quote-03" in shown(listed)
        second = only(await slack.press(listed, button(listed, "›")))
        last = only(await slack.press(second, button(second, "›")))
        assert listed.ts == second.ts == last.ts
        assert "Page 3 of 3" in shown(last)


@pytest.mark.parametrize("text", ["authors", "by", "Authors"])
async def test_authors_are_paged_in_place(text: str) -> None:
    async with on_slack(MANY) as slack:
        first = only(await slack.command("/quote", text))
        assert first.visible_to is not None
        assert "23 people are quoted" in shown(first)
        second = only(await slack.press(first, button(first, "›")))
        assert second.ts == first.ts
        assert "Writer 10 (1)" in shown(second)
        assert "Writer 20 (1)" in shown(only(await slack.command("/quote", "authors 3")))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("search", "Say which words to look for"),
        ("#", "Say which quote, by its id"),
        ("#flowers-and-leafs", "[ flowers-and-leaves ]"),
        ("by zzzzzz", "Nobody called “zzzzzz” is quoted here."),
        ("by Gandhi", "[ “Be the change you wish to see in the…” ]"),
        ("search zzzz", "No quote was found by the words “zzzz”."),
        ("search " + "x" * 401, "401 characters; at most 400"),
        ("by " + "x" * 101, "101 characters; at most 100"),
    ],
)
async def test_what_cannot_be_found_is_told_privately_with_what_helps(text: str, said: str) -> None:
    async with on_slack(ANTHOLOGY) as slack:
        notice = only(await slack.command("/quote", text))
        assert notice.visible_to is not None
        assert said in shown(notice)


@pytest.mark.parametrize("private", [True, False])
async def test_a_saying_under_a_wrong_name_is_corrected(private: bool) -> None:
    async with on_slack(ANTHOLOGY) as slack:
        typed = "private faster horses" if private else "faster horses"
        card = only(await slack.command("/quote", typed))
        assert (card.visible_to is not None) is private
        for part in (
            "Many take “If I had asked people what they wanted, they would have said faster",
            "said faster horses.” for a saying of Henry Ford.",
            "No good evidence that Ford ever said it was found.",
            "How that is known (https://example.com/horses)",
            "The true quote that comes nearest:",
            "“Things never yet performed need untried means.” Francis Bacon",
        ):
            assert part in shown(card)
        assert card.payload["text"].startswith("Many take “If I had")
        assert card.payload["text"].endswith("untried means.” — Francis Bacon")
        following = only(await slack.press(card, button(card, "Another")))
        assert (following.ts == card.ts) is private
        assert "Topic: invention" in shown(following)


async def test_a_whole_saying_is_known_and_words_say_where_it_was_shown() -> None:
    async with on_slack(ANTHOLOGY) as slack:
        card = only(await slack.command("/quote", INSANITY.sayings[0]))
        assert "How that is known: searched in the full texts" in shown(card)
        assert "attributed to A Duke" in shown(card)


@pytest.mark.parametrize(
    "forged",
    [
        "q1:find::#0123456789:",
        "q1:look:zzz::#0123456789:words",
        f"q1:found:999999999:{'x' * 230}",
        f"q1:all:{'<!here>' * 30}",
        "q1:show:no-such-quote",
        f"q1:find:{'a' * 200}:b:c",
    ],
)
async def test_a_forged_id_gets_a_private_notice_and_nothing_else(forged: str) -> None:
    async with on_slack(ANTHOLOGY) as slack:
        card = only(await slack.command("/quote", "computing"))
        notice = only(await slack.press(card, forged))
        assert notice.visible_to is not None
        assert "something went wrong" not in shown(notice)
        assert slack.messages(card.channel)[0] == card


async def test_fifty_presses_at_once_are_fifty_pages() -> None:
    async with on_slack(MANY) as slack:
        first = only(await slack.command("/quote", "authors"))
        pressed = await asyncio.gather(*(slack.press(first, "q1:authors:2") for _ in range(50)))
        assert all("Page 2 of 3" in shown(only(answer)) for answer in pressed)
