"""The 58 bad inputs, and what each gets: one row, one number, so that none is forgotten.

A row is tested by the functions here whose names start with test_row_NN; a row that nothing is
built for yet stands in TODO, and nowhere else. What a quote file may not hold is shown once more as
it is posted when it was loaded all the same.
"""

import asyncio
import io
import logging
import os
import re
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from quotebot.cli.logs import OneLine
from quotebot.core.carrying import InProcessCarrier
from quotebot.core.daily import DailyRound
from quotebot.core.daily_desk import PLANS_IN_A_SERVER
from quotebot.core.daily_loop import DailyLoop
from quotebot.core.errors import LibraryError, StoreError
from quotebot.core.library import Library, library_of
from quotebot.core.messages import Place, Platform, QuoteCard
from quotebot.core.plans import DailyPlan, DeliveryState, Later, Outcome, Posted, delivery_key
from quotebot.core.quotes import Anthology
from quotebot.core.refusals import Refusals
from quotebot.curation.files import LARGEST_FILE
from quotebot.curation.reading import load, read
from quotebot.curation.reloading import Kept, Reloaded, Reloader
from quotebot.on_discord.posting import discord_poster
from quotebot.on_slack.posting import slack_poster
from quotebot.sandbox.discord import ADA, Channel, Permission, RateLimit, Torn
from quotebot.sandbox.discord import Message as DiscordMessage
from quotebot.sandbox.discord.drawing import draw as draw_discord
from quotebot.sandbox.discord.drawing import draw_markdown
from quotebot.sandbox.slack import LoopbackSlack
from quotebot.sandbox.slack import Message as SlackMessage
from quotebot.sandbox.slack.drawing import draw as draw_slack
from quotebot.sandbox.slack.faults import RateLimited, Reset
from quotebot.store.in_memory_ledger import InMemoryLedger
from quotebot.store.opening import open_storage
from tests import anthologies
from tests.anthologies import SMALL, numbered, shelf_of
from tests.chats import APP_TOKEN, BOT_TOKEN, SCOPES, on_discord, on_slack
from tests.core.daily_world import FakePlatform, Killed, TurnedClock, World
from tests.curation.library import (
    errors,
    quote,
    quote_file,
    read_quote,
    read_text,
    warnings,
    write,
)
from tests.held_clock import START, HeldClock
from tests.on_slack.daily_posts import QUOTES as SLACK_QUOTES
from tests.replies import card as daily_post

ROWS = range(1, 59)

TODO = {
    27: "the search for quotes that are nearly the same",
    28: "a list of known misattributions",
    29: "a rule on content, and the default set that leaves some out",
    38: "cooldowns and settings",
    39: "settings, and who may change them",
    43: "the deletion of what is known of a person",
    44: "Slack over HTTP: signatures",
    45: "Slack over HTTP: malformed signatures",
    46: "Slack over HTTP: replays",
    47: "HTTP bodies that are large, slow or malformed",
    48: "an allow-list for response_url",
    49: "installing through OAuth",
    52: "tokens that are revoked, reset or somebody else's",
    53: "missing intents, scopes and memberships",
    54: "networks that are down, intercepted or behind a proxy",
}


def rows_tested() -> set[int]:
    names = (re.match(r"test_row_(\d\d)_", name) for name in globals())
    return {int(match[1]) for match in names if match}


def test_every_row_is_either_tested_or_said_to_be_missing() -> None:
    assert rows_tested() | TODO.keys() == set(ROWS)
    assert not rows_tested() & TODO.keys()


@pytest.mark.parametrize("row", TODO)
def test_a_row_that_is_still_to_do(row: int) -> None:
    pytest.skip(f"row {row}: todo, needs {TODO[row]}")


def plain(text: str) -> str:
    """The text as a YAML value that needs no further escapes."""
    return "'" + text.replace("'", "''") + "'"


# Quote data


@pytest.mark.parametrize("field", ["text", "author"])
@pytest.mark.parametrize("call", ["@everyone", "@here"])
def test_row_01_a_mass_mention_is_an_error(tmp_path: Path, field: str, call: str) -> None:
    reading = read_quote(tmp_path, **{field: plain(f"oh {call}")})
    assert f'`{field}`: "{call}" is how Discord or Slack calls people' in errors(reading)


@pytest.mark.parametrize("call", ["<@&123456789012345678>", "<@1234>", "<@!1234>", "<#1234>"])
def test_row_02_a_discord_mention_is_an_error(tmp_path: Path, call: str) -> None:
    assert f'`text`: "{call[:2]}" is how' in errors(read_quote(tmp_path, text=plain(f"oh {call}")))


@pytest.mark.parametrize("call", ["<!channel>", "<!here>", "<!subteam^S1>", "<@U1>"])
def test_row_03_a_slack_mention_is_an_error(tmp_path: Path, call: str) -> None:
    assert f'`text`: "{call[:2]}" is how' in errors(read_quote(tmp_path, text=plain(f"oh {call}")))


@pytest.mark.parametrize("call", ["</ban:123456>", "<t:0:R>", "<:x:123>", "<id:customize>"])
def test_row_04_other_discord_forms_are_an_error(tmp_path: Path, call: str) -> None:
    assert "is how Discord or Slack" in errors(read_quote(tmp_path, text=plain(f"oh {call}")))


@pytest.mark.parametrize("field", ["text", "author", "speaker", "where"])
@pytest.mark.parametrize(
    "link", ["[free nitro](https://evil)", "discord.gg/x", "http://evil", "www.evil.com"]
)
def test_row_05_a_link_is_an_error(tmp_path: Path, field: str, link: str) -> None:
    reading = read_quote(tmp_path, **{field: plain(f"see {link}")})
    assert "starts a link: links belong in `url` only" in errors(reading)


@pytest.mark.parametrize("text", ["# big", "-# small", ">>> all", "```code```", "||spoiler||"])
def test_row_06_markdown_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    reading = read_quote(tmp_path, text=plain(text))
    assert reading.problems == ()
    assert reading.quotes[0].text == text


def test_row_07_mrkdwn_is_kept_as_it_is(tmp_path: Path) -> None:
    text = "*b* _i_ ~s~ `c`"
    assert read_quote(tmp_path, text=plain(text)).quotes[0].text == text


@pytest.mark.parametrize("text", ["Q&A <3 >", "already &amp; escaped"])
def test_row_08_ampersands_and_angles_are_kept_as_they_are(tmp_path: Path, text: str) -> None:
    reading = read_quote(tmp_path, text=plain(text))
    assert reading.problems == ()
    assert reading.quotes[0].text == text


def test_row_09_an_override_is_an_error_at_its_column(tmp_path: Path) -> None:
    [problem] = read_quote(tmp_path, text="abc\u202edef").errors
    assert (problem.line, problem.column) == (4, 14)
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in problem.message


def test_row_10_a_pile_of_marks_is_an_error(tmp_path: Path) -> None:
    reading = read_quote(tmp_path, text="Ze" + "\u0301" * 40)
    assert "39 combining marks in a row" in errors(reading)


def test_row_10_decomposed_letters_are_composed(tmp_path: Path) -> None:
    assert read_quote(tmp_path, text="cafe\u0301").quotes[0].text == "café"


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\xad", "U+00AD SOFT HYPHEN"),
    ],
)
def test_row_11_what_cannot_be_seen_is_an_error(tmp_path: Path, character: str, name: str) -> None:
    assert name in errors(read_quote(tmp_path, text=f"abc{character}def"))


@pytest.mark.parametrize("text", ["می‌خواهم", "a family 👨‍👩‍👧‍👦"])
def test_row_11_joiners_that_a_script_or_an_emoji_needs_are_kept(tmp_path: Path, text: str) -> None:
    reading = read_quote(tmp_path, text=text)
    assert reading.problems == ()
    assert reading.quotes[0].text == text


@pytest.mark.parametrize(("escape", "code"), [(r"\0", "0000"), (r"\e[2J", "001B"), (r"\a", "0007")])
def test_row_12_a_control_character_is_an_error(tmp_path: Path, escape: str, code: str) -> None:
    message = errors(read_quote(tmp_path, text=f'"abc{escape}"'))
    assert f"U+{code}" in message
    assert message.isprintable()


@pytest.mark.parametrize("text", [r'"\ud83d\ude00"', r'"\ud800"'])
def test_row_13_half_an_emoji_is_an_error(tmp_path: Path, text: str) -> None:
    assert "the emoji itself" in errors(read_quote(tmp_path, text=text))


@pytest.mark.parametrize("length", [2, 1000])
def test_row_14_lengths_up_to_the_limits_are_kept(tmp_path: Path, length: int) -> None:
    assert read_quote(tmp_path, text="x" * length).problems == ()


@pytest.mark.parametrize("length", [1, 1001, 5000, 2**20])
def test_row_14_lengths_beyond_the_limits_are_an_error(tmp_path: Path, length: int) -> None:
    assert f"{length} character" in errors(read_quote(tmp_path, text="x" * length))


@pytest.mark.parametrize("text", ["", '""', '"   "', "~", "null", "[a]", "{a: b}", "[]"])
def test_row_15_what_is_no_text_is_an_error_with_its_place(tmp_path: Path, text: str) -> None:
    [problem] = read_quote(tmp_path, text=text).errors
    assert str(problem).startswith(f"{tmp_path}/a-work.yaml:4:")
    assert "in quotation marks" in problem.message


@pytest.mark.parametrize(
    ("field", "written"),
    [("author", "No"), ("text", "12:30:45"), ("text", "007"), ("text", "true"), ("where", "=")],
)
def test_row_16_plain_words_are_kept_with_a_warning(
    tmp_path: Path, field: str, written: str
) -> None:
    reading = read_quote(tmp_path, **{field: written})
    assert getattr(reading.quotes[0], field) == written
    assert reading.errors == ()
    assert f'`{field}`: other YAML readers take "{written}" for' in warnings(reading)


def test_row_16_a_year_is_kept_with_a_warning(tmp_path: Path) -> None:
    reading = read_text(tmp_path, quote_file(quote()).replace('"1900"', "0123"))
    assert reading.quotes[0].source.year == "0123"
    assert "put it in quotation marks" in warnings(reading)


def test_row_17_a_field_that_stands_twice_is_an_error_with_both_places(tmp_path: Path) -> None:
    reading = read_text(tmp_path, quote_file(quote() + "    where: elsewhere\n"))
    assert ":7:5: `where` stands twice here, first in line 6" in errors(reading)


def test_row_17_an_id_that_stands_twice_is_an_error_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote()), b_work=quote_file(quote(text="Other words.")))
    message = errors(read([tmp_path]))
    assert "b-work.yaml:3:9: the id a-quote is taken" in message
    assert "a-work.yaml:3:9" in message


def test_row_18_a_tag_is_an_error_and_nothing_runs(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    tag = f"!!python/object/apply:os.system [touch {mark}]"
    assert 'tag "!!python/object/apply:os.system" not allowed' in errors(
        read_quote(tmp_path, text=tag)
    )
    assert not mark.exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", 'anchor "&a" not allowed'),
        (quote_file(quote(text="*a")), '"*a" is an alias, which is not allowed'),
        (quote_file(quote() + "    <<: {}\n"), "merge keys (<<) are not allowed"),
        (quote_file(quote(text="[" * 1200 + "]" * 1200)), "more than 16 lists and mappings"),
        ("- " * 1200, "more than 16 lists and mappings"),
    ],
)
def test_row_19_bombs_are_an_error(tmp_path: Path, content: str, expected: str) -> None:
    assert expected in errors(read_text(tmp_path, content))


def test_row_20_a_file_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    with (tmp_path / "a-work.yaml").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert "is larger than 16 MiB" in errors(read([tmp_path]))


def test_row_20_twenty_thousand_quotes_in_several_files_are_read(tmp_path: Path) -> None:
    for number in range(4):
        quotes = (
            quote(id=f"quote-{number}-{each}", text=f"Words number {number}, {each}.")
            for each in range(5000)
        )
        write(tmp_path, **{f"work_{number}": quote_file(*quotes)})
    reading = read([tmp_path])
    assert reading.problems == ()
    assert len(reading.quotes) == 20_000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"source: a\x97b", ":1:10: not UTF-8 at byte 9, looks like Windows-1252"),
        ("source: a".encode("utf-16"), ":1:1: not UTF-8 at byte 0, looks like UTF-16"),
        ("source: a".encode("utf-16-be"), ":1:1: not UTF-8 at byte 0, looks like UTF-16"),
        (b"source: \xc3\x28\x81", ":1:9: not UTF-8 at byte 8 (0xc3): save the file as UTF-8"),
    ],
)
def test_row_21_other_encodings_are_an_error(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in errors(read_text(tmp_path, content))


def test_row_21_windows_line_ends_and_byte_order_marks_are_accepted(tmp_path: Path) -> None:
    content = "\ufeff" + quote_file(quote(text="|\n      one\n      two")).replace("\n", "\r\n")
    reading = read_text(tmp_path, content)
    assert reading.problems == ()
    assert reading.quotes[0].text == "one\ntwo"


def test_row_22_only_regular_files_inside_the_folder_are_opened(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote()))
    (tmp_path / "passwd.yaml").symlink_to("/etc/passwd")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    reading = read([tmp_path])
    assert len(reading.quotes) == 1
    assert {(problem.path.name, problem.message.split(":")[0]) for problem in reading.errors} == {
        ("passwd.yaml", "is a link that leads out of the folder"),
        ("zero.yaml", "is a link that leads out of the folder"),
        ("loop", "is a link to a folder that holds it"),
        ("folder.yaml", "is a folder, not a quote file"),
        ("pipe.yaml", "is not a regular file but a pipe, a socket or a device"),
    }


def test_row_22_the_links_of_a_config_map_are_followed(tmp_path: Path) -> None:
    (tmp_path / "..2026").mkdir()
    write(tmp_path / "..2026", a_work=quote_file(quote()))
    (tmp_path / "..data").symlink_to("..2026")
    (tmp_path / "a-work.yaml").symlink_to("..data/a-work.yaml")
    reading = read([tmp_path])
    assert reading.problems == ()
    assert len(reading.quotes) == 1


def test_row_24_a_start_without_any_quote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no quote to show"):
        load([tmp_path])


def test_row_24_a_start_without_any_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"gone:1:1: there is no such file or folder"):
        load([tmp_path / "gone"])
    with pytest.raises(LibraryError, match="there is no quote to show"):
        load([])


async def test_row_23_a_reload_with_a_half_written_file_keeps_the_last_good_set_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = shelf_of(SMALL)
    reloader = Reloader(shelf, lambda: library_of(load([tmp_path])))
    whole = quote_file(quote())
    write(tmp_path, a_work=whole[: len(whole) // 2])
    outcome = await reloader.reload()
    assert isinstance(outcome, Kept)
    assert await reloader.reload() == outcome
    assert shelf.library.anthology is SMALL
    assert len(caplog.records) == 1
    write(tmp_path, a_work=whole)
    assert await reloader.reload() == Reloaded(1)


async def test_row_24_a_reload_without_any_quote_keeps_the_last_good_set(tmp_path: Path) -> None:
    shelf = shelf_of(SMALL)
    outcome = await Reloader(shelf, lambda: library_of(load([tmp_path]))).reload()
    assert isinstance(outcome, Kept)
    assert "there is no quote to show" in outcome.problems[0]
    assert shelf.library.anthology is SMALL


def test_row_25_a_look_alike_in_a_name_is_a_warning(tmp_path: Path) -> None:
    reading = read_quote(tmp_path, author="Albert Einstеin")
    assert reading.errors == ()
    assert "mixes Latin and Cyrillic letters" in warnings(reading)


@pytest.mark.parametrize("topic", ["../x", "a" * 33, "Progress", "🙂", "help"])
def test_row_26_a_topic_that_is_no_slug_is_an_error(tmp_path: Path, topic: str) -> None:
    reading = read_quote(tmp_path, topics=f"[{plain(topic)}]")
    assert f'`topics`: "{topic}" is' in errors(reading)


# Quote data that was loaded all the same, on both platforms


async def as_posted(text: str, author: str = "Ann Author") -> tuple[DiscordMessage, SlackMessage]:
    """The card for a quote with these words, as each platform got it."""
    anthology = Anthology([anthologies.quote("bad", text, author=author)])
    async with on_discord(anthology) as discord, on_slack(anthology) as slack:
        discord_answer = await discord.command("quote", {"topic": "progress"})
        slack_answer = await slack.command("/quote", "progress")
        return discord_answer.message, slack_answer.messages[0]


INERT = {
    1: "@everyone @here",
    2: "<@&1100000000000000001> <@1100000000000000012> <#1100000000000000021>",
    3: "<!channel> <!here> <!subteam^S1> <@U0MAX>",
    4: "</ban:1100000000000000001> <t:0:R> <:x:1100000000000000001> <id:customize>",
    5: "[free nitro](https://evil) discord.gg/x https://evil",
    6: "# big ```code``` ||spoiler||",
    7: "*b* _i_ ~s~ `c`",
    8: "Q&A <3 > and &amp;",
    13: "half an emoji: 😀",
}


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize("row", INERT)
async def test_row_01_to_13_what_was_loaded_is_shown_as_it_is_and_does_nothing(row: int) -> None:
    text = INERT[row]
    on_discord, on_slack = await as_posted(text, author=text)
    first, second, _ = on_discord.payload["components"][0]["components"]
    assert on_discord.pings == ()
    assert draw_markdown(first["content"]) == f"“{text}”"
    assert draw_markdown(second["content"]).splitlines()[0] == text
    said, author = on_slack.payload["blocks"][0]["elements"]
    assert said["elements"] == [{"type": "text", "text": f"“{text}”"}]
    assert author["elements"][0] == {"type": "text", "text": text, "style": {"bold": True}}
    assert draw_slack({"text": on_slack.payload["text"]}).startswith("“")
    assert "<" not in on_slack.payload["text"]


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_05_no_preview_is_fetched_for_a_link() -> None:
    bad = Anthology([anthologies.quote("bad", "see https://evil and discord.gg/x")])
    async with on_discord(bad) as discord, on_slack(bad) as slack:
        assert (await discord.command("quote")).message.payload["embeds"] == []
        await slack.command("/quote")
        sent = slack.requests[-1].body
    assert (sent["unfurl_links"], sent["unfurl_media"]) == (False, False)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_14_a_text_that_is_too_long_is_cut_between_characters() -> None:
    family = "👨‍👩‍👧‍👦"
    on_discord, on_slack = await as_posted(family * 700)
    shown = draw_markdown(on_discord.payload["components"][0]["components"][0]["content"])
    said = on_slack.payload["blocks"][0]["elements"][0]["elements"][0]["text"]
    for text in (shown, said):
        assert text.endswith("…”")
        assert text.removeprefix("“").removesuffix("…”").replace(family, "") == ""


# Users


def private(message: DiscordMessage | SlackMessage) -> bool:
    return message.ephemeral if isinstance(message, DiscordMessage) else bool(message.visible_to)


def text_of(message: DiscordMessage | SlackMessage) -> str:
    draw = draw_discord if isinstance(message, DiscordMessage) else draw_slack
    return draw(message.payload)


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
async def test_row_31_what_nothing_matches_gets_topics_to_choose_from_privately() -> None:
    for message in await typed_on_both("zzzz"):
        assert private(message)
        assert "Nothing found for “zzzz”" in text_of(message)
        assert "[ progress ]" in text_of(message)


async def test_row_32_a_long_argument_gets_a_short_private_answer() -> None:
    async with on_slack(SMALL) as slack:
        (message,) = (await slack.command("/quote", "@everyone " * 300)).messages
    assert private(message)
    assert "3,000 characters" in text_of(message) or "2,999 characters" in text_of(message)
    assert len(text_of(message)) < 200


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_33_what_autocomplete_never_offered_is_matched_all_the_same() -> None:
    async with on_discord(SMALL) as discord:
        message = (await discord.command("quote", {"topic": "../../etc/passwd"})).message
    assert private(message)
    assert "Nothing found" in text_of(message)


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize(
    "text", ["{0.__class__}", "%n%s", "${jndi:ldap://x}", "'; DROP TABLE rotation; --"]
)
async def test_row_34_attacks_on_formats_and_queries_are_words_like_others(text: str) -> None:
    for message in await typed_on_both(text):
        assert private(message)
        assert f"“{text}”" in text_of(message)


def test_row_35_no_line_of_the_log_can_be_forged() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine("%(levelname)s %(message)s"))
    typed = ("x\nERROR forged \x1b[31mred\x9b",)
    handler.emit(logging.LogRecord("x", logging.INFO, "", 0, "typed %s", typed, None))
    assert stream.getvalue() == "INFO typed x\\nERROR forged \\x1b[31mred\\x9b\n"


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
@pytest.mark.parametrize("forged", ["q0:next:progress", "junk" * 25, "q1:topics:99999999999"])
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


# Daily quotes: users


DAILY = {"time": "9:00", "timezone": "UTC"}  # an hour after the clock's start


@pytest.fixture
def clock() -> HeldClock:
    return HeldClock()


@pytest.mark.usefixtures("discords_own_addresses")
@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"timezone": "Mars/Phobos"}, "“Mars/Phobos” is no time zone"),
        ({"timezone": "../../etc/passwd"}, "“../../etc/passwd” is no time zone"),
        ({"time": "25:00"}, "“25:00” is no time of day"),
        ({"timezone": "EST5EDT"}, "Next post: Mon 04 May 2026, 09:00 EDT"),
    ],
)
async def test_row_40_times_and_zones_are_checked_and_the_next_post_is_shown(
    clock: HeldClock, wrong: dict[str, str], said: str
) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        answer = await discord.command("daily set", DAILY | wrong, person=ADA)
    assert private(answer.message)
    assert said in flat(answer.message)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_40_a_time_that_the_clocks_skip_is_shown_as_the_one_that_it_will_be(
    clock: HeldClock,
) -> None:
    clock.turn((datetime(2027, 3, 14, 5, tzinfo=UTC) - clock.now()).total_seconds())
    gap = {"time": "2:30", "timezone": "America/New_York"}
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        message = (await discord.command("daily set", gap, person=ADA)).message
    assert "at 02:30 (America/New_York)" in flat(message)
    assert "Next post: Sun 14 Mar 2027, 03:30 EDT" in flat(message)


def flat(message: DiscordMessage | SlackMessage) -> str:
    """Its words, without the line breaks of the drawing."""
    return " ".join(text_of(message).split())


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_41_a_channel_without_rights_is_refused_and_the_missing_one_is_named(
    clock: HeldClock,
) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        general = discord.channel("general")
        await discord.administration.deny(general, Permission.SEND_MESSAGES)
        message = (await discord.command("daily set", DAILY, person=ADA)).message
    assert "may not post in the channel" in flat(message)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_41_the_general_channel_gets_a_warning(clock: HeldClock) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        answer = await discord.command("daily set", DAILY, person=ADA)
        _, warning = (await discord.changed(answer)).messages
    assert private(warning)
    assert "Everybody reads this channel" in flat(warning)


async def test_row_41_a_channel_that_the_app_is_not_in_is_refused_with_what_to_do(
    clock: HeldClock,
) -> None:
    async with slack_loopback(clock) as slack, on_slack(SMALL, world=slack, clock=clock):
        slack.world.remove_app("#general")
        (form,) = (await slack.command("/quote", "daily", person="Ada")).views
        answer = await slack.submit(form, {}, person="Ada")
    assert "/invite @quotebot" in answer.errors["channel"]


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_42_a_server_has_no_more_than_so_many(clock: HeldClock) -> None:
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        for minute in range(PLANS_IN_A_SERVER):
            clock.turn(1)  # Discord lets a bot post five times in five seconds
            await discord.command("daily set", DAILY | {"time": f"9:{minute:02}"}, person=ADA)
        message = (await discord.command("daily set", DAILY | {"time": "10"}, person=ADA)).message
    assert f"{PLANS_IN_A_SERVER} daily quotes already" in flat(message)


# Daily quotes: network and platform


@pytest.mark.parametrize("told", ["0", "-1", "abc", "1000000000", None])
async def test_row_50_an_odd_retry_after_means_a_wait_within_bounds(
    clock: HeldClock, told: str | None
) -> None:
    discord, slack = clock.discord(), slack_loopback(clock)
    async with (
        discord,
        slack,
        discord_poster(discord.token, clock, api=discord.api_url) as to_discord,
        slack_poster(BOT_TOKEN, clock, api=slack.api_url) as to_slack,
    ):
        discord.fail_next("POST /channels/{channel_id}/messages", RateLimit(told))
        slack.fail_next("chat.postMessage", RateLimited(told))
        general, quotes = discord.channel("general"), discord.channel("quotes")
        for poster, limited, free in (
            (to_discord, discord_place(general), discord_place(quotes)),
            (to_slack, replace(SLACK_QUOTES, channel="C0GENERAL"), SLACK_QUOTES),
        ):
            outcome = await poster.announce(limited, "One.")
            assert isinstance(outcome, Later)
            assert 1 <= outcome.seconds <= 3600
            assert isinstance(await poster.announce(free, "Two."), Posted)


def discord_place(channel: Channel) -> Place:
    return Place(Platform.DISCORD, "1", str(channel.id))


def slack_loopback(clock: HeldClock) -> LoopbackSlack:
    return LoopbackSlack(bot_token=BOT_TOKEN, app_token=APP_TOKEN, scopes=SCOPES, clock=clock)


@pytest.mark.usefixtures("discords_own_addresses")
async def test_row_51_an_answer_that_is_lost_doubles_no_post_on_discord(
    clock: HeldClock,
) -> None:
    route = "POST /channels/{channel_id}/messages"
    async with clock.discord() as world, on_discord(SMALL, world=world, clock=clock) as discord:
        await discord.command("daily set", DAILY, person=ADA)
        discord.fail_next(route, Torn())
        clock.turn(3600)
        await clock.until(lambda: [one.route for one in discord.requests].count(route) == 3)
        status = (await discord.command("daily status", person=ADA)).message
        posts = [one for one in discord.messages(discord.channel("general")) if not private(one)]
    assert "was posted" in flat(status)
    assert len(posts) == 2  # the announcement, and the quote


async def test_row_51_an_answer_that_is_lost_doubles_no_post_on_slack(clock: HeldClock) -> None:
    async with slack_loopback(clock) as slack, on_slack(SMALL, world=slack, clock=clock):
        (form,) = (await slack.command("/quote", "daily", person="Ada")).views
        await slack.submit(form, {"time": "11:00"}, person="Ada")
        slack.fail_next("chat.postMessage", Reset(applied=True))
        clock.turn(3600)
        looks = "conversations.history"
        await clock.until(lambda: looks in [one.method for one in slack.requests])
        await clock.pass_by(60)
        (status,) = (await slack.command("/quote", "daily status", person="Ada")).messages
        posts = [one for one in slack.messages("#general") if not private(one)]
    assert "was posted" in flat(status)
    assert len(posts) == 2  # the announcement, and the quote


NINE = START + timedelta(hours=1)


@pytest.mark.parametrize("jump", [-timedelta(hours=1), timedelta(days=3), timedelta(hours=1)])
async def test_row_55_after_a_clock_that_jumped_there_is_one_post_at_most_and_no_burst(
    jump: timedelta,
) -> None:
    world = World()
    await world.plan()
    await world.run_until(NINE)
    assert len(world.platform.posts) == 1
    world.clock.turn(jump)
    await world.run_until(world.clock.now() + timedelta(hours=1))
    days = {at.date() for *_, at in world.platform.posts}
    assert len(world.platform.posts) == len(days) <= 2


class UnusableLedger(InMemoryLedger):
    """Cannot be used while it is locked."""

    locked = True

    async def due_plans(self, now: datetime, limit: int) -> Sequence[DailyPlan]:
        if self.locked:
            raise StoreError("the database is locked")
        return await super().due_plans(now, limit)


async def test_row_56_without_its_database_nothing_is_posted_until_it_is_back(
    clock: HeldClock,
) -> None:
    world = World()
    world.ledger = ledger = UnusableLedger(world.store)
    await world.plan()
    platform = {Platform.DISCORD: world.platform}
    chance = Random(1)
    daily = DailyRound(shelf_of(numbered(3)), ledger, world.store, platform, clock, chance)
    loop = DailyLoop(daily, InProcessCarrier(), clock, Refusals(ledger))
    running = asyncio.create_task(loop.run())
    clock.turn(3600)
    await clock.pass_by(60)
    assert world.platform.posts == []
    ledger.locked = False
    await clock.until(lambda: world.platform.posts)
    running.cancel()
    await asyncio.wait({running})
    assert running.cancelled()


def damaged(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)


def newer(path: Path) -> None:
    """As a version would leave it that is not yet written."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("UPDATE alembic_version SET version_num = 'later'")


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (damaged, "restore a backup"),
        (newer, "is from a newer quotebot"),
    ],
)
async def test_row_56_a_database_that_cannot_be_used_stops_the_start_with_what_to_do(
    tmp_path: Path, damage: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "quotebot.db"
    storage = await open_storage(f"sqlite:///{path}")
    await storage.store.close()
    damage(path)
    with pytest.raises(StoreError, match=said):
        await open_storage(f"sqlite:///{path}")


async def test_row_57_of_two_processes_with_one_database_one_posts() -> None:
    world = World()
    await world.plan()
    other = world.process(numbered(40))
    world.clock.turn(NINE - START)
    await asyncio.gather(world.step(), world.step(other))
    assert len(world.platform.posts) == 1


async def test_row_57_a_second_process_on_one_file_is_refused(tmp_path: Path) -> None:
    first = await open_storage(f"sqlite:///{tmp_path}/quotebot.db")
    with pytest.raises(StoreError, match="in use"):
        await open_storage(f"sqlite:///{tmp_path}/quotebot.db")
    await first.store.close()


async def test_row_57_with_two_databases_discord_still_takes_one_post(clock: HeldClock) -> None:
    async with clock.discord() as discord:
        place = discord_place(discord.channel("general"))
        posted = []
        for chance in (1, 2):
            world = World()
            plan = await world.plan()
            card = replace(daily_post(numbered(9).everything.quotes[chance]), explanation="Daily")
            async with discord_poster(discord.token, clock, api=discord.api_url) as poster:
                posted.append(await poster.post(place, card, delivery_key(plan, NINE.date())))
        assert len(discord.messages(discord.channel("general"))) == 1
    assert posted[0] == posted[1]


class HeldPlatform(FakePlatform):
    """Posts when it is let go, and may take the process with it."""

    def __init__(self, clock: TurnedClock) -> None:
        super().__init__(clock, repeatable_for=timedelta(seconds=120))
        self.posting, self.let_go = asyncio.Event(), asyncio.Event()
        self.kills = False

    async def post(self, place: Place, card: QuoteCard, key: str) -> Outcome:
        self.posting.set()
        await self.let_go.wait()
        outcome = await super().post(place, card, key)
        if self.kills:
            raise Killed
        return outcome


def held_world() -> tuple[World, HeldPlatform]:
    world = World()
    platform = HeldPlatform(world.clock)
    world.platform = platform
    world.daily = world.process(numbered(40))
    return world, platform


async def test_row_58_a_post_under_way_is_finished_and_recorded_when_the_bot_is_stopped() -> None:
    world, platform = held_world()
    plan = await world.plan()
    world.clock.turn(NINE - START)
    carrier = InProcessCarrier()
    carrying = asyncio.create_task(carrier.run(world.daily.deliver))
    async for ids in world.daily.tick():
        await carrier.enqueue(ids)
    await platform.posting.wait()
    carrying.cancel()
    platform.let_go.set()
    await asyncio.wait({carrying})
    row = await world.ledger.latest_delivery(plan.id)
    assert row is not None
    assert row.state is DeliveryState.POSTED


@pytest.mark.parametrize("away", [timedelta(seconds=90), timedelta(minutes=30)])
async def test_row_58_a_kill_between_the_post_and_its_record_doubles_nothing(
    away: timedelta,
) -> None:
    world, platform = held_world()
    await world.plan()
    platform.kills = True
    platform.let_go.set()
    with pytest.raises(Killed):
        await world.run_until(NINE)
    platform.kills = False
    world.clock.turn(away)
    await world.run_until(world.clock.now() + timedelta(minutes=5))
    assert len(platform.posts) == 1


async def test_row_58_a_storm_of_reloads_becomes_one_or_two() -> None:
    loads: list[int] = []

    def load_and_count() -> Library:
        loads.append(len(loads))
        return library_of(SMALL)

    reloader = Reloader(shelf_of(numbered(1)), load_and_count)
    outcomes = await asyncio.gather(*(reloader.reload() for _ in range(200)))
    assert set(outcomes) == {Reloaded(len(SMALL.quotes))}
    assert len(loads) <= 2
