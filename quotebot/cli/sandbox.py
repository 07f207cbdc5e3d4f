"""`quotebot sandbox`: the bot on this machine alone, and a prompt to talk to it."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import AsyncIterator
from typing import TextIO

import click

from quotebot.cli.logs import log_to_stderr
from quotebot.running.sandbox import run_sandbox
from quotebot.sandbox.prompt import PROMPT
from quotebot.settings import Settings, load_settings


@click.command()
def sandbox() -> None:
    """Try the bot with no account, on a Discord and a Slack that run on this machine.

    Type /quote progress at the prompt and see the answer as each platform got it.
    """
    start_sandbox(load_settings())


def start_sandbox(settings: Settings) -> None:
    """Run the sandbox until Ctrl-D or a signal."""
    log_to_stderr("debug" if settings.log_level == "debug" else "warning")
    asyncio.run(run_sandbox(settings, typed_lines(sys.stdin), click.echo))


async def typed_lines(source: TextIO) -> AsyncIterator[str]:
    """What a person types at the prompt, or a program writes to it, until the end of it."""
    prompt = PROMPT if source.isatty() else ""
    while True:
        click.echo(prompt, nl=False)
        line = await _read_line(source)
        if not line:
            return
        yield line


async def _read_line(source: TextIO) -> str:
    """A line, "" at the end.

    It is read in a daemon thread: nothing can interrupt that, and it must not keep the process from
    ending. Not by input(), as the interpreter aborts when it ends while a thread is in there.
    """
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str] = loop.create_future()

    def hand_over(text: str) -> None:
        if not line.done():
            line.set_result(text)

    def read() -> None:
        text = source.readline()
        with contextlib.suppress(RuntimeError):  # the loop is closed: the process is ending
            loop.call_soon_threadsafe(hand_over, text)

    threading.Thread(target=read, daemon=True).start()
    return await line
