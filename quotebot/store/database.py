"""What the store and the ledger need of an SQL database: questions, and transactions."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from sqlalchemy import ClauseElement

from quotebot.core.errors import StoreError

Row = Sequence[Any]


class ConstraintError(StoreError):
    """A row was refused because of another one: it is there already, or is missing."""


class Ask(Protocol):
    """Runs a statement with its parameters, and returns the rows that it returns.

    Raises StoreError, and for a row that a constraint refuses ConstraintError.
    """

    async def __call__(
        self, statement: ClauseElement, parameters: Mapping[str, object], /
    ) -> Sequence[Row]: ...


class Database(Protocol):
    """Statements are constants: each is compiled once, and kept."""

    @property
    def ask(self) -> Ask:
        """Each call is a transaction of its own, committed when it returns."""
        ...

    def transaction(self) -> AbstractAsyncContextManager[Ask]:
        """What is asked inside is one change, committed at the end of the block.

        It is rolled back when the block is left by an exception or cancelled. Raises StoreError.
        """
        ...

    async def close(self) -> None:
        """Release what is held; nothing can be asked any more."""
        ...
