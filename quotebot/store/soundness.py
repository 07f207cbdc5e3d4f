"""Is a database whole, are its tables those of this version, and does the ledger keep its word?"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Select, func, or_, select

from quotebot.core.errors import StoreError
from quotebot.core.plans import DeliveryState, PlanState
from quotebot.store.administering import looking_at, told_to_the_operator, version_of
from quotebot.store.encoding import decode
from quotebot.store.ledger_rows import delivery_in, plan_in, to_instant
from quotebot.store.migrating import HEAD
from quotebot.store.tables import IS_OPEN, daily_plan, delivery, metadata, rotation
from quotebot.store.urls import Location

Step = tuple[str, Callable[[Connection, datetime], Iterator[str]]]

_LONG_OPEN: Final = timedelta(days=2)  # the bot gives up on a delivery after at most a day
_MOST: Final = 20  # sentences of one kind
_PAGE: Final = 1000


def problems(
    location: Location, now: datetime, watched: Callable[[list[Step]], Iterator[Step]]
) -> list[str]:
    """A sentence for each problem, the worst first; raises StoreError if it cannot be read at all.

    `watched` hands out the steps as they are taken.
    """
    found: list[str] = []
    with looking_at(location) as connection:
        for name, look in watched(_steps(connection)):
            try:
                with told_to_the_operator(location):
                    found += _at_most(look(connection, now))
            except StoreError as error:
                if not any(str(error) in told for told in found):
                    found.append(f"{name}: {error}")
                connection.rollback()
    return found


def _steps(connection: Connection) -> list[Step]:
    whole: list[Step] = [("the file", _integrity), ("references", _references)]
    version = version_of(connection)
    if version != HEAD:
        return [*(whole if connection.dialect.name == "sqlite" else ()), ("tables", _old_tables)]
    return [
        *(whole if connection.dialect.name == "sqlite" else ()),
        ("tables", _drift),
        ("plans", _plans),
        ("days", _days_claimed_twice),
        ("posts", _keys_posted_twice),
        ("deliveries", _odd_deliveries),
        ("open deliveries", _long_open),
        ("memories", _memories),
    ]


def _integrity(connection: Connection, _: datetime) -> Iterator[str]:
    for row in connection.exec_driver_sql(f"PRAGMA integrity_check({_MOST})"):
        if row[0] != "ok":
            yield f"the file is damaged: {row[0]}. Restore a backup: quotebot db restore."


def _references(connection: Connection, _: datetime) -> Iterator[str]:
    for table, row, parent, _number in connection.exec_driver_sql("PRAGMA foreign_key_check"):
        yield f"row {row} of {table} belongs to a row of {parent} that is gone: delete it."


def _old_tables(connection: Connection, _: datetime) -> Iterator[str]:
    version = version_of(connection)
    if version is None:
        yield "there are no tables of quotebot in it: run quotebot db migrate."
    elif version < HEAD:
        yield f"its tables are of version {version}, before {HEAD}: run quotebot db migrate."
    else:
        yield (
            f"its tables are of version {version}, and this quotebot knows {HEAD}: install the "
            "newer quotebot."
        )


def _drift(connection: Connection, _: datetime) -> Iterator[str]:
    # Imported here, as in `migrating`: it takes a quarter of a second.
    from alembic.autogenerate import compare_metadata  # noqa: PLC0415
    from alembic.runtime.migration import MigrationContext  # noqa: PLC0415

    ours = set(metadata.tables)
    options = {
        "include_object": lambda it, name, kind, reflected, other: kind != "table" or name in ours
    }
    context = MigrationContext.configure(connection, opts=options)
    for difference in compare_metadata(context, metadata):
        yield (
            f"the tables are not as version {HEAD} makes them ({_as_words(difference)}): somebody "
            "changed them by hand; undo that, or restore a backup."
        )


def _as_words(difference: object) -> str:
    """What Alembic found, as "add_column delivery.reason"; it nests some of it in lists."""
    while isinstance(difference, list) and difference:
        difference = difference[0]
    if not isinstance(difference, tuple):
        return str(difference)
    words = [getattr(part, "name", part) for part in difference]
    return " ".join(str(word) for word in words if isinstance(word, str))


def _plans(connection: Connection, _: datetime) -> Iterator[str]:
    for row in _rows(connection, select(daily_plan).order_by(daily_plan.c.id)):
        try:
            plan = plan_in(tuple(row))
        except StoreError as error:
            yield str(error)
            continue
        if (plan.state is PlanState.ACTIVE) != (plan.next_at is not None):
            yield (
                f"daily quote {plan.id} is {plan.state} and "
                f"{'has a' if plan.next_at else 'has no'} next turn: pause and resume it."
            )


def _days_claimed_twice(connection: Connection, _: datetime) -> Iterator[str]:
    """What the constraint forbids; where it was dropped, or its index is damaged, it may be."""
    day = (delivery.c.plan_id, delivery.c.day)
    twice = select(*day, func.count()).group_by(*day).having(func.count() > 1)
    for plan_id, date, count in _rows(connection, twice):
        yield f"daily quote {plan_id} has {count} rows for {date}: delete all but the posted one."


def _keys_posted_twice(connection: Connection, _: datetime) -> Iterator[str]:
    posted = (
        select(delivery.c.key, func.min(delivery.c.id), func.max(delivery.c.id))
        .where(delivery.c.state == DeliveryState.POSTED.value)
        .group_by(delivery.c.key)
        .having(func.count() > 1)
    )
    for _key, first, second in _rows(connection, posted):
        yield f"deliveries {first} and {second} are one post and both say that they made it."


def _odd_deliveries(connection: Connection, _: datetime) -> Iterator[str]:
    sending = delivery.c.state == DeliveryState.SENDING.value
    odd = or_(
        sending & delivery.c.lease_until.is_(None),
        sending & (delivery.c.attempts < 1),
        delivery.c.state.not_in([state.value for state in DeliveryState]),
        (delivery.c.state == DeliveryState.POSTED.value) & delivery.c.message_id.is_(None),
    )
    for row in _rows(connection, select(delivery.c.id, delivery.c.state).where(odd)):
        yield f"delivery {row[0]} is {row[1]} without what belongs to that: restore a backup."


def _long_open(connection: Connection, now: datetime) -> Iterator[str]:
    before = to_instant(now - _LONG_OPEN)
    for row in _rows(connection, select(delivery).where(IS_OPEN, delivery.c.due_at < before)):
        waiting = delivery_in(tuple(row))
        yield (
            f"delivery {waiting.id} of daily quote {waiting.plan_id} was due on {waiting.day} and "
            f"is still {waiting.state}: start the bot for {waiting.place.platform}, or remove that "
            "daily quote."
        )


def _memories(connection: Connection, _: datetime) -> Iterator[str]:
    for platform, server, channel, revision, memory in _rows(connection, select(rotation)):
        try:
            decode(revision, memory)
        except ValueError as why:
            yield (
                f"what {platform} channel {channel!r} of server {server!r} was shown cannot be "
                f"read: {why}. Delete that row of rotation, and the channel starts afresh."
            )


def _rows(
    connection: Connection, statement: Select[tuple[object, ...]]
) -> Iterator[tuple[object, ...]]:
    """However many there are, a page of them at a time in memory."""
    result = connection.execution_options(yield_per=_PAGE).execute(statement)
    with result:
        for row in result:
            yield tuple(row)


def _at_most(sentences: Iterator[str]) -> Iterator[str]:
    for number, sentence in enumerate(sentences):
        if number == _MOST:
            yield f"and more like the last {_MOST}."
            return
        yield sentence
