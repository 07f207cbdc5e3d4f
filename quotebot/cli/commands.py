"""`quotebot commands`: what Discord has registered, compared with what this version declares."""

import asyncio
import json
from collections.abc import Sequence
from typing import Final

import click

from quotebot.cli.command_rows import as_dictionary, as_line
from quotebot.cli.logs import log_when_debugging
from quotebot.on_discord.differences import Difference
from quotebot.settings import Settings, load_settings

_MOST_IDS: Final = 2**63 - 1

_guild = click.option(
    "--guild",
    type=click.IntRange(1, _MOST_IDS),
    metavar="ID",
    help="Those of this server alone, instead of those that all servers have.",
)


@click.group()
def commands() -> None:
    """Compare the commands that Discord has registered with those declared, and register these.

    The bot does so by itself when it starts. Discord needs DISCORD_TOKEN for it; Slack has one
    command, in its manifest: see quotebot slack manifest.
    """


@commands.command()
@_guild
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_context
def diff(context: click.Context, guild: int | None, *, as_json: bool) -> None:
    """Print what Discord has registered otherwise than this version declares it.

    Ends with 1 if they differ.
    """
    from quotebot.cli.registered_commands import compared  # noqa: PLC0415 - help needs no discord.py

    found = asyncio.run(compared(_settings(), guild))
    if as_json:
        click.echo(json.dumps([as_dictionary(one) for one in found], indent=2))
    else:
        _print(found)
    context.exit(1 if found else 0)


@commands.command()
@_guild
@click.option("--clear", is_flag=True, help="Take all commands away instead.")
@click.option("--dry-run", is_flag=True, help="Only print what would change.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def sync(guild: int | None, *, clear: bool, dry_run: bool, yes: bool) -> None:
    """Register the commands of this version with Discord, and no others.

    A server whose own commands are registered shows them beside those that all servers have: take
    them away again with --guild ID --clear.
    """
    from quotebot.cli.registered_commands import compared, replaced  # noqa: PLC0415 - as above

    settings = _settings()
    found = asyncio.run(compared(settings, guild, clear=clear))
    _print(found)
    if dry_run or not found:
        return
    if not yes:
        click.confirm("Change this at Discord?", abort=True, err=True)
    count = asyncio.run(replaced(settings, guild, clear=clear))
    click.echo(f"registered; commands: {count}", err=True)


def _settings() -> Settings:
    settings = load_settings()
    log_when_debugging(settings)
    return settings


def _print(found: Sequence[Difference]) -> None:
    for one in found:
        click.echo(as_line(one))
    if not found:
        click.echo("Discord has the commands as they are declared.", err=True)
