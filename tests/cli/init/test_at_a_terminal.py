"""`quotebot init` as a process on a real pseudo-terminal."""

import sys
from pathlib import Path

import pytest

import quotebot
from tests.cli.machine import APP_TOKEN, BOT_TOKEN, CANARY, DISCORD_TOKEN, TOKENS
from tests.cli.quotes.screens import CURSOR, Screen, started

pytestmark = pytest.mark.slow  # each starts a process

VARIABLES = {"PYTHONPATH": str(Path(quotebot.__file__).parents[1])}
INIT = (sys.executable, "-m", "quotebot", "init")
ENV = Path(".env")
UP = "\x1b[A"
CLEAR = "\x15"  # Ctrl-U


def answer(screen: Screen, title: str, keys: str) -> None:
    screen.shows(title)
    screen.shows(CURSOR)
    screen.type(f"{keys}\r")


def test_tokens_are_asked_for_never_shown_and_written() -> None:
    with started(*INIT, variables=VARIABLES) as screen:
        answer(screen, "Shall the bot be on Discord?", "")
        answer(screen, "Shall the bot be on Slack?", "y")
        screen.shows("reset the token and copy it")
        answer(screen, "Discord's bot token", BOT_TOKEN)
        screen.shows("what you typed holds another token: it belongs in SLACK_BOT_TOKEN")
        screen.shows(CURSOR)
        screen.type(f"{DISCORD_TOKEN}\r")
        screen.shows("From a manifest")
        answer(screen, "Slack's bot token (xoxb-…)", "")
        screen.shows("must be given")
        screen.shows(CURSOR)
        screen.type(f"{BOT_TOKEN}\r")
        answer(screen, "Slack's app-level token (xapp-…)", APP_TOKEN)
        screen.shows("Database")
        screen.shows(CURSOR)
        screen.type(UP)  # brings back the last answer that was not hidden
        screen.shows("y")
        screen.shows(CURSOR)
        screen.type(f"{CLEAR}\r")
        screen.shows("Wrote DISCORD_TOKEN, SLACK_BOT_TOKEN, SLACK_APP_TOKEN to .env")
        screen.shows("quotebot run")
        assert screen.ended() == 0
    assert CANARY.encode() not in screen.seen
    lines = ENV.read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == [
        f"{name}={token}" for name, token in TOKENS.items()
    ]


def test_what_is_there_is_kept_unless_somebody_wants_another() -> None:
    ENV.write_text(f"DISCORD_TOKEN={DISCORD_TOKEN}\nA=1\n")
    ENV.chmod(0o600)
    with started(*INIT, variables=VARIABLES) as screen:
        answer(screen, "Shall the bot be on Slack?", "")
        answer(screen, "DISCORD_TOKEN is set already (***nary). Replace it?", "")
        screen.shows("Nothing to change: .env has it already.")
        assert screen.ended() == 0
    new = DISCORD_TOKEN.replace(CANARY, "Another")
    with started(*INIT, "--discord", variables=VARIABLES) as screen:
        answer(screen, "DISCORD_TOKEN is set already (***nary). Replace it?", "y")
        answer(screen, "Discord's bot token", new)
        answer(screen, "Database", "")
        screen.shows("Wrote DISCORD_TOKEN to .env")
        assert screen.ended() == 0
    assert ENV.read_text() == f"DISCORD_TOKEN={new}\nA=1\n"


def test_giving_up_leaves_everything_as_it_was() -> None:
    with started(*INIT, "--slack", variables=VARIABLES) as screen:
        answer(screen, "Slack's bot token", BOT_TOKEN)
        screen.shows("Slack's app-level token")
        screen.shows(CURSOR)
        screen.type("\x03")
        screen.shows("Nothing was written.")
        assert screen.ended() == 1
    assert not ENV.exists()


def test_a_database_that_is_none_is_asked_for_again() -> None:
    Path("token").write_text(DISCORD_TOKEN)
    arguments = ("--discord-token-file", "token")
    with started(*INIT, *arguments, variables=VARIABLES) as screen:
        answer(screen, "Database", "\x15mysql://host/db")
        screen.shows("what you typed is no database")
        screen.shows(CURSOR)
        screen.type("\x15memory://\r")
        screen.shows("Wrote DISCORD_TOKEN, QUOTEBOT_DATABASE to .env")
        assert screen.ended() == 0
    assert "QUOTEBOT_DATABASE=memory://\n" in ENV.read_text()
