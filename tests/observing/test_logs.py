"""The handler when something about a line is wrong."""

import logging

from tests.observing.lines import Log, console_log, json_log, record


class Unspeakable:
    """Its text cannot be had, and the error about that has a secret in it."""

    def __str__(self) -> str:
        raise ValueError("xoxb-1-canary")


def test_a_line_that_cannot_be_written_is_told_of_without_what_it_held() -> None:
    log = json_log()
    log.say(record("%d", "xoxb-1-canary", name="slack_sdk"), record("%s", Unspeakable()))
    log.say(record(Unspeakable(), name="other", level=logging.DEBUG))
    assert [each["event"] for each in log.objects] == ["log.broken"] * 3
    assert [each["error"] for each in log.objects] == ["TypeError", "ValueError", "ValueError"]
    assert log.objects[0]["logger"] == "slack_sdk"
    assert "canary" not in log.text


def test_a_log_that_nobody_takes_any_more_breaks_nothing() -> None:
    log = console_log()
    log.stream.close()
    log.handler.handle(record("said"))
    log.handler.close()


def test_secrets_are_masked_in_messages_arguments_errors_and_stacks() -> None:
    log = Log(json_log(["hunter22"]).handler.formatter or logging.Formatter())
    made = record("a %s", {"x": "hunter22"}, error=ValueError("hunter22"))
    made.stack_info = "Stack (most recent call last):\n hunter22"
    log.say(made)
    assert log.text.count("***") == 4
    assert "hunter22" not in log.text
