"""What PostgreSQL complains of, as one sentence to whoever runs the bot."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL, exc

from quotebot.core.errors import StoreError
from quotebot.store.database import ConstraintError


@contextmanager
def told_to_the_operator(url: URL) -> Iterator[None]:
    """Turns what SQLAlchemy raises of the database into a StoreError."""
    try:
        yield
    except exc.IntegrityError as error:
        raise ConstraintError(
            f"{_name(url)} refused a row ({_said(error)}): report this bug."
        ) from error
    except (exc.DBAPIError, exc.TimeoutError) as error:
        raise StoreError(
            f"{_name(url)} cannot be used ({_said(error)}): see that the server runs, and that it "
            "lets the bot in."
        ) from error


def _name(url: URL) -> str:
    """Without the user, and without the query, which can hold a password too."""
    at = f" at {url.host}" if url.host else ""
    return f"the PostgreSQL database {url.database or 'of the bot'}{at}"


def _said(error: exc.SQLAlchemyError) -> str:
    """What the driver said, in one line."""
    said = error.orig if isinstance(error, exc.DBAPIError) else error
    return " ".join(str(said).split())
