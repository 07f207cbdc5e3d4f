"""`quotebot db`: the database, for whoever runs the bot."""

import importlib
from typing import Final

import click

# Each is imported when it is asked for, as the commands of `quotebot` are.
_COMMANDS: Final = {
    "status": "looking",
    "check": "looking",
    "migrate": "migrating",
    "backup": "copying",
    "restore": "restoring",
}


class _Db(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"quotebot.cli.db.{_COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=_Db)
def db() -> None:
    """Look after the database: see, check, migrate, back up and restore it.

    It is the one that QUOTEBOT_DATABASE names. docs/database.md tells more.

    \b
    How is it?                       quotebot db status
    A backup while the bot runs:     quotebot db backup
    Back to it, the bot stopped:     quotebot db restore quotebot-20260308-073000.db
    """
