"""A store in an SQL database: a row for each place, and one conditional statement for each change.

The statements are SQLAlchemy Core and say "only if nobody was first" themselves, so that no
transaction has to be held open between a read and a write.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Final, Protocol

from sqlalchemy import ClauseElement, bindparam, select, update
from sqlalchemy.dialects.sqlite import insert

from quotebot.core.errors import StoreError
from quotebot.core.messages import Place
from quotebot.core.rotation import Memory
from quotebot.store.encoding import decode, encode
from quotebot.store.tables import rotation

Row = Sequence[Any]
Query = Callable[[Mapping[str, object]], Awaitable[Sequence[Row]]]


class Database(Protocol):
    """What the store needs of a database."""

    def prepare(self, statement: ClauseElement) -> Query:
        """The statement as a function from its parameters to the rows it returns.

        Each call is a transaction of its own, committed when it returns. Raises StoreError.
        """
        ...

    async def close(self) -> None:
        """Release the connection; no query can be asked any more."""
        ...


_THIS_PLACE: Final = tuple(column == bindparam(column.name) for column in rotation.primary_key)

RECALL: Final = select(rotation.c.revision, rotation.c.memory).where(*_THIS_PLACE)

FIRST: Final = (
    insert(rotation)
    .values({column: bindparam(column.name) for column in rotation.c})
    .on_conflict_do_nothing()
    .returning(rotation.c.revision)
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
        self._close = database.close
        self._recall = database.prepare(RECALL)
        self._remember_first = database.prepare(FIRST)
        self._remember_next = database.prepare(NEXT)

    async def recall(self, place: Place) -> Memory:
        rows = await self._recall(_key(place))
        if not rows:
            return Memory()
        revision, text = rows[0]
        try:
            return decode(revision, text)
        except ValueError as why:
            raise StoreError(_unreadable(place, why)) from None

    async def remember(self, place: Place, memory: Memory) -> bool:
        values = {**_key(place), "revision": memory.revision, "memory": encode(memory)}
        if memory.revision == 1:
            return bool(await self._remember_first(values))
        values["kept_revision"] = memory.revision - 1
        return bool(await self._remember_next(values))

    async def close(self) -> None:
        await self._close()


def _key(place: Place) -> dict[str, object]:
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
