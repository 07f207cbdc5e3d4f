"""SQLite files as somebody with another program sees them, and spoils them."""

import sqlite3
from contextlib import closing
from pathlib import Path


def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a database holds."""
    with closing(sqlite3.connect(file)) as database:
        tables = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return {
            name: database.execute(f"SELECT * FROM {name} ORDER BY 1, 2").fetchall()  # noqa: S608
            for (name,) in tables
            if name not in {"sqlite_sequence", "alembic_version"}
        }


def damaged(file: Path) -> Path:
    file.write_bytes(b"no database at all" * 1000)
    return file


def change(file: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(file)) as database, database:
        for statement in statements:
            database.execute(statement)
    return file
