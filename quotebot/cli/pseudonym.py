"""`quotebot pseudonym`: from an id to what the log calls it."""

import click

from quotebot.cli.logs import log_when_debugging, pseudonyms
from quotebot.core.errors import SettingsError
from quotebot.settings import load_settings


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
def pseudonym(ids: tuple[str, ...]) -> None:
    """Print what the log calls the server, channel or person with this ID, a line each."""
    settings = load_settings()
    log_when_debugging(settings)
    if not settings.platforms:
        raise SettingsError(
            "No token is set, and what the log calls an id depends on the tokens:"
            " run this with the settings of the bot"
        )
    names = pseudonyms(settings)
    for each in ids:
        click.echo(names.of(each))
