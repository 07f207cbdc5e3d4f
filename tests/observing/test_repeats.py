"""What is said again and again."""

import logging

from quotebot.core.events import Event, Happened
from quotebot.core.messages import Place, Platform
from quotebot.observing.repeats import MOST, WINDOW
from tests.observing.lines import console_log, json_log, record


def unreachable(platform: str, tries: int = 0) -> Happened:
    return Event.PLATFORM_UNREACHABLE(platform=platform, error=f"try {tries}", seconds=tries)


def test_a_few_of_what_is_alike_are_written_then_how_many_more_there_were() -> None:
    log = json_log()
    for n in range(MOST + 57):
        log.say(record(unreachable("Slack", n), level=logging.WARNING, at=n / 10))
    assert len(log.objects) == MOST
    log.say(record(Event.BOT_STOPPING(), level=logging.INFO, at=WINDOW))
    repeated, stopping = log.objects[MOST:]
    assert repeated["message"].startswith("… repeated 57 times: Slack cannot be reached (try 0)")
    assert (repeated["event"], repeated["level"]) == ("log.repeated", "warning")
    assert repeated["times"] == 57
    assert stopping["event"] == "bot.stopping"


def test_the_next_minute_begins_anew() -> None:
    log = json_log()
    for minute in range(3):
        for n in range(MOST):
            log.say(record(unreachable("Slack", n), at=minute * WINDOW + n))
    assert len(log.objects) == 3 * MOST


def test_a_clock_that_is_set_back_silences_nothing() -> None:
    log = json_log()
    for n in range(MOST + 2):
        log.say(record(unreachable("Slack", n), at=3600.0))
    log.say(record(unreachable("Slack"), at=0.0))
    assert [line["event"] for line in log.objects[MOST:]] == [
        "log.repeated",
        "platform.unreachable",
    ]
    assert log.objects[MOST]["times"] == 2


def test_one_platforms_trouble_hides_no_others_nor_any_other_event() -> None:
    log = json_log()
    for _ in range(MOST + 1):
        log.say(record(unreachable("Slack")))
    log.say(
        record(unreachable("Discord")),
        record(Event.PLATFORM_LEFT(platform="Slack")),
        record(Event.POST_REFUSED(place=Place(Platform.SLACK, "T1", "C1"), error="no")),
    )
    assert len(log.objects) == MOST + 3


def test_news_of_each_channel_is_written_however_many_there_are() -> None:
    log = json_log()
    for n in range(5 * MOST):
        place = Place(Platform.DISCORD, "1", str(n))
        told = Event.DAILY_POSTED(delivery=n, schedule=n, place=place)
        log.say(record(told, level=logging.INFO))
    assert len(log.objects) == 5 * MOST


def test_a_librarys_lines_are_alike_but_for_their_numbers() -> None:
    log = json_log()
    for n in range(MOST + 5):
        log.say(record(f"try {n} of {n}", name="slack_sdk", level=logging.WARNING))
    log.say(record("try %s of %s", "a", "b", name="slack_sdk", level=logging.WARNING))
    assert len(log.objects) == MOST + 1


def test_whoever_debugs_gets_all_there_is() -> None:
    log = console_log()
    for _ in range(3 * MOST):
        log.say(record("again", level=logging.DEBUG))
    assert log.text.count("\n") == 3 * MOST


def test_how_often_is_said_when_the_minute_is_over_though_nothing_else_is_logged() -> None:
    log = json_log()
    for n in range(MOST + 3):
        log.say(record(unreachable("Slack", n), at=float(n)))
    ((seconds, tell),) = log.awaited
    assert seconds == WINDOW - MOST
    tell()
    assert log.objects[-1]["times"] == 3


def test_how_often_is_said_at_the_end_at_the_latest() -> None:
    log = json_log()
    for n in range(MOST + 3):
        log.say(record(unreachable("Slack", n)))
    log.handler.close()
    assert log.objects[-1]["times"] == 3
    log.handler.close()
    assert len(log.objects) == MOST + 1
