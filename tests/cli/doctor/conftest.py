"""A machine on which little is to be read."""

from pathlib import Path

import pytest

from tests.curation.library import quote, quote_file, write


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """One quote, instead of the shipped ones."""
    folder = tmp_path / "library"
    folder.mkdir()
    write(folder, a_work=quote_file(quote(topics="[work]", text="Words.")))
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(folder))
    return folder


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that is set, which is not there yet."""
    path = tmp_path / "quotebot.db"
    monkeypatch.setenv("QUOTEBOT_DATABASE", f"sqlite:///{path}")
    return path
