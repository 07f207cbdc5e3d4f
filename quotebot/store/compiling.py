"""Writes each statement in a database's SQL, once."""

from sqlalchemy import ClauseElement, Dialect


class Compiler:
    """Remembers every statement that it is given, so they must be constants."""

    def __init__(self, dialect: Dialect) -> None:
        self._dialect = dialect
        self._known: dict[ClauseElement, tuple[str, dict[str, object]]] = {}

    def __call__(self, statement: ClauseElement) -> tuple[str, dict[str, object]]:
        """The SQL, and those of its parameters that have their values already."""
        known = self._known.get(statement)
        if known is None:
            known = self._known[statement] = self._compiled(statement)
        return known

    def _compiled(self, statement: ClauseElement) -> tuple[str, dict[str, object]]:
        compiled = statement.compile(dialect=self._dialect)
        constants = {name: value for name, value in compiled.params.items() if value is not None}
        return str(compiled), constants
