"""What the log looks like to programs."""

import json
import logging

from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.errors import StoreError
from quotebot.core.events import Event
from quotebot.core.messages import Place, Platform
from tests.observing.lines import NAMES, json_log, raised, record


def test_an_event_has_its_time_level_name_sentence_and_fields() -> None:
    place = Place(Platform.SLACK, "T1", "C1")
    told = Event.COMMAND_ANSWERED(ask="AskToday", reply="QuoteCard", place=place, duration_ms=1.5)
    log = json_log()
    log.say(record(told, level=logging.DEBUG, at=1.25))
    assert log.objects == [
        {
            "ts": "1970-01-01T00:00:01.250Z",
            "level": "debug",
            "event": "command.answered",
            "message": "AskToday was answered with QuoteCard",
            "ask": "AskToday",
            "reply": "QuoteCard",
            "platform": "slack",
            "guild_hash": NAMES.of("T1"),
            "channel_hash": NAMES.of("C1"),
            "duration_ms": 1.5,
        }
    ]


def test_a_librarys_line_says_who_said_it_and_of_which_platform() -> None:
    log = json_log()
    log.say(record("%s tries", 3, name="discord.http"), record("no", name="slack_bolt.App"))
    first, second = log.objects
    assert (first["event"], first["message"]) == ("line.logged", "3 tries")
    assert (first["logger"], first["platform"]) == ("discord.http", "discord")
    assert second["platform"] == "slack"


def test_an_error_is_a_field_and_its_traceback_another() -> None:
    log = json_log()
    log.say(
        record(Event.WORK_UNFINISHED(), error=raised(KeyError("x"))),
        record(Event.DAILY_SUSPENDED(error=StoreError("the disk is full"), seconds=2)),
        record(Event.FORM_UNOPENED(error=TimeoutError())),
    )
    first, second, third = log.objects
    assert first["error"] == "KeyError: 'x'"
    assert first["traceback"].startswith("Traceback (most recent call last):\n")
    assert second["error"] == "the disk is full"
    assert third["error"] == "TimeoutError"


def test_a_direct_message_has_no_server() -> None:
    log = json_log()
    log.say(record(Event.POST_REFUSED(place=Place(Platform.SLACK, "", "D1"), error="no")))
    assert "guild_hash" not in log.objects[0]


@given(st.text(), st.text())
def test_whatever_is_logged_is_one_line_of_ascii_that_reads_back(text: str, field: str) -> None:
    log = json_log()
    line = log.say(record(Event.ANSWER_REFUSED(platform=text, error=field), error=Exception(text)))
    assert line.count("\n") == 1
    assert line.isascii()
    assert line[:-1].isprintable()
    assert isinstance(json.loads(line), dict)
