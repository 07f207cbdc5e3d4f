"""`quotebot pseudonym`: what the log calls an id."""

import json
import logging

import pytest
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.cli.logs import log_to_stderr
from quotebot.core.events import Event
from quotebot.core.messages import Place, Platform
from quotebot.settings import load_settings
from tests.cli.machine import DISCORD_TOKEN

GUILD = "123456789012345678"


def test_an_id_is_called_what_the_log_calls_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", DISCORD_TOKEN)
    told = CliRunner().invoke(main, ["pseudonym", GUILD, "42"])
    assert told.exit_code == 0, told.stderr
    log_to_stderr(load_settings())
    refused = Event.POST_REFUSED(place=Place(Platform.DISCORD, GUILD, "42"), error=f"no {GUILD}")
    logging.getLogger("quotebot").warning(refused)
    line = json.loads(capsys.readouterr().err)
    assert told.stdout.splitlines() == [line["guild_hash"], line["channel_hash"]]
    assert line["error"] == f"no #{line['guild_hash']}"


def test_without_the_tokens_nobody_can_say_it() -> None:
    told = CliRunner().invoke(main, ["pseudonym", GUILD])
    assert told.exit_code == 78
    assert told.stdout == ""
    assert told.stderr.startswith("quotebot: No token is set")
