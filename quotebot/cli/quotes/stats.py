"""`quotebot quotes stats`: what a library holds, in numbers."""

import json
import math
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from quotebot.cli.logs import log_when_debugging, one_line
from quotebot.cli.progress import progress
from quotebot.cli.quotes.stats_page import page
from quotebot.core.errors import LibraryError
from quotebot.curation.reading import read
from quotebot.curation.statistics import Row, Statistics, Table, statistics
from quotebot.settings import load_settings
from quotebot.wiring import quote_paths

_MOST_ROWS: Final = 12
_BAR: Final = 32  # characters of the longest
_WIDEST_NAME: Final = 32


@click.command("stats")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--all", "everything", is_flag=True, help="Also the topics and authors with few.")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
@click.option(
    "--html",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write it as a page with plots, complete in one file.",
)
def command(paths: tuple[Path, ...], html: Path | None, *, everything: bool, as_json: bool) -> None:
    """Count quotes by topic, author, century, length, language and status.

    PATHS are quote files or folders of them; without PATHS it is what the bot would load.
    """
    settings = load_settings()
    log_when_debugging(settings)
    with progress("Reading quote files") as shown:
        reading = read(list(paths) or quote_paths(settings), watch=shown.each)
        counted = statistics(reading.anthology().quotes.values(), reading.topics)
    if html is not None:
        _write(html, page(counted))
    if as_json:
        click.echo(json.dumps(_dictionary(counted), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(_lines(counted, everything=everything)))


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise LibraryError([f"{path} cannot be written: {error.strerror}"]) from error
    click.echo(f"written: {one_line(str(path))}", err=True)


def _dictionary(counted: Statistics) -> dict[str, Any]:
    numbers = asdict(counted)
    numbers["tables"] = {
        table.title.lower(): {row.name: row.count for row in table.rows} for table in counted.tables
    }
    return numbers


def _lines(counted: Statistics, *, everything: bool) -> Iterator[str]:
    yield _sentence(counted)
    block = "█" if _can_write("█") else "#"
    shown = [_shown(table, everything=everything) for table in counted.tables]
    width = max(len(_short(row.name)) for rows in shown for row in rows)
    digits = len(str(counted.quotes))
    for table, rows in zip(counted.tables, shown, strict=True):
        yield f"\n{table.title}"
        most = max(row.count for row in rows)
        for row in rows:
            bar = block * (math.ceil(_BAR * row.count / most) if most else 0)
            yield f"  {_short(row.name):<{width}}  {row.count:>{digits}}  {bar}".rstrip()
        if left := table.rows[len(rows) :]:
            yield f"  and {len(left)} more with {left[0].count} or fewer: --all"


def _shown(table: Table, *, everything: bool) -> Sequence[Row]:
    return table.rows[:_MOST_ROWS] if table.many and not everything else table.rows


def _sentence(counted: Statistics) -> str:
    return (
        f"{_counted(counted.quotes, 'quote')} from {_counted(counted.works, 'work')} by"
        f" {_counted(counted.authors, 'author')} on {_counted(counted.topics, 'topic')};"
        f" median length {counted.median_length} characters, longest {counted.longest}"
    )


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _short(name: str) -> str:
    shown = one_line(name)
    return shown if len(shown) <= _WIDEST_NAME else f"{shown[: _WIDEST_NAME - 3]}..."


def _can_write(character: str) -> bool:
    try:
        character.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
