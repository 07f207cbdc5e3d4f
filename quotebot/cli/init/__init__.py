"""`quotebot init`: from tokens to a bot that can be run, with questions or without."""

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import Final

import click

from quotebot.cli.init.guides import after, before
from quotebot.cli.init.places import Credentials, EnvFile, Place
from quotebot.cli.init.secrets import TOKENS, Given, Secrets, read_files
from quotebot.cli.terminal import Ask, Terminal, agreed
from quotebot.core.messages import Platform
from quotebot.settings import load_settings

_NOTHING_WRITTEN: Final = 1
_DIRECTORIES: Final = {"env": Path(), "credentials": Path("credentials")}


@click.command()
@click.option("--discord", is_flag=True, help="Set up Discord.")
@click.option("--slack", is_flag=True, help="Set up Slack.")
@click.option("--discord-token-file", metavar="PATH", help="A file with Discord's bot token.")
@click.option("--slack-bot-token-file", metavar="PATH", help="A file with Slack's bot token.")
@click.option("--slack-app-token-file", metavar="PATH", help="A file with the app-level token.")
@click.option("--database", metavar="URL", help="The database, if its URL has no password.")
@click.option("--database-file", metavar="PATH", help="A file with the URL of the database.")
@click.option(
    "--output",
    type=click.Choice(list(_DIRECTORIES)),
    default="env",
    show_default=True,
    help="A file .env, or a file for each secret.",
)
@click.option(
    "--directory",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to write; this directory for env, credentials in it for credentials.",
)
@click.option("--no-prompt", is_flag=True, help="Ask nothing.")
@click.option("--yes", "-y", is_flag=True, help="Replace what is set already.")
@click.pass_context
def init(
    context: click.Context,
    /,
    *,
    discord: bool,
    slack: bool,
    output: str,
    directory: Path | None,
    no_prompt: bool,
    yes: bool,
    **files: str | None,
) -> None:
    """Set the bot up: ask for its tokens, and write them where nobody else can read them.

    Tokens are not taken on the command line, where the shell's history and the list of processes
    would show them: type or paste them, or name files that have them; - is standard input. What is
    set already is not changed unasked, so that it does no harm to run this again. It ends with 1 if
    nothing was written because whoever was asked wanted none of it.

    \b
    With questions:  quotebot init
    In a script:     pass show discord | quotebot init --no-prompt --discord-token-file -
    For systemd:     quotebot init --output credentials --directory /etc/quotebot
    """
    place = _place(output, directory or _DIRECTORIES[output])
    given = read_files(files)
    ask = None if no_prompt else _terminal()
    commands = _commands(context)
    try:
        platforms = _platforms(ask, given, place, discord=discord, slack=slack)
        values = Secrets(place, given, ask, replace=yes).of(
            platforms, partial(before, commands=commands)
        )
    except (KeyboardInterrupt, EOFError):
        click.echo("Nothing was written.", err=True)
        context.exit(_NOTHING_WRITTEN)
    if not platforms:
        click.echo("Nothing was written: the bot would be nowhere.", err=True)
        context.exit(_NOTHING_WRITTEN)
    for sentence in place.put(values):
        click.echo(sentence)
    click.echo(after(platforms, place, commands))
    if isinstance(place, EnvFile):
        load_settings(place.path)  # whatever else is wrong is told now


def _place(output: str, directory: Path) -> Place:
    return EnvFile(directory / ".env") if output == "env" else Credentials(directory)


def _terminal() -> Ask:
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise click.UsageError(
            "there is no terminal to ask at: add --no-prompt, and name files with the tokens"
        )
    return Terminal()


def _platforms(
    ask: Ask | None, given: Given, place: Place, *, discord: bool, slack: bool
) -> list[Platform]:
    """Those that were named; else those that have a token, and those that are wanted besides."""
    named = {Platform.DISCORD: discord, Platform.SLACK: slack}
    if not any(named.values()):
        named = {each: _is_named(each, given) for each in named}
    if any(named.values()):
        return [each for each, is_named in named.items() if is_named]
    there = {each: _is_named(each, place.held()) for each in named}
    if ask is None and not any(there.values()):
        raise click.UsageError(
            "there is no token yet: --discord-token-file PATH names a file with it, or"
            " --slack-bot-token-file and --slack-app-token-file those with Slack's two"
        )
    none = not any(there.values())
    return [each for each in there if there[each] or (ask and _wanted(each, ask, otherwise=none))]


def _is_named(platform: Platform, names: Iterable[str]) -> bool:
    return not TOKENS[platform].keys().isdisjoint(names)


def _wanted(platform: Platform, ask: Ask, *, otherwise: bool) -> bool:
    title = f"Shall the bot be on {platform.value.title()}?"
    explanation = f"y or n; Enter alone means {'y' if otherwise else 'n'}."
    return agreed(ask, title, explanation, otherwise=otherwise)


def _commands(context: click.Context) -> list[str]:
    root = context.find_root()
    return root.command.list_commands(root) if isinstance(root.command, click.Group) else []
