"""Alembic runs this file to learn how to migrate: on the connection that it was handed."""

from alembic import context

from quotebot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite cannot alter most of a table: Alembic copies it instead
)
context.run_migrations()
