"""Where the log of a command goes, and in which form."""

import io
import json
import logging
import os
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from quotebot.cli.logs import log_to_stderr, log_when_debugging, pseudonyms
from quotebot.settings import Settings
from tests.cli.machine import BOT_TOKEN, DISCORD_TOKEN


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def settings(**values: object) -> Settings:
    return Settings().model_copy(update=values)


def said(stream: io.StringIO, monkeypatch: pytest.MonkeyPatch, **values: object) -> str:
    """What is written to the stream by a log that is set up so."""
    monkeypatch.setattr(sys, "stderr", stream)
    log_to_stderr(settings(**values))
    logging.getLogger("quotebot").warning("trouble")
    return stream.getvalue()


def test_people_at_a_terminal_read_sentences_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[33mWARNING\x1b[0m quotebot: trouble\n" in said(Terminal(), monkeypatch)


@pytest.mark.parametrize(("name", "value"), [("NO_COLOR", "1"), ("TERM", "dumb")])
def test_a_terminal_that_wants_no_colour_gets_none(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert " WARNING quotebot: trouble\n" in said(Terminal(), monkeypatch)


def test_elsewhere_programs_read_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    line = json.loads(said(io.StringIO(), monkeypatch))
    assert (line["message"], line["level"]) == ("trouble", "warning")


def test_either_form_can_be_had_anywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    assert said(Terminal(), monkeypatch, log_format="json").startswith('{"ts": ')
    plain = said(io.StringIO(), monkeypatch, log_format="console")
    assert plain.endswith(" WARNING quotebot: trouble\n")


@pytest.mark.parametrize("ours", [True, False])
def test_only_what_goes_to_the_journal_has_priorities(
    ours: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal"
    with path.open("w+") as stream:
        status = os.fstat(stream.fileno())
        inode = status.st_ino if ours else status.st_ino + 1
        monkeypatch.setenv("JOURNAL_STREAM", f"{status.st_dev}:{inode}")
        monkeypatch.setattr(sys, "stderr", stream)
        log_to_stderr(settings(log_format="console"))
        logging.getLogger("quotebot").warning("trouble")
    assert path.read_text().startswith("<4>WARNING quotebot: trouble") is ours


def test_what_is_configured_is_masked(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    given = {
        "discord_token": SecretStr("not.by.shape"),
        "database": "postgresql://user:p%40ssword1@host/db?sslpassword=other-one",
    }
    log_to_stderr(settings(**given))
    logging.getLogger("x").warning("not.by.shape p%40ssword1 p@ssword1 other-one")
    assert json.loads(stream.getvalue())["message"] == "*** *** *** ***"


def test_names_of_places_last_as_long_as_the_tokens() -> None:
    tokens = {"discord_token": SecretStr(DISCORD_TOKEN), "slack_bot_token": SecretStr(BOT_TOKEN)}
    first, again = pseudonyms(settings(**tokens)), pseudonyms(settings(**tokens))
    assert first.of("1234") == again.of("1234")
    others = [pseudonyms(settings()), pseudonyms(settings()), pseudonyms(Settings())]
    assert len({names.of("1234") for names in (first, *others)}) == 4


@pytest.mark.parametrize("level", ["info", "error"])
def test_libraries_chat_only_when_debugging(level: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_to_stderr(settings(log_level=level))
    logging.getLogger("discord.gateway").info("chat")
    logging.getLogger("discord.gateway").error("trouble")
    log_to_stderr(settings(log_level="debug"))
    logging.getLogger("slack_sdk.web").debug("more chat")
    messages = [json.loads(line)["message"] for line in stream.getvalue().splitlines()]
    assert messages == ["trouble", "more chat"]


@pytest.mark.parametrize(("level", "lines"), [("info", 0), ("warning", 0), ("debug", 1)])
def test_whoever_typed_a_command_sees_the_log_when_debugging(
    level: str, lines: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    log_when_debugging(settings(log_level=level))
    logging.getLogger("quotebot").error("trouble")
    assert stream.getvalue().count("\n") == lines
