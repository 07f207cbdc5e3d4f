"""What tests of `quotebot quotes` can ask for."""

import pytest

from tests.cli.quotes.library import FOLDER, make_library


@pytest.fixture
def a_small_library(an_empty_machine: None, monkeypatch: pytest.MonkeyPatch) -> None:
    make_library()
    monkeypatch.setenv("QUOTEBOT_QUOTES", str(FOLDER))
