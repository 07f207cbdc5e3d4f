"""`quotebot db migrate`: the tables brought up to date, after a backup."""

import asyncio
from typing import assert_never

import click

from quotebot.cli.db.copying import back_up
from quotebot.cli.db.places import settings_and_place
from quotebot.cli.progress import progress
from quotebot.store.administering import looking_at, version_of
from quotebot.store.migrating import HEAD
from quotebot.store.opening import open_storage
from quotebot.store.urls import PostgresUrl, SqliteFile


@click.command()
@click.option("--no-backup", is_flag=True, help="Migrate without a backup.")
@click.option("--yes", is_flag=True, help="PostgreSQL: there is a backup, made by pg_dump.")
def migrate(*, no_backup: bool, yes: bool) -> None:
    """Bring the tables to the version that this quotebot needs; there is no way back but a backup.

    An SQLite file is backed up first, beside itself. A bot does the same when it starts, so this is
    for those who want to see it done. Stop the bot first.
    """
    settings, location = settings_and_place()
    before = _version(location)
    if before == HEAD:
        click.echo(f"The tables are of version {HEAD}, the newest: nothing to do.")
        return
    match location:
        case SqliteFile() if before is not None and not no_backup and before < HEAD:
            click.echo(f"backed up: {back_up(location, None)}", err=True)
        case PostgresUrl() if not (yes or no_backup):
            raise click.UsageError(
                "a backup of PostgreSQL is yours to make, by pg_dump or quotebot db backup:"
                " --yes says that there is one, --no-backup that none is wanted."
            )
        case SqliteFile() | PostgresUrl():
            pass
        case _:
            assert_never(location)
    with progress("Migrating the tables"):
        asyncio.run(_migrate(settings.database))
    click.echo(f"The tables were of version {before or 'none'} and are now of version {HEAD}.")


def _version(location: SqliteFile | PostgresUrl) -> str | None:
    if isinstance(location, SqliteFile) and not location.path.exists():
        return None
    with looking_at(location) as connection:
        return version_of(connection)


async def _migrate(url: str) -> None:
    await (await open_storage(url, backup_first=False)).close()
