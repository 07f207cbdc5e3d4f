"""`quotebot quotes`: the curator's tools, each in a file of its own."""

import importlib
from typing import Final

import click

_COMMANDS: Final = {
    "add": "adding",
    "export": "exporting",
    "import": "importing",
    "search": "searching",
    "stats": "stats",
}
"""The module of each; the command itself is called `command` there."""


class _Quotes(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"quotebot.cli.quotes.{_COMMANDS[cmd_name]}")
        command: click.Command = module.command
        return command


@click.group(cls=_Quotes)
def quotes() -> None:
    """Add, find, count, import and export quotes: the curator's tools.

    \b
    Add a quote, with questions:     quotebot quotes add
    Find one:                        quotebot quotes search progress
    Count them:                      quotebot quotes stats
    What an import would bring:      quotebot quotes import csv quotes.csv --into my-quotes
    Everything in one file:          quotebot quotes export --format json -o quotes.json
    """
