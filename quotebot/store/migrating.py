"""Brings a database to the newest version of the tables; nothing to do costs two small reads."""

from typing import Final

from sqlalchemy import Column, Connection, MetaData, String, Table, select, text
from sqlalchemy.ext.asyncio import AsyncEngine

from quotebot.core.errors import StoreError
from quotebot.store.database import Database

HEAD: Final = "0002"  # the newest file in migrations/versions; a test compares

_alembic_version = Table("alembic_version", MetaData(), Column("version_num", String))
_VERSION: Final = select(_alembic_version.c.version_num)
_IS_VERSIONED: Final = {
    "sqlite": text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'"),
    "postgresql": text("SELECT 1 WHERE to_regclass('alembic_version') IS NOT NULL"),
}
_ONE_AT_A_TIME: Final = text("SELECT pg_advisory_xact_lock(8101720190517)")


async def migrate(database: Database, engine: AsyncEngine) -> None:
    """Two bots may start at once. Raises StoreError for what a newer quotebot has migrated."""
    if await version_in(database, engine.dialect.name) == HEAD:
        return
    async with engine.begin() as connection:
        await connection.run_sync(_upgrade)


async def version_in(database: Database, dialect: str = "sqlite") -> str | None:
    """The version of the tables; None where quotebot has never been."""
    if not await database.ask(_IS_VERSIONED[dialect], {}):
        return None
    rows = await database.ask(_VERSION, {})
    return rows[0][0] if rows else None


def _upgrade(connection: Connection) -> None:
    # Imported here: it takes a quarter of a second, and most starts have nothing to migrate.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415
    from alembic.util import CommandError  # noqa: PLC0415

    if connection.dialect.name == "postgresql":  # SQLite's transaction locks the file already
        for timeout in ("statement_timeout", "lock_timeout"):
            connection.exec_driver_sql(f"SET LOCAL {timeout} = 0")
        connection.execute(_ONE_AT_A_TIME)
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "quotebot.store:migrations")
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"the database is from a newer quotebot than this one, which knows version {HEAD} "
            f"({error}): install the newer quotebot, or restore the backup made before the upgrade."
        ) from error
