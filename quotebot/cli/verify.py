"""`quotebot verify`: are the quotes word for word in their source texts?"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from quotebot.cli import verify_report as report
from quotebot.cli.logs import log_when_debugging
from quotebot.cli.progress import progress
from quotebot.cli.verify_locked import compare
from quotebot.curation.reading import read
from quotebot.curation.verifying.drift import drift, updated
from quotebot.curation.verifying.folders import Folder, files_of, folders
from quotebot.curation.verifying.lock_file import read_lock, write_lock
from quotebot.curation.verifying.source_texts import SourceTexts, source_texts
from quotebot.curation.verifying.verdicts import Stands, Verified
from quotebot.curation.verifying.verification import verify_work
from quotebot.settings import load_settings
from quotebot.settings.surroundings import colour_wanted
from quotebot.wiring import SystemClock, quote_paths


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--texts",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Look in the texts in this folder, which are called <work>.txt.",
)
@click.option("--update-lock", is_flag=True, help="Keep what was found in verified.lock.")
@click.option("--locked", is_flag=True, help="Without texts: is all as it was when verified?")
@click.option("--quiet", "-q", is_flag=True, help="Print only what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.pass_context
def verify(
    context: click.Context,
    paths: tuple[Path, ...],
    texts: Path | None,
    *,
    update_lock: bool,
    locked: bool,
    quiet: bool,
    as_json: bool,
) -> None:
    """Look for each quote, word for word, in the source text of its work.

    PATHS are quote files or folders of them; without PATHS it is what the bot would load. Ends with
    0 when every quote stands in its text (with --locked: when none is new or has changed), else
    with 1.
    """
    if locked == (texts is not None) or (locked and update_lock):
        raise click.UsageError(
            "Give --texts DIR to look in source texts, or --locked to compare with verified.lock."
        )
    settings = load_settings()
    log_when_debugging(settings)
    wanted = list(paths) or quote_paths(settings)
    with progress("Reading quote files") as shown:
        reading = read(wanted, watch=shown.each)
    if errors := reading.errors:
        for error in errors:
            click.echo(str(error))
        click.echo("not looked for: correct the quote files first", err=True)
        context.exit(1)
    files = files_of(wanted)
    shelves = folders(reading.quotes, files)
    if texts is None:
        ok = compare(shelves, files, as_json=as_json)
    else:
        verified = _looked_for(shelves, source_texts(texts))
        if update_lock:
            _keep(shelves, verified)
        else:
            _mention_drift(shelves)
        everything = [each for of_work in verified.values() for each in of_work]
        ok = _tell(everything, files, quiet=quiet, as_json=as_json)
    context.exit(0 if ok else 1)


def _looked_for(shelves: Sequence[Folder], texts: SourceTexts) -> dict[str, list[Verified]]:
    """Each quote with what came of it, by the slug of its work."""
    works = sorted((work, quotes) for shelf in shelves for work, quotes in shelf.works.items())
    with progress("Looking for quotes") as shown:
        return {work: list(verify_work(work, quotes, texts)) for work, quotes in shown.each(works)}


def _tell(
    verified: Sequence[Verified], files: Mapping[str, Path], *, quiet: bool, as_json: bool
) -> bool:
    """Print what came of it; whether every quote stands in its text."""
    if as_json:
        click.echo(report.as_json(verified, files))
    else:
        colour = sys.stdout.isatty() and colour_wanted()
        for each in verified:
            if not (quiet and isinstance(each.verdict, Stands)):
                file = files[each.quote.source.slug]
                click.echo(report.as_text(each, file, colour=colour))
        click.echo(report.summary(verified), err=True)
    return all(isinstance(each.verdict, Stands) for each in verified)


def _keep(shelves: Sequence[Folder], verified: Mapping[str, Sequence[Verified]]) -> None:
    """Write the lock files anew; lines of them that cannot be read are left out."""
    today = SystemClock().now().date()
    for shelf in shelves:
        found = [each for work in shelf.works for each in verified[work]]
        write_lock(shelf.lock, updated(read_lock(shelf.lock), found, shelf.elsewhere, today))


def _mention_drift(shelves: Sequence[Folder]) -> None:
    for shelf in shelves:
        if shelf.lock.exists() and drift(shelf.quotes, read_lock(shelf.lock), shelf.elsewhere):
            click.echo(
                f"{shelf.lock} does not hold these quotes: --update-lock writes it", err=True
            )
