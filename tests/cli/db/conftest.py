"""What the tests of the database's commands share with those of the stores."""

from tests.store.conftest import postgres_server, postgres_server_url, postgres_url

__all__ = ["postgres_server", "postgres_server_url", "postgres_url"]
