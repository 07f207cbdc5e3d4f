"""`quotebot check`: are the quote files as they must be?"""

from pathlib import Path

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.curation.reading import read
from quotebot.settings import load_settings
from quotebot.wiring import quote_paths


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_context
def check(context: click.Context, paths: tuple[Path, ...]) -> None:
    """Check quote files, or all in a directory; without PATHS those that the bot would load.

    Ends with 0 when there is no error (warnings are no errors), with 1 when there is one.
    """
    settings = load_settings()
    log_when_debugging(settings.log_level)
    reading = read(list(paths) or quote_paths(settings))
    for problem in reading.problems:
        click.echo(str(problem))
    errors, warnings = len(reading.errors), len(reading.warnings)
    click.echo(
        f"{_counted(len(reading.quotes), 'quote')} checked:"
        f" {_counted(errors, 'error')}, {_counted(warnings, 'warning')}",
        err=True,
    )
    context.exit(1 if errors else 0)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
