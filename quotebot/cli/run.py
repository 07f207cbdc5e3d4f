"""`quotebot run`: the bot on Discord and Slack, for real."""

import asyncio

import click

from quotebot.cli.logs import log_to_stderr
from quotebot.cli.sandbox import start_sandbox
from quotebot.running.service import run as run_bot
from quotebot.settings import load_settings


@click.command()
@click.option("--or-sandbox", is_flag=True, help="Start the sandbox when no token is set.")
@click.option(
    "--daily-only",
    is_flag=True,
    help="Answer nobody, and help another process to post daily quotes (needs PostgreSQL).",
)
def run(*, or_sandbox: bool, daily_only: bool) -> None:
    """Run the bot on each platform whose tokens are set, until SIGTERM or Ctrl-C."""
    settings = load_settings()
    if or_sandbox and not settings.platforms:
        click.echo("No token is set: starting the sandbox, Discord and Slack on this machine alone")
        start_sandbox(settings)
        return
    log_to_stderr(settings.log_level)
    if settings.platforms:
        click.echo(f"Starting on {' and '.join(settings.platforms)}", err=True)
    asyncio.run(run_bot(settings, daily_only=daily_only))
