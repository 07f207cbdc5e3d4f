"""A PostgreSQL for the chaos, as the tests of the store have it."""

from tests.store.conftest import postgres_server, postgres_server_url, postgres_url

__all__ = ["postgres_server", "postgres_server_url", "postgres_url"]
