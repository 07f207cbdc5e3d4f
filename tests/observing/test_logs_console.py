"""What the log looks like to people, whatever is logged."""

import logging
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.errors import StoreError
from quotebot.core.events import Event
from quotebot.core.messages import Place, Platform
from quotebot.observing.logs_console import one_line
from tests.observing.lines import NAMES, console_log, raised, record

FAKE = "nothing\n2030-01-01 00:00:00,000 INFO quotebot: all is well"
HOSTILE = f"{FAKE}\r\x1b[2J\x9b1A\u2028\u2029\x85\u202e\x00\x07"
TIME = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d ")


def test_an_event_is_a_sentence_then_its_name_and_what_else_belongs_to_it() -> None:
    place = Place(Platform.DISCORD, "1234", "5678")
    told = Event.DAILY_POSTED(delivery=7, schedule=3, place=place)
    line = console_log().say(record(told, level=logging.INFO))
    assert TIME.match(line)
    assert TIME.sub("", line) == (
        "INFO daily quote 7 is posted (daily.posted schedule=3 platform=discord"
        f" guild_hash={NAMES.of('1234')} channel_hash={NAMES.of('5678')})\n"
    )


def test_a_librarys_line_is_shown_with_the_name_of_its_logger() -> None:
    line = console_log().say(record("%s of %s", 1, 2, name="discord.http"))
    assert TIME.sub("", line) == "ERROR discord.http: 1 of 2\n"


def test_a_message_is_one_line_that_cannot_steer_the_terminal() -> None:
    line = console_log().say(record("failed: %s", HOSTILE))
    assert line.count("\n") == 1
    assert line[:-1].isprintable()
    assert r"nothing\n2030-01-01" in line
    assert r"\x1b[2J" in line


def test_a_field_cannot_begin_a_line_either() -> None:
    line = console_log().say(record(Event.PLATFORM_CONNECTED(platform=HOSTILE, servers=HOSTILE)))
    assert line.count("\n") == 1
    assert line[:-1].isprintable()


def test_a_traceback_stays_readable_and_begins_no_line_at_the_margin() -> None:
    head, *trace = (
        console_log().say(record("failed", error=raised(ValueError(HOSTILE)))).splitlines()
    )
    assert head.endswith("ERROR name: failed")
    assert trace[0] == "    Traceback (most recent call last):"
    assert any("raise error" in line for line in trace)
    assert all(line.startswith("    ") and line.isprintable() for line in trace)


def test_for_the_journal_each_line_begins_with_its_priority_and_has_no_time() -> None:
    told = Event.COMMAND_FAILED(
        request_id="ab12", ask="AskToday", place=Place(Platform.SLACK, "", "C1")
    )
    log = console_log(priorities=True)
    lines = log.say(record(told, error=raised(StoreError("full")))).splitlines()
    assert lines[0].startswith("<3>ERROR request failed, reference ab12 (command.failed ")
    assert all(line.startswith("<3>    ") for line in lines[1:])
    assert lines[-1].endswith("StoreError: full")


@pytest.mark.parametrize(
    ("level", "priority"),
    [
        (logging.DEBUG, 7),
        (logging.INFO, 6),
        (logging.WARNING, 4),
        (logging.ERROR, 3),
        (logging.CRITICAL, 2),
        (logging.WARNING + 1, 6),
    ],
)
def test_the_journals_priorities_are_those_of_syslog(level: int, priority: int) -> None:
    line = console_log(priorities=True).say(record("said", level=level))
    assert line.startswith(f"<{priority}>")


def test_only_the_level_has_a_colour_and_only_when_it_is_wanted() -> None:
    coloured = console_log(colour=True).say(record("\x1b[31mred", level=logging.WARNING))
    assert "\x1b[33mWARNING\x1b[0m name: \\x1b[31mred\n" in coloured
    assert "\x1b" not in console_log().say(record("said", level=logging.WARNING))


@given(st.text())
def test_any_text_becomes_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    if text.isprintable():
        assert line == text
