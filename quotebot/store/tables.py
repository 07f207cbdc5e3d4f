"""The tables of every SQL database that quotebot keeps; `migrations/` builds the same.

Instants are microseconds since 1970 in UTC, which is as exact as Python's datetime; local dates and
times of day are ISO text, days of the week a set of bits (1 is Monday), topics a JSON list.
"""

from collections.abc import Set as AbstractSet
from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TextClause,
    UniqueConstraint,
    text,
)

from quotebot.core.plans import ENDED_STATES, OPEN_STATES, DeliveryState

metadata = MetaData()

# SQLite numbers the rows of a table by itself only if the key is its INTEGER.
_Id: Final = BigInteger().with_variant(Integer, "sqlite")

rotation = Table(
    "rotation",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("server", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("memory", Text, nullable=False),
)

daily_plan = Table(
    "daily_plan",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("platform", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("time", Text, nullable=False),
    Column("zone", Text, nullable=False),
    Column("days", Integer, nullable=False),
    Column("topics", Text, nullable=False),
    Column("set_up_by_id", Text, nullable=False),
    Column("set_up_by_name", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("next_at", BigInteger),
    Column("skip", Text),
    Column("reason", Text),
    Column("told", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("platform", "server", "channel", "time", name="daily_plan_once"),
    Index("daily_plan_due", "state", "next_at"),
    sqlite_autoincrement=True,  # an id is never given again
)


def _is_among(states: AbstractSet[DeliveryState]) -> TextClause:
    return text(f"state IN ({', '.join(repr(str(state)) for state in sorted(states))})")


IS_OPEN: Final = _is_among(OPEN_STATES)
HAS_ENDED: Final = _is_among(ENDED_STATES)

delivery = Table(
    "delivery",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("plan_id", _Id, ForeignKey("daily_plan.id", ondelete="CASCADE"), nullable=False),
    Column("platform", Text, nullable=False),
    Column("server", Text, nullable=False),
    Column("channel", Text, nullable=False),
    Column("day", Text, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    Column("key", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("quote_id", Text),
    Column("topic", Text),
    Column("attempts", Integer, nullable=False),
    Column("first_try", BigInteger),
    Column("lease_until", BigInteger),
    Column("not_before", BigInteger),
    Column("message_id", Text),
    Column("reason", Text),
    UniqueConstraint("plan_id", "day", name="delivery_once"),
    # Few of all the deliveries ever made are open, so this one stays small.
    Index("delivery_open", "id", sqlite_where=IS_OPEN, postgresql_where=IS_OPEN),
    Index("delivery_by_channel", "platform", "server", "channel", "day"),
    sqlite_autoincrement=True,
)

quote_of_the_day = Table(
    "quote_of_the_day",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("server", Text, primary_key=True),
    Column("channel", Text, primary_key=True),  # empty but in a direct message
    Column("day", Text, primary_key=True),
    Column("quote_id", Text, nullable=False),
)
