"""`quotebot check`: are the quote files as they must be?"""

from pathlib import Path

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.cli.problem_formats import Format, Report, lines
from quotebot.cli.progress import progress
from quotebot.curation.codes import Severity
from quotebot.curation.problems import Problem
from quotebot.curation.reading import read
from quotebot.curation.rewriting import Fixed, fix
from quotebot.settings import load_settings
from quotebot.wiring import quote_paths


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice([*map(str, Format)]),
    default=str(Format.TEXT),
    show_default=True,
    help="How problems are written: for people, for programs, or as annotations on GitHub.",
)
@click.option("--strict", is_flag=True, help="End with 1 for warnings, too.")
@click.option(
    "--fix",
    "fix_first",
    is_flag=True,
    help="First put right in PATHS what is mechanical: accents, white space, quotation marks.",
)
@click.pass_context
def check(
    context: click.Context, paths: tuple[Path, ...], form: str, *, strict: bool, fix_first: bool
) -> None:
    """Check quote files, or all in a directory; without PATHS those that the bot would load.

    Ends with 0 when there is no error (warnings are no errors), with 1 when there is one.
    docs/checks.md explains every rule.
    """
    settings = load_settings()
    log_when_debugging(settings)
    if fix_first and not paths:
        raise click.UsageError("--fix changes files: name those that it may change.")
    with progress("Reading quote files") as shown:
        outcomes = list(fix(paths)) if fix_first else []
        reading = read(list(paths) or quote_paths(settings), for_curators=True, watch=shown.each)
    unfixed = [each for each in outcomes if isinstance(each, Problem)]
    problems = sorted([*reading.problems, *unfixed])
    fixed = [each for each in outcomes if isinstance(each, Fixed)] if fix_first else None
    report = Report(len(reading.quotes), problems, fixed)
    for line in lines(report, Format(form)):
        click.echo(line)
    click.echo(report.summary, err=True)
    context.exit(1 if report.count(Severity.ERROR) or (strict and problems) else 0)
