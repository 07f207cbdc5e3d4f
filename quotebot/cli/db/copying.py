"""`quotebot db backup`: a copy of the database, while the bot goes on."""

from pathlib import Path
from typing import assert_never

import click

from quotebot.cli.db.places import in_words, named_with_the_time, settings_and_place
from quotebot.cli.logs import one_line
from quotebot.cli.progress import progress
from quotebot.store import postgres_dump, sqlite_copies
from quotebot.store.urls import PostgresUrl, SqliteFile
from quotebot.wiring import SystemClock


@click.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace the file PATH if it is there.")
def backup(path: Path | None, *, force: bool) -> None:
    """Write a backup of the database to PATH, or beside it with the time in its name.

    A bot may run meanwhile; the backup is the database as it is at one moment, and is looked
    through before it gets its name. Only its owner may read it. For PostgreSQL, pg_dump writes it,
    and pg_restore brings it back.
    """
    _, location = settings_and_place()
    made = back_up(location, path, force=force)
    click.echo(str(made))
    click.echo(f"written and looked through: {in_words(made.stat().st_size)}", err=True)


def back_up(location: SqliteFile | PostgresUrl, path: Path | None, *, force: bool = False) -> Path:
    """Where the backup is. Raises StoreError."""
    now = SystemClock().now()
    match location:
        case SqliteFile(source):
            wanted = path or named_with_the_time(source, now)
            with progress("Backing up") as shown:
                sqlite_copies.back_up(source, wanted, shown.reached, force=force)
        case PostgresUrl(url):
            name = Path(one_line(url.database or "quotebot").replace("/", "_"))
            wanted = path or named_with_the_time(name.with_suffix(".dump"), now)
            with progress("Backing up"):
                postgres_dump.dump(url, wanted, force=force)
        case _:
            assert_never(location)
    return wanted
