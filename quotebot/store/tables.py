"""The tables of every SQL database that quotebot keeps; `migrations/` builds the same."""

from sqlalchemy import Column, Integer, MetaData, Table, Text

metadata = MetaData()

rotation = Table(
    "rotation",
    metadata,
    Column("platform", Text, primary_key=True),
    Column("server", Text, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("revision", Integer, nullable=False),
    Column("memory", Text, nullable=False),
)
