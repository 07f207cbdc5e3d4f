"""No row of the table is forgotten: each is tested under its number, or said to be missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bad_inputs.rows import ROWS, TODO

FILES = sorted(Path(__file__).parent.glob("test_*.py"))


def rows_in(path: Path) -> Iterator[int]:
    names = re.finditer(r"^(?:async )?def test_row_(\d\d)_", path.read_text("utf-8"), re.MULTILINE)
    return (int(name[1]) for name in names)


def test_every_row_is_either_tested_or_said_to_be_missing() -> None:
    tested = {row for path in FILES for row in rows_in(path)}
    assert tested | TODO.keys() == set(ROWS)
    assert not tested & TODO.keys()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_row_stands_in_the_file_with_its_number(path: Path) -> None:
    if numbers := re.search(r"(\d\d)_to_(\d\d)", path.stem):
        first, last = map(int, numbers.groups())
        assert set(rows_in(path)) <= set(range(first, last + 1))


@pytest.mark.parametrize("row", TODO)
def test_a_row_that_is_still_to_do(row: int) -> None:
    pytest.skip(f"row {row}: todo, needs {TODO[row]}")
