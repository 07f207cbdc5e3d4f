"""What the tests of the settings share."""

from pathlib import Path

import pytest

from tests.cli.machine import unset_everything


@pytest.fixture(autouse=True)
def an_empty_machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unset_everything(monkeypatch)
    monkeypatch.chdir(tmp_path)
