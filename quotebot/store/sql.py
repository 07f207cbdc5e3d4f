"""A store in an SQL database: a row for each place, and one conditional statement for each change.

The statements are SQLAlchemy Core and say "only if nobody was first" themselves, so that no
transaction has to be held open between a read and a write.
"""

from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import Column, Table, bindparam, select, update
from sqlalchemy.dialects.postgresql import Insert, insert

from quotebot.core.errors import StoreError
from quotebot.core.messages import Place
from quotebot.core.rotation import Memory
from quotebot.store.database import Ask, Database
from quotebot.store.encoding import decode, encode
from quotebot.store.tables import rotation


def insertion(table: Table, columns: Iterable[Column[Any]]) -> Insert:
    """An INSERT of these columns, each from the parameter of its name.

    PostgreSQL's construct has the ON CONFLICT that both databases know; SQLite's compiler takes it.
    """
    return insert(table).values({column: bindparam(column.name) for column in columns})


_THIS_PLACE: Final = tuple(column == bindparam(column.name) for column in rotation.primary_key)

RECALL: Final = select(rotation.c.revision, rotation.c.memory).where(*_THIS_PLACE)

FIRST: Final = (
    insertion(rotation, rotation.c).on_conflict_do_nothing().returning(rotation.c.revision)
)

NEXT: Final = (
    update(rotation)
    .where(*_THIS_PLACE, rotation.c.revision == bindparam("kept_revision"))
    .values(revision=bindparam("revision"), memory=bindparam("memory"))
    .returning(rotation.c.revision)
)


class SqlStore:
    """The store behind every SQL database; whoever opens it closes it."""

    def __init__(self, database: Database) -> None:
        self._ask = database.ask
        self._close = database.close

    async def recall(self, place: Place) -> Memory:
        rows = await self._ask(RECALL, key_of(place))
        if not rows:
            return Memory()
        revision, text = rows[0]
        try:
            return decode(revision, text)
        except ValueError as why:
            raise StoreError(_unreadable(place, why)) from None

    async def remember(self, place: Place, memory: Memory) -> bool:
        return await keep(self._ask, place, memory)

    async def close(self) -> None:
        await self._close()


async def keep(ask: Ask, place: Place, memory: Memory) -> bool:
    """Keep the place's next memory, as `Store.remember` promises, by one statement."""
    values = {**key_of(place), "revision": memory.revision, "memory": encode(memory)}
    if memory.revision == 1:
        return bool(await ask(FIRST, values))
    values["kept_revision"] = memory.revision - 1
    return bool(await ask(NEXT, values))


def key_of(place: Place) -> dict[str, object]:
    """The columns that name a place in every table."""
    return {
        "platform": place.platform.value,
        "server": place.server,
        "channel": place.channel,
    }


def _unreadable(place: Place, why: ValueError) -> str:
    return (
        f"what {place.platform} channel {place.channel!r} of server {place.server!r} was shown "
        f"cannot be read from the database: {why}. Install the version of quotebot that wrote it, "
        "restore a backup, or delete that row of the table rotation to start the channel afresh."
    )
