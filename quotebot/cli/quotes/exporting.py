"""`quotebot quotes export`: quotes in a form for other programs."""

import sys
from pathlib import Path
from typing import Final

import click

from quotebot.cli.logs import log_when_debugging
from quotebot.cli.progress import progress
from quotebot.cli.quotes.filters import chosen
from quotebot.cli.quotes.report import counted
from quotebot.curation.converting import formats
from quotebot.curation.converting.formats import Format
from quotebot.curation.reading import load
from quotebot.curation.replacing import Change, apply, held
from quotebot.settings import load_settings
from quotebot.wiring import quote_paths

_LEFT_OUT: Final = (
    "A fortune holds the words, the author, the work and its year. Ids, topics, places and all else"
    " are left out: json and csv hold everything."
)


@click.command("export")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "wanted",
    type=click.Choice([form.value for form in Format]),
    help="What to write; otherwise the end of the file's name tells.",
)
@click.option("--author", help="Only quotes of this author; a part of the name is enough.")
@click.option("--topic", help="Only quotes on this topic; another word for it will do.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; standard output if there is none.",
)
def command(
    paths: tuple[Path, ...],
    wanted: str | None,
    author: str | None,
    topic: str | None,
    output: Path | None,
) -> None:
    """Write the quotes of PATHS, or of the library that the bot would load, for other programs.

    json and csv hold every field of every quote and of its source, and `quotebot quotes import`
    makes the same files of them again. What goes out is UTF-8.

    \b
    quotebot quotes export --format json -o quotes.json
    quotebot quotes export my-quotes --format fortune --topic courage -o courage
    """
    settings = load_settings()
    log_when_debugging(settings)
    form = Format(wanted) if wanted else formats.named(output)
    if form is None:
        raise click.UsageError(f"say --format {', '.join(Format)}")
    with progress("Reading quote files") as shown:
        anthology = load(list(paths) or quote_paths(settings), shown.each)
        quotes = chosen(anthology, anthology.quotes.values(), author, topic)
        data = formats.write(list(shown.each(quotes, "Writing the quotes")), form).encode()
    _write(data, output)
    works = len({quote.source.slug for quote in quotes})
    click.echo(f"{counted(len(quotes), 'quote')} from {counted(works, 'work')}", err=True)
    if form is Format.FORTUNE:
        click.echo(_LEFT_OUT, err=True)


def _write(data: bytes, output: Path | None) -> None:
    if output is None:
        sys.stdout.buffer.write(data)
    elif output.exists() and not output.is_file():
        output.write_bytes(data)
    else:
        apply([Change(output, held(output), data)])
