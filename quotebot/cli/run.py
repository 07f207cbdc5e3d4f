"""`quotebot run`: the bot on Discord and Slack, for real."""

import asyncio
import logging

import click

from quotebot.cli.logs import log_for_a_service
from quotebot.cli.sandbox import start_sandbox
from quotebot.core.events import Event
from quotebot.running.service import run as run_bot
from quotebot.settings import load_settings, secrets_that_everybody_can_read

log = logging.getLogger(__name__)


@click.command()
@click.option("--or-sandbox", is_flag=True, help="Start the sandbox when no token is set.")
@click.option(
    "--daily-only",
    is_flag=True,
    help="Answer nobody, and help another process to post daily quotes (needs PostgreSQL).",
)
@click.option("--no-browser", is_flag=True, help="Open no browser for the sandbox.")
def run(*, or_sandbox: bool, daily_only: bool, no_browser: bool) -> None:
    """Run the bot on each platform whose tokens are set, until SIGTERM or Ctrl-C."""
    settings = load_settings()
    if or_sandbox and not settings.platforms:
        click.echo("No token is set: starting the sandbox, Discord and Slack on this machine alone")
        start_sandbox(settings, browser=not no_browser)
        return
    log_for_a_service(settings)
    for sentence in secrets_that_everybody_can_read():
        log.warning(Event.SECRET_READABLE(error=sentence))
    if settings.platforms:
        log.info(Event.BOT_STARTING(platforms=" and ".join(settings.platforms)))
    asyncio.run(run_bot(settings, daily_only=daily_only))
