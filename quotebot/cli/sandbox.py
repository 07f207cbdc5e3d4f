"""`quotebot sandbox`: the bot on this machine alone, and a prompt to talk to it."""

import asyncio
import contextlib
import sys
import threading
import webbrowser
from collections.abc import AsyncIterator
from typing import TextIO

import click

from quotebot.cli.logs import log_for_a_service
from quotebot.running.sandbox import run_sandbox
from quotebot.sandbox.prompt import PROMPT
from quotebot.settings import Settings, load_settings
from quotebot.settings.surroundings import has_screen


@click.command()
@click.option("--no-browser", is_flag=True, help="Print the page's address, and open no browser.")
def sandbox(*, no_browser: bool) -> None:
    """Try the bot with no account, on a Discord and a Slack that run on this machine.

    Use both chats in the browser, or type /quote progress at the prompt.
    """
    start_sandbox(load_settings(), browser=not no_browser)


def start_sandbox(settings: Settings, *, browser: bool) -> None:
    """Run the sandbox until Ctrl-D or a signal."""
    log_for_a_service(settings, "debug" if settings.log_level == "debug" else "warning")

    def show(address: str) -> None:
        show_address(address, browser=browser)

    asyncio.run(run_sandbox(settings, typed_lines(sys.stdin), click.echo, show_page=show))


def show_address(address: str, *, browser: bool) -> None:
    """Say where the page is, and open it where there is a screen.

    A browser in the terminal would take the place of the prompt.
    """
    click.echo(f"Both chats in your browser: {address}")
    if browser and has_screen():
        webbrowser.open(address)


async def typed_lines(source: TextIO) -> AsyncIterator[str]:
    """What a person types at the prompt, or a program writes to it, until the end of it.

    An input that is empty from the start, as a service has it, ends nothing.
    """
    prompt = PROMPT if source.isatty() else ""
    may_end = source.isatty()
    while True:
        click.echo(prompt, nl=False)
        line = await _read_line(source)
        if not line and not may_end:
            await asyncio.Event().wait()
        if not line:
            return
        yield line
        may_end = True


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
