"""What the log looks like on a terminal, whatever is logged."""

import io
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.cli.logs import OneLine, log_to_stderr, log_when_debugging, one_line

FAKE = "nothing\n2030-01-01 00:00:00,000 INFO quotebot: all is well"
HOSTILE = f"{FAKE}\r\x1b[2J\x9b1A\u2028\u2029\x85\u202e\x00\x07"


def logged(message: str, *arguments: object, error: Exception | None = None) -> str:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(OneLine("%(levelname)s %(name)s: %(message)s"))
    record = logging.LogRecord("name", logging.ERROR, __file__, 1, message, arguments, None)
    if error is not None:
        record.exc_info = (type(error), error, error.__traceback__)
    handler.emit(record)
    return stream.getvalue()


def test_a_message_is_one_line_that_cannot_steer_the_terminal() -> None:
    line = logged("failed: %s", HOSTILE)
    assert line.count("\n") == 1
    assert line[:-1].isprintable()
    assert r"nothing\n2030-01-01" in line
    assert r"\x1b[2J" in line


def test_a_traceback_stays_readable_and_begins_no_line_at_the_margin() -> None:
    with pytest.raises(ValueError, match="nothing") as failed:
        raise ValueError(HOSTILE)
    head, *trace = logged("failed", error=failed.value).splitlines()
    assert head == "ERROR name: failed"
    assert trace[0] == "    Traceback (most recent call last):"
    assert any("raise ValueError(HOSTILE)" in line for line in trace)
    assert all(line.startswith("    ") and line.isprintable() for line in trace)


@given(st.text())
def test_any_text_becomes_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    if text.isprintable():
        assert line == text


@pytest.mark.parametrize("level", ["info", "error"])
def test_libraries_chat_only_when_debugging(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_to_stderr(level)
    logging.getLogger("discord.gateway").info("chat")
    logging.getLogger("discord.gateway").error("trouble")
    log_to_stderr("debug")
    logging.getLogger("slack_sdk.web").debug("more chat")
    assert [line.split(": ")[-1] for line in stream.getvalue().splitlines()] == [
        "trouble",
        "more chat",
    ]


@pytest.mark.parametrize(("level", "lines"), [("info", 0), ("warning", 0), ("debug", 1)])
def test_whoever_typed_a_command_sees_the_log_when_debugging(
    level: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_when_debugging(level)
    logging.getLogger("quotebot").error("trouble")
    assert stream.getvalue().count("\n") == lines
