"""What a database holds and who has it in use, in a few numbers."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, assert_never

from sqlalchemy import Connection, Table, func, inspect, select, text

from quotebot.store.administering import looking_at, version_of
from quotebot.store.locking import is_locked
from quotebot.store.migrating import HEAD
from quotebot.store.tables import IS_OPEN, daily_plan, delivery, rotation
from quotebot.store.urls import InMemory, Location, PostgresUrl, SqliteFile

_BOTS: Final = text(
    "SELECT count(*) FROM pg_stat_activity "
    "WHERE datname = current_database() AND application_name = 'quotebot'"
)
_SIZE: Final = text("SELECT pg_database_size(current_database())")


@dataclass(frozen=True, slots=True)
class Status:
    """Sizes are in bytes; those that the kind of database does not tell are None.

    `channels` are those that were shown something, `shown` how often something was shown there.
    """

    kind: str
    place: str
    version: str | None
    newest_version: str
    size: int
    log_size: int | None
    free: int | None
    plans: Mapping[str, int]
    open_deliveries: int
    deliveries: int
    channels: int
    shown: int
    in_use: bool

    @property
    def holds_something(self) -> bool:
        return bool(self.plans or self.deliveries or self.channels)


def status(location: Location) -> Status:
    """Raises StoreError for a database that cannot be read."""
    with looking_at(location) as connection:
        tables = set(inspect(connection).get_table_names())
        size, log_size, free = _sizes(location, connection)
        return Status(
            kind=connection.dialect.name,
            place=place_of(location),
            version=version_of(connection),
            newest_version=HEAD,
            size=size,
            log_size=log_size,
            free=free,
            plans=_plans(connection) if daily_plan.name in tables else {},
            open_deliveries=_count(connection, delivery, tables, only_open=True),
            deliveries=_count(connection, delivery, tables),
            channels=_count(connection, rotation, tables),
            shown=_shown(connection) if rotation.name in tables else 0,
            in_use=_is_in_use(location, connection),
        )


def place_of(location: Location) -> str:
    """Where the database is, for people: without a password, wherever the URL holds one."""
    match location:
        case InMemory():
            return "memory"
        case SqliteFile(path):
            return str(path)
        case PostgresUrl(url):
            host = url.query.get("host")
            shown = url.set(drivername="postgresql", password="***" if url.password else None)
            shown = shown.set(query={"host": host} if host else {})
            return shown.render_as_string(hide_password=True)
        case _:
            assert_never(location)


def beside(path: Path, end: str) -> Path:
    """The file that SQLite keeps beside a database, by the end of its name: -wal or -shm."""
    return path.with_name(path.name + end)


def _sizes(location: Location, connection: Connection) -> tuple[int, int | None, int | None]:
    match location:
        case SqliteFile(path):
            log = beside(path, "-wal")
            log_size = log.stat().st_size if log.exists() else 0
            return path.stat().st_size, log_size, shutil.disk_usage(path.parent).free
        case InMemory() | PostgresUrl():
            return connection.execute(_SIZE).scalar_one(), None, None
        case _:
            assert_never(location)


def _is_in_use(location: Location, connection: Connection) -> bool:
    match location:
        case SqliteFile(path):
            return is_locked(path)
        case InMemory() | PostgresUrl():
            return bool(connection.execute(_BOTS).scalar())
        case _:
            assert_never(location)


def _plans(connection: Connection) -> Mapping[str, int]:
    state = daily_plan.c.state
    counting = select(state, func.count()).group_by(state).order_by(state)
    return {state: count for state, count in connection.execute(counting)}  # noqa: C416 - typed


def _count(
    connection: Connection, table: Table, tables: set[str], *, only_open: bool = False
) -> int:
    if table.name not in tables:
        return 0
    counting = select(func.count()).select_from(table)
    count: int = connection.execute(counting.where(IS_OPEN) if only_open else counting).scalar_one()
    return count


def _shown(connection: Connection) -> int:
    return int(
        connection.execute(select(func.coalesce(func.sum(rotation.c.revision), 0))).scalar_one()
    )
