"""`quotebot check`: are the quote files as they must be?"""

from pathlib import Path

import click

from quotebot.curation.problems import Severity
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
    found = read(list(paths) or quote_paths(load_settings()))
    for problem in found.problems:
        click.echo(str(problem))
    errors = sum(problem.severity is Severity.ERROR for problem in found.problems)
    warnings = len(found.problems) - errors
    click.echo(
        f"{len(found.quotes)} quotes checked: {errors} errors, {warnings} warnings", err=True
    )
    context.exit(1 if errors else 0)
