"""`quotebot reload`: have a running bot read its quote files anew."""

import asyncio
from typing import assert_never

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.cli.progress import progress
from quotebot.core.errors import SettingsError
from quotebot.curation.reloading import Kept, Reloaded
from quotebot.running.control import ask_to_reload
from quotebot.settings import load_settings, variable


@click.command()
@click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True),
    default=60.0,
    show_default=True,
    help="Seconds to wait for the bot.",
)
@click.pass_context
def reload(context: click.Context, timeout: float) -> None:
    """Have the bot that runs in this directory read its quote files anew, and wait for it.

    Ends with 0 when the bot has the new quotes; with 1 when it keeps the last good ones because
    something is wrong with the files, which is listed; with 78 when no bot can be reached.
    """
    settings = load_settings()
    log_when_debugging(settings)
    if settings.control_socket is None:
        raise SettingsError(f"{variable('control_socket')} is empty: the bot listens nowhere")
    with progress("Waiting for the bot"):
        outcome = asyncio.run(ask_to_reload(settings.control_socket, timeout))
    match outcome:
        case Reloaded(quotes):
            click.echo(f"reloaded; quotes: {quotes}", err=True)
        case Kept(problems):
            for problem in problems:
                click.echo(problem)
            click.echo("not reloaded: the bot keeps the last good quotes", err=True)
            context.exit(1)
        case _:
            assert_never(outcome)
