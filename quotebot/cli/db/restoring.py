"""`quotebot db restore`: a backup in the place of the database, with the bot stopped."""

import asyncio
from datetime import datetime
from pathlib import Path

import click

from quotebot.cli.db.places import named_with_the_time, settings_and_place
from quotebot.cli.progress import progress
from quotebot.core.errors import StoreError
from quotebot.core.restoring import nothing_twice
from quotebot.running.control import bot_listens_at
from quotebot.settings import Settings
from quotebot.store import inspecting, sqlite_copies
from quotebot.store.inspecting import place_of
from quotebot.store.locking import locked
from quotebot.store.opening import kept_in, open_sqlite
from quotebot.store.urls import PostgresUrl, SqliteFile
from quotebot.wiring import SystemClock


@click.command()
@click.argument("backup", metavar="PATH", type=click.Path(path_type=Path))
@click.option("--yes", is_flag=True, help="Replace a database that holds something.")
def restore(backup: Path, *, yes: bool) -> None:
    """Put the backup PATH in the place of the database. Stop the bot first.

    The backup is looked through before anything else is done. The database that was there is kept,
    under another name. What was posted since the backup the database then does not know: so that
    nothing comes twice, posts that were due before now are left out. Quotes may repeat sooner.
    """
    settings, location = settings_and_place()
    if isinstance(location, PostgresUrl):
        raise click.UsageError(
            f"stop the bot, and let PostgreSQL's own program restore {place_of(location)}:"
            " pg_restore --clean --if-exists --single-transaction --dbname=… PATH"
        )
    _require_no_bot(settings)
    now = SystemClock().now()
    aside = named_with_the_time(location.path, now, "-before-restore")
    sqlite_copies.require_sound(backup)
    if not location.path.parent.is_dir():
        raise StoreError(f"there is no directory {location.path.parent}: create it first.")
    with locked(location.path):
        if not yes:
            _require_empty(location)
        left_out, kept = _restore(location.path, backup, aside, now)
    click.echo(f"restored: {location.path}")
    if kept:
        click.echo(f"the database that was there is kept: {aside}", err=True)
    if left_out:
        click.echo(f"daily quotes that were due before now, and are left out: {left_out}", err=True)


def _require_no_bot(settings: Settings) -> None:
    socket = settings.control_socket
    if socket is not None and asyncio.run(bot_listens_at(socket)):
        raise StoreError(f"a bot is running and listens at {socket}: stop it first.")


def _require_empty(location: SqliteFile) -> None:
    """A database that cannot be read holds something, too."""
    if not location.path.exists():
        return
    try:
        holds_something = inspecting.status(location).holds_something
    except StoreError:
        holds_something = True
    if holds_something:
        raise click.UsageError(
            f"the database {location.path} holds something: --yes replaces it, and keeps it under"
            " another name."
        )


def _restore(path: Path, backup: Path, aside: Path, now: datetime) -> tuple[int, bool]:
    with (
        progress("Restoring") as shown,
        sqlite_copies.prepared(backup, path, shown.reached) as copy,
    ):
        left_out = asyncio.run(_made_safe(copy, now))
        return left_out, sqlite_copies.replace(path, copy, aside)


async def _made_safe(copy: Path, now: datetime) -> int:
    storage = kept_in(await open_sqlite(copy, exclusive=False, backup_first=False))
    try:
        return await nothing_twice(storage.ledger, now)
    finally:
        await storage.close()
