"""`quotebot quotes import`: quotes from other programs' files, after a look at what would come."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click

from quotebot.cli.logs import log_when_debugging, one_line
from quotebot.cli.progress import progress
from quotebot.cli.quotes.libraries import where_is
from quotebot.cli.quotes.report import tell, tell_unused
from quotebot.curation.changing import Addition, addition, open_library
from quotebot.curation.converting import formats
from quotebot.curation.converting.formats import Format
from quotebot.curation.converting.rows import Refusal
from quotebot.curation.converting.taking import Taker
from quotebot.curation.fields import tidy
from quotebot.curation.replacing import apply, held
from quotebot.settings import load_settings

REFUSED: Final = 1
_AUTO: Final = "auto"
_FORM: Final = click.Choice([_AUTO, *(form.value for form in Format)])
_NOTHING: Final = (
    "Nothing is written while something cannot be taken:"
    " correct it, or leave it out with --skip-bad."
)
_STANDARD_INPUT: Final = Path("-")
_DEFAULTS: Final = {
    "author": "The author of quotes that name none.",
    "topics": "A topic of quotes that name none; may be repeated.",
    "where": "Where in the work quotes stand that do not say it.",
    "lang": "The language of quotes that name none, if not en.",
    "status": "verified, attributed or disputed, for quotes that do not say it.",
    "title": "The work of quotes that name none.",
    "source_author": "The author of that work.",
    "translator": "Its translator.",
    "year": "The year of its first publication.",
    "edition": "Its edition.",
    "url": "Where it can be read.",
    "quoted_in": "Where its words were found, if not in the work itself.",
    "rights": "Why its words may be quoted.",
}


def _encoding(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        try:
            b"x".decode(value)  # of nothing at all Python does not even look up the encoding
        except UnicodeDecodeError:
            pass
        except LookupError:
            raise click.BadParameter(f"{value} is no encoding of text that Python knows") from None
    return value


def _options(command: Callable[..., None]) -> Callable[..., None]:
    for name, text in reversed(_DEFAULTS.items()):
        flag = "--topic" if name == "topics" else f"--{name.replace('_', '-')}"
        command = click.option(flag, name, help=text, multiple=name == "topics")(command)
    return command


@click.command("import")
@click.argument(
    "wanted", metavar="FORMAT", type=click.Choice([_AUTO, *(form.value for form in Format)])
)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
)
@click.option(
    "--into",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder of quote files to add to; it may be new.",
)
@click.option("--write/--dry-run", help="Write the files; otherwise only tell what would come.")
@click.option("--skip-bad", is_flag=True, help="Take the rest where some cannot be taken.")
@click.option("--new-ids", is_flag=True, help="Make ids from the words, whatever the files say.")
@click.option("--encoding", callback=_encoding, help="What the files are in, if not UTF-8.")
@_options
def command(
    wanted: str,
    files: tuple[Path, ...],
    folder: Path,
    *,
    write: bool,
    skip_bad: bool,
    new_ids: bool,
    encoding: str | None,
    **given: Any,
) -> None:
    """Take quotes from FILES into quote files; FORMAT is fortune, csv, json, or auto.

    Tells how many are new, which are there already, and which cannot be taken and why, and writes
    nothing before --write is added. A quote needs its words, author, topics, work, year and where
    it stands there; options can give what the files do not. A quote whose file does not say where
    in which work it stands is marked as attributed.

    \b
    quotebot quotes import json quotes.json --into my-quotes
    quotebot quotes import fortune cookies --into my-quotes --topic luck --title "Our cookies" \\
      --year 1995 --where "the file cookies" --write
    """
    settings = load_settings()
    log_when_debugging(settings)
    where = where_is(folder, settings)
    with progress("Reading quote files") as shown:
        library = open_library(where.paths, shown.each)
    taker = Taker(library, _defaults(given), new_ids=new_ids)
    form = None if wanted == _AUTO else Format(wanted)
    unread: list[Refusal] = []
    for path in files:
        with progress(f"Reading {one_line(str(path))}") as shown:
            contents, refused = formats.read(_bytes(path), path, form, encoding)
            unread += refused
            taker.take(path, contents.rows, shown.each)
        tell_unused(path, contents.unused)
    taken = taker.taken
    with progress("Reading what would be written") as shown:
        added = addition(library, taken.new, folder, shown.each)
    refused = sorted([*unread, *taken.refused])
    tell(taken, added, refused)
    if refused and not skip_bad:
        click.echo(_NOTHING, err=True)
        raise click.exceptions.Exit(REFUSED)
    if added.changes:
        _write(added, really=write)


def _defaults(given: dict[str, Any]) -> dict[str, str]:
    named = {**given, "topics": ", ".join(given["topics"])}
    return {name: tidy(value) for name, value in named.items() if value and tidy(value)}


def _bytes(path: Path) -> bytes:
    if path == _STANDARD_INPUT:
        return sys.stdin.buffer.read()
    return held(path) or b""


def _write(added: Addition, *, really: bool) -> None:
    if really:
        apply(added.changes)
        click.echo("Written.", err=True)
    else:
        click.echo("Nothing was written yet: add --write to write it.", err=True)
