"""Words a slip or two away."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from quotebot.core.spelling import Spellings, slips

WORDS = Spellings(["test", "tests", "rest", "progress", "persistence", "perseverance", "a", "war"])


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("progerss", ["progress"]),
        ("progres", ["progress"]),
        ("rpogress", ["progress"]),
        ("progresss", ["progress"]),
        ("persistance", ["persistence"]),
        ("perseverence", ["perseverance"]),
        ("tset", ["test"]),
        ("nest", ["rest", "test"]),
        ("wat", []),
        ("zebra", []),
        ("", []),
    ],
)
def test_the_nearest_words_are_found(typed: str, near: list[str]) -> None:
    assert WORDS.near(typed) == near


@given(st.text("abcdefgh", min_size=4, max_size=12), st.randoms(use_true_random=False))
def test_one_slip_is_always_found(word: str, chance: Random) -> None:
    at = chance.randrange(len(word) - 1)
    slipped = chance.choice(
        [
            word[:at] + word[at + 1 :],
            word[:at] + "x" + word[at:],
            word[:at] + "x" + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        ]
    )
    if slips(slipped) and slipped != word:
        assert Spellings([word]).near(slipped) == [word], slipped
        assert OSA.distance(word, slipped) == 1
