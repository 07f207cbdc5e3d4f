"""Files are replaced whole, all or none, and never over somebody else's change."""

import stat
from pathlib import Path

import pytest

from quotebot.core.errors import OperatorError
from quotebot.curation.replacing import Change, apply, held


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*"))


def test_every_file_holds_what_it_is_to_hold(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "deep" / "new.yaml"
    old.write_bytes(b"old")
    apply([Change(old, b"old", b"newer"), Change(new, None, b"new")])
    assert (old.read_bytes(), new.read_bytes()) == (b"newer", b"new")
    assert names(tmp_path) == ["deep", "new.yaml", "old.yaml"]


def test_the_mode_is_that_of_the_file_or_of_any_new_file(tmp_path: Path) -> None:
    old, new, other = tmp_path / "old.yaml", tmp_path / "new.yaml", tmp_path / "other"
    old.write_bytes(b"old")
    old.chmod(0o604)
    other.write_bytes(b"")
    apply([Change(old, b"old", b"newer"), Change(new, None, b"new")])
    assert stat.S_IMODE(old.stat().st_mode) == 0o604
    assert stat.S_IMODE(new.stat().st_mode) == stat.S_IMODE(other.stat().st_mode)


@pytest.mark.parametrize("before", [None, b"as it was"])
def test_what_somebody_else_wrote_is_not_lost(tmp_path: Path, before: bytes | None) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "second.yaml"
    second.write_bytes(b"by somebody else")
    with pytest.raises(OperatorError, match=r"second\.yaml was changed meanwhile"):
        apply([Change(first, None, b"new"), Change(second, before, b"new")])
    assert names(tmp_path) == ["second.yaml"]
    assert second.read_bytes() == b"by somebody else"


def test_where_one_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "first.yaml", tmp_path / "file" / "second.yaml"
    first.write_bytes(b"old")
    (tmp_path / "file").write_bytes(b"not a folder")
    with pytest.raises(OperatorError, match=r"second\.yaml cannot be read"):
        apply([Change(first, b"old", b"new"), Change(second, None, b"new")])
    too_long = tmp_path / ("x" * 250 + ".yaml")
    with pytest.raises(OperatorError, match=r"/x+\.yaml cannot be written"):
        apply([Change(first, b"old", b"new"), Change(too_long, None, b"new")])
    assert first.read_bytes() == b"old"
    assert names(tmp_path) == ["file", "first.yaml"]


def test_who_reads_meanwhile_sees_the_old_file_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_bytes(b"old")
    with path.open("rb") as reader:
        apply([Change(path, b"old", b"new")])
        assert reader.read() == b"old"
    assert held(path) == b"new"
    assert held(tmp_path / "none.yaml") is None
