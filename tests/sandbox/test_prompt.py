"""What a person types once and sees from both platforms."""

from collections.abc import AsyncIterator

import pytest

from quotebot.core.quotes import Anthology
from quotebot.sandbox.prompt import USAGE, WELCOME, Prompt
from tests.anthologies import SMALL, quote
from tests.chats import on_discord, on_slack

pytestmark = pytest.mark.usefixtures("discords_own_addresses")


@pytest.fixture
async def prompt() -> AsyncIterator[Prompt]:
    async with on_discord(SMALL) as discord, on_slack(SMALL) as slack:
        yield Prompt(discord, slack)


def both(answer: str) -> tuple[str, str]:
    """What Discord drew, and what Slack drew."""
    discord, slack = answer.split("Slack:\n")
    assert discord.startswith("Discord:\n")
    return discord, slack


async def test_a_topic_is_answered_on_both_platforms(prompt: Prompt) -> None:
    for drawn in both(await prompt.answer("/quote data")):
        assert "More data rarely hurts" in drawn
        assert "[ Another ]" in drawn


@pytest.mark.parametrize("line", ["/quote topics", "/quotes topics"])
async def test_the_topics_are_listed_however_they_are_asked_for(prompt: Prompt, line: str) -> None:
    for drawn in both(await prompt.answer(line)):
        assert "progress (2)" in drawn


async def test_help_and_private_answers_are_drawn_as_such(prompt: Prompt) -> None:
    for line in ("/quote help", "/quote private data"):
        discord, slack = both(await prompt.answer(line))
        assert "only you can see this" in discord
        assert "Only visible to you" in slack


async def test_a_button_is_pressed_by_its_name_however_it_is_written(prompt: Prompt) -> None:
    first = both(await prompt.answer("/quote progress"))
    second = both(await prompt.answer("another"))
    for before, after in zip(first, second, strict=True):
        assert "[ Another ]" in after
        assert before.splitlines()[1] != after.splitlines()[1]


async def test_pages_are_turned_by_their_buttons() -> None:
    many = Anthology(quote(f"quote-{n}", f"Words {n}.", (f"topic-{n}",)) for n in range(10, 22))
    async with on_discord(many) as discord, on_slack(many) as slack:
        prompt = Prompt(discord, slack)
        for line, page in (("/quote topics", 1), ("›", 2), ("‹", 1)):
            for drawn in both(await prompt.answer(line)):
                assert f"Page {page} of 2" in drawn


@pytest.mark.parametrize("line", ["progress", "quote progress", "/daily", "/quotebot", "›", "?"])
async def test_anything_else_is_told_what_can_be_typed(prompt: Prompt, line: str) -> None:
    assert await prompt.answer(line) == USAGE


async def test_a_topic_nobody_knows_is_offered_others_as_buttons(prompt: Prompt) -> None:
    for drawn in both(await prompt.answer("/quote xyzzy")):
        assert "Nothing found for “xyzzy”" in drawn
    for drawn in both(await prompt.answer("failure")):
        assert "built upon many errors" in drawn


async def test_what_discord_would_not_let_a_person_send_is_said(prompt: Prompt) -> None:
    discord, slack = both(await prompt.answer(f"/quote {'x' * 81}"))
    assert "80" in discord
    assert "too long" in slack


async def test_empty_lines_are_passed_over_until_the_lines_end(prompt: Prompt) -> None:
    async def lines() -> AsyncIterator[str]:
        for line in ("\n", "  \n", "  /quote data  \n"):
            yield line

    said: list[str] = []
    await prompt.converse(lines(), said.append)
    assert said[0] == WELCOME
    assert len(said) == 2
