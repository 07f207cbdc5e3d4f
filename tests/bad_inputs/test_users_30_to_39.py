"""Rows 30 to 39: what people type and press."""

import logging

import pytest

from quotebot.core.library import library_of
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.slack import Message as SlackMessage
from tests.anthologies import SMALL, numbered
from tests.bad_inputs.platforms import private, text_of
from tests.chats import on_discord, on_slack
from tests.observing.lines import console_log, json_log, record


async def typed_on_both(text: str) -> list[DiscordMessage | SlackMessage]:
    """What comes back for a topic, as Discord's option and as Slack's line."""
    async with on_discord(SMALL) as discord, on_slack(SMALL) as slack:
        discord_answer = await discord.command("quote", {"topic": text})
        slack_answer = await slack.command("/quote", text)
        return [discord_answer.message, slack_answer.messages[0]]


@pytest.mark.parametrize("text", ["help", " HELP", "?"])
async def test_row_30_help_is_private_usage(text: str) -> None:
    async with on_slack(SMALL) as slack:
        (message,) = (await slack.command("/quote", text)).messages
    assert private(message)
    assert "/quote topics" in text_of(message)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_30_nothing_typed_is_any_quote() -> None:
    async with on_discord(SMALL) as discord, on_slack(SMALL) as slack:
        messages: list[DiscordMessage | SlackMessage] = [
            (await discord.command("quote")).message,
            (await slack.command("/quote")).messages[0],
        ]
    assert all("Another" in text_of(message) for message in messages)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_31_a_misspelt_topic_says_what_it_was_matched_to() -> None:
    for message in await typed_on_both("motivatoin"):
        assert not private(message)
        assert "Closest to “motivatoin”: motivation" in " ".join(text_of(message).split())


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_31_a_misspelt_name_says_whose_it_was_taken_for() -> None:
    for message in await typed_on_both("corado"):
        assert not private(message)
        assert "Closest to “corado”: Greg Corrado" in " ".join(text_of(message).split())


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_31_what_nothing_matches_gets_topics_to_choose_from_privately() -> None:
    for message in await typed_on_both("zzzz"):
        assert private(message)
        assert "Nothing found for “zzzz”" in text_of(message)
        assert "[ progress ]" in text_of(message)


@pytest.mark.parametrize("before", ["", "private ", "by ", "search ", "topic:", "author:", "#"])
async def test_row_32_a_long_argument_gets_a_short_private_answer(before: str) -> None:
    async with on_slack(SMALL) as slack:
        (message,) = (await slack.command("/quote", before + "@everyone " * 300)).messages
    assert private(message)
    assert "2,999 characters" in text_of(message) or "3,000 characters" in text_of(message)
    assert len(text_of(message)) < 200


async def test_row_32_a_long_id_gets_a_short_private_answer() -> None:
    async with on_slack(SMALL) as slack:
        (message,) = (await slack.command("/quote", "#" + "@everyone" * 300)).messages
    assert private(message)
    assert "No quote has the id “@everyone@everyone" in text_of(message)
    assert len(text_of(message)) < 200


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_33_what_autocomplete_never_offered_is_matched_all_the_same() -> None:
    async with on_discord(SMALL) as discord:
        message = (await discord.command("quote", {"topic": "../../etc/passwd"})).message
    assert private(message)
    assert "Nothing found" in text_of(message)


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize(
    ("command", "option", "said"),
    [
        ("quote", "author", "Nobody called “../../etc/passwd” is quoted here."),
        ("quotes show", "id", "No quote has the id “../../etc/passwd”."),
    ],
)
async def test_row_33_a_name_or_an_id_that_was_never_offered_is_checked_again(
    command: str, option: str, said: str
) -> None:
    async with on_discord(SMALL) as discord:
        message = (await discord.command(command, {option: "../../etc/passwd"})).message
    assert private(message)
    assert said in text_of(message)


ATTACKS = ["{0.__class__}", "%n%s", "${jndi:ldap://x}", "'; DROP TABLE rotation; --"]


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize("text", ATTACKS)
async def test_row_34_attacks_are_words_wherever_words_can_be_written(text: str) -> None:
    async with on_discord(SMALL) as discord, on_slack(SMALL) as slack:
        messages: list[DiscordMessage | SlackMessage] = [
            (await discord.command("quote", {"author": text})).message,
            (await discord.command("quote", {"search": text})).message,
            (await discord.command("quotes search", {"words": text})).message,
            (await discord.command("quotes show", {"id": text})).message,
            (await slack.command("/quote", f"by {text}")).messages[0],
            (await slack.command("/quote", f"search {text}")).messages[0],
        ]
    for message in messages:
        assert private(message)
        assert f"“{text}”" in text_of(message)


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize("text", ATTACKS)
async def test_row_34_attacks_on_formats_and_queries_are_words_like_others(text: str) -> None:
    for message in await typed_on_both(text):
        assert private(message)
        assert f"“{text}”" in text_of(message)


def test_row_35_no_line_of_the_log_can_be_forged() -> None:
    typed = record("typed %s", "x\nERROR forged \x1b[31mred\x9b", level=logging.INFO, name="x")
    shown = console_log().say(typed)
    assert shown.endswith(" INFO x: typed x\\nERROR forged \\x1b[31mred\\x9b\n")
    line = json_log().say(typed)
    assert line.count("\n") == 1
    assert r"x\nERROR forged \u001b[31mred\u009b" in line


@pytest.mark.parametrize(
    ("typed", "words"), [("(a+)+$", "a"), ("%", ""), ("_", ""), ("' OR 1=1 --", "or 1 1")]
)
def test_row_36_what_is_searched_for_is_never_a_pattern(typed: str, words: str) -> None:
    found = library_of(SMALL).search.find(typed, 10)
    assert found == library_of(SMALL).search.find(words, 10)


def test_row_36_a_pasted_text_is_searched_for_by_its_first_words() -> None:
    search = library_of(numbered(1000)).search
    words = [f"number {n}" for n in range(250)]
    start = " ".join(words[:16])
    assert search.find(" ".join(words), 10) == search.find(start, 10) != []
    assert search.find("a" * 1_000_000, 10) == []
    assert search.find(start + " " * 1_000_000, 10) == search.find(start, 10)


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize(
    "forged",
    [
        "q0:next:progress", "junk" * 25, "q1:topics:99999999999", "q1:found:1e9:waste",
        "q1:find:progress::", "q1:find::#0123456789:", "q1:look:abcdef::#0123456789:",
    ],
)  # fmt: skip
async def test_row_37_a_button_that_cannot_be_read_has_expired(forged: str) -> None:
    async with on_discord(SMALL) as discord, on_slack(SMALL) as slack:
        card = (await discord.command("quote")).message
        other_card = (await slack.command("/quote")).messages[0]
        messages: list[DiscordMessage | SlackMessage] = [
            (await discord.press(card, forged, force=True)).message,
            (await slack.press(other_card, forged)).messages[0],
        ]
    for message in messages:
        assert private(message)
        assert "expired" in text_of(message)
