"""`quotebot run` and `quotebot sandbox`: the bot, for real or on this machine alone."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import AsyncIterator

import click

from quotebot import running
from quotebot.cli.logs import log_to_stderr
from quotebot.sandbox.prompt import PROMPT
from quotebot.settings import load_settings


@click.command()
@click.option("--or-sandbox", is_flag=True, help="Start the sandbox when no token is set.")
@click.pass_context
def run(context: click.Context, *, or_sandbox: bool) -> None:
    """Run the bot on each platform whose tokens are set, until SIGTERM or Ctrl-C."""
    settings = load_settings()
    if or_sandbox and not settings.platforms:
        click.echo("No token is set: starting the sandbox, Discord and Slack on this machine alone")
        context.invoke(sandbox)
        return
    log_to_stderr(settings.log_level)
    click.echo(f"Starting on {' and '.join(settings.platforms) or 'no platform'}", err=True)
    asyncio.run(running.run(settings))


@click.command()
def sandbox() -> None:
    """Try the bot with no account, on a Discord and a Slack that run on this machine.

    Type /quote progress at the prompt and see the answer as each platform got it.
    """
    settings = load_settings()
    log_to_stderr("warning")
    asyncio.run(running.run_sandbox(settings, typed_lines(), click.echo))


async def typed_lines() -> AsyncIterator[str]:
    """What a person types at the prompt, until Ctrl-D.

    Each line is read in a daemon thread: nothing can interrupt input(), and it must not keep the
    process from ending.
    """
    loop = asyncio.get_running_loop()
    while True:
        line: asyncio.Future[str | None] = loop.create_future()
        threading.Thread(target=_read_into, args=(loop, line), daemon=True).start()
        typed = await line
        if typed is None:
            return
        yield typed


def _read_into(loop: asyncio.AbstractEventLoop, line: asyncio.Future[str | None]) -> None:
    try:
        typed = input(PROMPT if sys.stdin.isatty() else "")
    except (EOFError, UnicodeDecodeError):
        typed = None

    def hand_over() -> None:
        if not line.done():
            line.set_result(typed)

    with contextlib.suppress(RuntimeError):  # the loop is closed: the process is ending
        loop.call_soon_threadsafe(hand_over)
