"""`quotebot quotes add` as a process on a real pseudo-terminal."""

import sys
from pathlib import Path

import pytest

import quotebot
from tests.cli.quotes.library import FOLDER, held
from tests.cli.quotes.screens import CURSOR, Screen, started

pytestmark = pytest.mark.usefixtures("a_small_library")

ROOT = Path(quotebot.__file__).parents[1]
VARIABLES = {"PYTHONPATH": str(ROOT), "QUOTEBOT_QUOTES": str(FOLDER)}
ADD = (sys.executable, "-m", "quotebot", "quotes", "add")


def answer(screen: Screen, title: str, keys: str) -> None:
    screen.shows(title)
    screen.shows(CURSOR)
    screen.type(f"{keys}\r")


@pytest.mark.parametrize("agreed", [True, False])
def test_a_quote_is_asked_for_shown_and_written(agreed: bool) -> None:
    before = held()
    with started(*ADD, "thoreau-walden", "--note", "A note.", variables=VARIABLES) as screen:
        answer(screen, "The words", "Rather than love, give me truth.")
        answer(screen, "Who said them", "")
        answer(screen, "Speaker", "")
        answer(screen, "Topics", "lfe")
        screen.shows('"lfe" is not in topics.yaml')
        screen.shows(CURSOR)
        screen.type("\x15life\r")
        answer(screen, "Where", "Conclusion")
        answer(screen, "Id", "")
        screen.shows("library/thoreau-walden.yaml gets:")
        screen.shows('text: "Rather than love, give me truth."')
        answer(screen, "Write it?", "" if agreed else "n")
        screen.shows("Added rather-than-love" if agreed else "Nothing was written.")
        assert screen.ended() == (0 if agreed else 1)
    assert (held() != before) is agreed


def test_giving_up_leaves_everything_as_it_was() -> None:
    before = held()
    with started(*ADD, variables=VARIABLES) as screen:
        answer(screen, "Which work", "walden")
        screen.shows("The words")
        screen.shows(CURSOR)
        screen.type("\x03")
        screen.shows("Nothing was written.")
        assert screen.ended() == 1
    assert held() == before
