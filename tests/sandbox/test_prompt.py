"""What a person types once and sees from both platforms."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from quotebot.core.errors import PersonError
from quotebot.core.quotes import Anthology
from quotebot.running.sandbox import run_sandbox
from quotebot.sandbox.prompt import GONE, USAGE, WELCOME, Prompt
from quotebot.sandbox.prompt_lines import USAGE_OF_DAILY, read_line
from quotebot.settings import load_settings
from tests.anthologies import SMALL, quote
from tests.chats import on_discord, on_slack
from tests.cli.machine import unset_everything
from tests.held_clock import HeldClock

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


async def test_a_private_card_is_shared_or_dismissed_by_the_name_of_the_button(
    prompt: Prompt,
) -> None:
    for drawn in both(await prompt.answer("/quote private data")):
        assert "[ Share here ]" in drawn
    for drawn in both(await prompt.answer("share here")):
        assert "Shared by" in drawn
        assert "[ Another ]" in drawn
    await prompt.answer("/quote private data")
    for drawn in both(await prompt.answer("dismiss")):
        assert GONE in drawn


async def test_the_bot_is_named_on_slack_alone(prompt: Prompt) -> None:
    answer = await prompt.answer("@quotebot data")
    assert answer.startswith("Slack:\n")
    assert "More data rarely hurts" in answer
    assert list(prompt.news()) == []


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


@pytest.mark.parametrize("line", ["progress", "quote progress", "/quotebot", "›", "?"])
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


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("/quote by corrado", "“corrado” was read as Greg Corrado"),
        ("/quote author:corrado topic:data", "Topic: data"),
        ("/quote private search diminishing returns", "More data rarely hurts"),
        ("/quote #more-data", "More data rarely hurts"),
        ("/quote more-data", "More data rarely hurts"),
        ("/quote authors", "4 people are quoted"),
        ("/quotes authors", "4 people are quoted"),
        ("/quotes show more-data", "More data rarely hurts"),
        ("/quotes show id:more-data", "More data rarely hurts"),
        ("/quote by somebody", "Nobody called “somebody” is quoted here."),
    ],
)
async def test_all_ways_of_asking_can_be_typed(prompt: Prompt, line: str, said: str) -> None:
    for drawn in both(await prompt.answer(line)):
        assert said in " ".join(drawn.replace("┃", " ").split())


async def test_a_search_is_a_list_on_discord_and_a_quote_on_slack(prompt: Prompt) -> None:
    discord, slack = both(await prompt.answer("/quotes search words:progress"))
    assert "No quote was found by the words “words:progress”" not in discord + slack
    assert "1 quote found by “progress”" in discord
    assert "That's not waste, that's progress." in slack


# Daily quotes

SET = "/daily set time:9:00 timezone:UTC days:mon-fri topics:progress"


async def test_a_daily_quote_is_set_up_by_option_on_discord_and_by_form_on_slack(
    daily_prompt: Prompt,
) -> None:
    for drawn in both(await daily_prompt.answer(SET)):
        assert "Mon, Tue, Wed, Thu, Fri at 09:00 (UTC), on progress." in " ".join(drawn.split())
        assert "Next post: Mon 04 May 2026, 09:00 UTC" in " ".join(drawn.split())


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.fixture
async def daily_prompt(clock: HeldClock) -> AsyncIterator[Prompt]:
    async with (
        clock.discord() as world,
        on_discord(SMALL, world=world, clock=clock) as discord,
        on_slack(SMALL, clock=clock) as slack,
    ):
        yield Prompt(discord, slack)


async def test_announcements_appear_with_their_channels_and_once(daily_prompt: Prompt) -> None:
    await daily_prompt.answer(f"{SET} channel:#quotes")
    on_discord, on_slack = daily_prompt.news()
    assert on_discord.startswith("Discord #quotes:\n")
    assert "set up for this channel by Ada" in " ".join(on_discord.split())
    assert on_slack.startswith("Slack #quotes:\n")
    assert "set up for this channel by ada" in on_slack
    assert list(daily_prompt.news()) == []
    await daily_prompt.answer("/quote progress")
    assert list(daily_prompt.news()) == []


async def test_every_action_is_typed_in_either_platforms_spelling(daily_prompt: Prompt) -> None:
    await daily_prompt.answer(SET)
    await daily_prompt.answer(SET.replace("9:00", "10:00"))
    for line, said in [
        ("/daily list", "2: Mon, Tue"),
        ("/quote daily list", "2: Mon, Tue"),
        ("/daily pause number:2", "Paused."),
        ("/quote daily resume 2", "Next post"),
        ("/daily status 1", "Daily quote 1"),
        ("/daily preview number:1", "this one is kept for"),
        ("/daily skip number:1", "is skipped"),
        ("/daily remove", "by its number: 1, 2"),
        ("/quote daily remove #2", "Daily quote 2 is removed"),
        ("/today", "The quote of the day"),
        ("/quote today", "The quote of the day"),
    ]:
        for drawn in both(await daily_prompt.answer(line)):
            assert said in " ".join(drawn.split()), line


@pytest.mark.parametrize(
    ("line", "on_discord", "on_slack"),
    [
        ("/daily set time:25:00 timezone:UTC", "no time of day", "no time of day"),
        ("/daily set time:9 timezone:Mars", "no time zone", "no time zone"),
        ("/daily set time:9", "needs the option timezone", "Europe/Amsterdam"),
        ("/daily set time:9 timezone:UTC topics:xyzzy", "no topic", "does not offer xyzzy"),
        ("/daily set time:9 timezone:UTC channel:x", "takes channel", "no channel '#x'"),
        ("/daily pause", "No daily quote is set up here", "No daily quote is set up here"),
    ],
)
async def test_what_cannot_be_set_up_is_said_by_each_platform(
    daily_prompt: Prompt, line: str, on_discord: str, on_slack: str
) -> None:
    discord, slack = both(await daily_prompt.answer(line))
    assert on_discord in discord
    assert on_slack in slack


@pytest.mark.parametrize(
    "line", ["/daily", "/daily set", "/daily set 9:00 UTC", "/daily dance", "/quote daily"]
)
async def test_half_a_daily_command_gets_its_usage(daily_prompt: Prompt, line: str) -> None:
    assert await daily_prompt.answer(line) == USAGE_OF_DAILY


def test_values_may_have_spaces_and_colons() -> None:
    line = read_line("/daily set  time:9:30 pm timezone:new york topics:data, giving up")
    assert line is not None
    assert line.options == {
        "time": "9:30 pm",
        "timezone": "new york",
        "topics": "data, giving up",
    }
    assert line.form == line.options
    with pytest.raises(PersonError):
        read_line("/daily set whenever time:9")


async def test_a_post_has_a_button_to_be_pressed_by_its_name(
    daily_prompt: Prompt, clock: HeldClock
) -> None:
    await daily_prompt.answer(SET)
    list(daily_prompt.news())
    clock.turn(3600)
    posted: list[str] = []

    def both_came() -> bool:
        posted.extend(daily_prompt.news())
        return len(posted) == 2

    await clock.until(both_came)
    for drawn in posted:
        assert "Daily quote, set up by" in drawn
        assert "[ Another ]" in drawn
    for drawn in both(await daily_prompt.answer("another")):
        assert "Topic: progress" in drawn


async def test_in_the_sandbox_it_comes_at_its_minute_by_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: HeldClock
) -> None:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
    said: list[str] = []

    def comes() -> bool:
        return sum("Daily quote, set up by" in text for text in said) == 2

    async def lines() -> AsyncIterator[str]:
        yield "/daily set time:9:00 timezone:UTC"
        assert sum("was set up for this channel" in text for text in map(flat, said)) == 2
        clock.turn(3600)
        await clock.until(comes)

    await asyncio.wait_for(run_sandbox(load_settings(), lines(), said.append, clock), 30)
    assert [text.split(":")[0] for text in said[-2:]] == ["\nDiscord #general", "\nSlack #general"]


def flat(text: str) -> str:
    return " ".join(text.split())
