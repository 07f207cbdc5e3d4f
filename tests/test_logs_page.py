"""docs/logs.md and the vocabulary of the log say the same."""

import json
import logging
import re
from pathlib import Path

from quotebot.core.events import Event
from quotebot.core.messages import Place, Platform
from quotebot.observing.logs_entry import shown_fields
from tests.observing.lines import console_log, json_log, record

PAGE = (Path(__file__).parent.parent / "docs/logs.md").read_text("utf-8")


def test_the_page_lists_every_event_with_its_level_its_meaning_and_its_fields() -> None:
    rows = PAGE.split("<!-- events -->\n", 1)[1].splitlines()[2:]
    told = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in rows]
    expected = [
        [
            f"`{event}`",
            logging.getLevelName(event.level).lower(),
            ", ".join(f"`{name}`" for name in shown_fields(event)),
        ]
        for event in Event
    ]
    assert [[event, level, fields] for event, level, _, fields in told] == expected
    assert all(meaning.endswith(".") for _, _, meaning, _ in told)


def test_the_pages_two_lines_are_written_so() -> None:
    place = Place(Platform.DISCORD, "1", "2")
    posted = record(Event.DAILY_POSTED(delivery=7, schedule=3, place=place), level=logging.INFO)
    people, programs = (line.strip() for line in PAGE.splitlines() if line.startswith("    "))
    digits = re.compile(r"(?<=_hash=)\w+")
    without_time = slice(len("2026-11-26 09:00:01"), None)
    shown = console_log().say(posted).rstrip("\n")
    assert digits.sub("", shown)[without_time] == digits.sub("", people)[without_time]
    log = json_log()
    log.say(posted)
    expected = json.loads(programs)
    assert list(log.objects[0]) == list(expected)
    varying = {"ts", "guild_hash", "channel_hash"}
    for name in set(expected) - varying:
        assert log.objects[0][name] == expected[name]
