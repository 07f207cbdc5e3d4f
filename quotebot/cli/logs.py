"""Where the log of a command goes, and in which form: from the settings to a log that is kept."""

import os
import secrets
import sys
from collections.abc import Iterator
from typing import Final, TextIO

from pydantic import SecretStr

from quotebot.observing.logs import CHATTY, LogHandler, log_to
from quotebot.observing.logs_console import Console, one_line
from quotebot.observing.logs_entry import Discretion
from quotebot.observing.logs_json import JsonLines
from quotebot.observing.pseudonyms import Pseudonyms, key_from
from quotebot.observing.redaction import Redaction, passwords_in
from quotebot.observing.uncaught import bring_into_the_log
from quotebot.settings import Settings
from quotebot.settings.surroundings import colour_wanted, journal_stream

__all__ = [
    "CHATTY", "log_for_a_service", "log_to_stderr", "log_when_debugging", "one_line", "pseudonyms",
    "redaction",
]  # fmt: skip

_NO_KEY_LENGTH: Final = 32


def log_to_stderr(settings: Settings, level: str | None = None) -> None:
    """Send the log to standard error, of the level that is set unless another is given."""
    log_to(LogHandler(sys.stderr, _formatter(settings)), level or settings.log_level)


def log_for_a_service(settings: Settings, level: str | None = None) -> None:
    """The same, with all that would be written past the log brought into it."""
    log_to_stderr(settings, level)
    bring_into_the_log()


def log_when_debugging(settings: Settings) -> None:
    """Show whoever typed a command the log only if they asked for all of it."""
    log_to_stderr(settings, "debug" if settings.log_level == "debug" else "critical")


def redaction(settings: Settings) -> Redaction:
    """What masks every secret, and above all those of these settings."""
    return Redaction(_secrets(settings))


def pseudonyms(settings: Settings) -> Pseudonyms:
    """The names that ids have in the log: lasting as long as the platforms' tokens do."""
    tokens = (settings.discord_token, settings.slack_bot_token)
    known = [token.get_secret_value() for token in tokens if token]
    return Pseudonyms(key_from(*known) if known else secrets.token_bytes(_NO_KEY_LENGTH))


def _formatter(settings: Settings) -> Console | JsonLines:
    discretion = Discretion(redaction(settings), pseudonyms(settings))
    terminal = sys.stderr.isatty()
    if settings.log_format == "json" or (settings.log_format == "auto" and not terminal):
        return JsonLines(discretion)
    return Console(
        discretion,
        colour=terminal and colour_wanted(),
        priorities=not terminal and _is(sys.stderr, journal_stream()),
    )


def _is(stream: TextIO, device_and_inode: str) -> bool:
    """Whether the stream is the one that journald gave the process; a stream may be redirected."""
    try:
        status = os.fstat(stream.fileno())
    except (OSError, ValueError):  # it is no file
        return False
    return device_and_inode == f"{status.st_dev}:{status.st_ino}"


def _secrets(settings: Settings) -> Iterator[str]:
    for name in Settings.model_fields:
        value = getattr(settings, name)
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
        if isinstance(text, str) and "://" in text:
            yield from passwords_in(text)
