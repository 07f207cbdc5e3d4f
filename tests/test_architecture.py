"""What the house rules say and no linter checks."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import quotebot

PRODUCT = Path(quotebot.__file__).parent
ROOT = PRODUCT.parent
BANNED_NAMES = {"utils", "helpers", "common", "misc", "manager", "base"}
MOST_LINES = 300
# Alembic runs this file: what it does at its import is what it is for.
RUN_BY_ALEMBIC = {PRODUCT / "store/migrations/env.py"}
READS_THE_ENVIRONMENT = {
    PRODUCT / "settings" / "__init__.py",
    PRODUCT / "settings" / "surroundings.py",
}


def sources(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


ALL = sources("quotebot", "tests", "benchmarks")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module
                yield from (f"{module}.{name.name}" for name in names)
            case _:
                pass


def test_a_file_has_one_purpose_a_room_and_a_name() -> None:
    for path in ALL:
        assert path.stem not in BANNED_NAMES, path
        text = path.read_text("utf-8")
        assert len(text.splitlines()) <= MOST_LINES, path
        if text.strip() and path.is_relative_to(PRODUCT):
            assert ast.get_docstring(tree(path)), f"{path} does not say what it is for"


def test_no_mock_library_is_imported() -> None:
    for path in ALL:
        assert not {"unittest.mock", "mock", "pytest_mock"} & set(imported(path)), path


def test_only_the_settings_read_the_environment() -> None:
    for path in sources("quotebot"):
        reads = {
            node.attr
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
        }
        assert not reads or path in READS_THE_ENVIRONMENT, path


def test_the_core_is_handed_time_and_chance() -> None:
    """It may name the types; it may not ask what time it is, nor make a generator of its own."""
    for path in sources("quotebot/core"):
        names = set(imported(path))
        assert not names & {"time", "secrets", "uuid"}, path
        assert not {"now", "today", "utcnow"} & {
            node.attr
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Attribute)
            and isinstance(node.value, ast.Name)
            and node.value.id in {"datetime", "date"}
        }, path
        assert not {name for name in names if name.startswith("random.")} - {"random.Random"}, path


def test_nothing_happens_at_import() -> None:
    """Module level holds definitions, constants and the main guard: no loops, no bare calls."""
    for path in set(sources("quotebot")) - RUN_BY_ALEMBIC:
        for node in tree(path).body:
            assert not isinstance(node, ast.For | ast.While | ast.With | ast.AsyncFor), path
            if isinstance(node, ast.Expr):
                assert isinstance(node.value, ast.Constant), f"{path}:{node.lineno}"
