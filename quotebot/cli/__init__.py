"""The command line: one file per family of commands, imported when one of them is asked for."""

import importlib
import io
import logging
import secrets
import sys
from typing import Final

import click

import quotebot
from quotebot.core.errors import OperatorError
from quotebot.core.events import Event
from quotebot.observing.logs import LogHandler
from quotebot.observing.logs_console import Console, one_line
from quotebot.observing.logs_entry import Discretion
from quotebot.observing.pseudonyms import Pseudonyms
from quotebot.observing.redaction import Redaction

log = logging.getLogger(__name__)

EX_SOFTWARE: Final = 70  # sysexits.h: an internal error
_COMMANDS: Final = (
    "ask", "check", "commands", "completion", "config", "daily", "db", "doctor", "healthcheck",
    "init", "manual", "preview", "pseudonym", "quotes", "reload", "run", "sandbox", "schema",
    "slack", "verify",
)  # fmt: skip


class _Cli(click.Group):
    """Tells what goes wrong in a sentence: an OperatorError's own, or where to look for a bug."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(
            importlib.import_module(f"quotebot.cli.{cmd_name}"), cmd_name
        )
        return command

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except OperatorError as error:
            _tell(*str(error).splitlines())
            ctx.exit(error.exit_code)
        except Exception:
            reference = secrets.token_hex(4)
            log.exception(Event.BUG_MET(request_id=reference))
            _tell(
                f"Something went wrong inside quotebot. Reference: {reference}."
                " QUOTEBOT_LOG_LEVEL=debug shows where."
            )
            ctx.exit(EX_SOFTWARE)


@click.group(cls=_Cli, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(quotebot.__version__, prog_name="quotebot")
def main() -> None:
    """Curated, sourced quotes in Discord and Slack.

    Try it with no account: quotebot sandbox. See one answer: quotebot ask progress.
    """
    # Where a character cannot be written, or read, an escape is better than no answer.
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    logging.lastResort = _before_the_settings()


def _before_the_settings() -> logging.Handler:
    """Who masks what is logged, nearly always a bug, while nobody knows yet how to log."""
    discretion = Discretion(Redaction(), Pseudonyms(secrets.token_bytes(32)))
    handler = LogHandler(sys.stderr, Console(discretion, colour=False, priorities=False))
    handler.setLevel(logging.WARNING)
    return handler


def _tell(*sentences: str) -> None:
    masked = Redaction()  # for what a library may have put into an error
    for sentence in sentences:
        click.echo(f"quotebot: {one_line(masked(sentence))}", err=True)
