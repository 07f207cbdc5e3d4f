"""The nearest passage to words that do not stand in a text, and what differs."""

from random import Random

import pytest

from quotebot.curation.verifying.nearest import Change, nearest
from quotebot.curation.verifying.plain_text import Lines, PlainText
from quotebot.curation.verifying.plain_words import plain_lines

PASSAGE = "That's not waste, that's progress, said the man who had wasted most."
WORDS = [f"{a}{b}{c}" for a in "bdfgklmnprst" for b in "aeiou" for c in "bdfglmnprst"]


def a_long_text(passage: str, *, before: int, after: int) -> PlainText:
    """The passage with lines of other words before and after it, ten words a line."""
    chance = Random(1)

    def lines(count: int) -> list[str]:
        return [" ".join(chance.choices(WORDS, k=10)) for _ in range(count)]

    text = "\n".join([*lines(before), passage, *lines(after)])
    return PlainText(plain_lines(text))


def differences(words: str, passage: str) -> list[tuple[str, str]]:
    found = nearest(words, [a_long_text(passage, before=300, after=300)])
    assert found is not None
    assert found.lines == Lines(301, 301)
    return [
        (change.quoted, change.stands) for change in found.changes if change.quoted != change.stands
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("That's not trash, that's progress", [("trash", "waste")]),
        ("That's not waste, that's real progress", [("real ", "")]),
        ("That's waste, that's progress", [("", " not")]),
        ("That's not waste that's progress", [("", ",")]),
        ("that's not waste, that's progress", [("that's", "That's")]),
        ("that's progress, said the woman who had wasted most.", [("woman", "man")]),
    ],
)
def test_the_difference_is_told_word_for_word(words: str, expected: list[tuple[str, str]]) -> None:
    assert differences(words, PASSAGE) == expected


def test_what_is_equal_on_both_sides_makes_up_the_rest() -> None:
    found = nearest(
        "not rubbish, that's progress", [PlainText(["It's not waste, that's progress."])]
    )
    assert found is not None
    assert found.changes == (
        Change("not ", "not "),
        Change("rubbish", "waste"),
        Change(", that's progress", ", that's progress"),
    )
    assert 60 < found.likeness < 100


def test_it_is_the_best_of_all_texts_with_its_own_lines() -> None:
    worse = PlainText(["That is no waste, it is all progress"], 10)
    better = PlainText(["", "That's not waste, that's", "some progress"], 20)
    found = nearest("That's not waste, that's progress", [worse, better])
    assert found is not None
    assert found.lines == Lines(21, 22)


@pytest.mark.parametrize("words", ["xylophone quux zebra", "a", "…", "", "that"])
def test_when_nothing_is_near_there_is_none(words: str) -> None:
    text = a_long_text(PASSAGE, before=20, after=20)
    found = nearest(words, [text])
    assert found is None or found.likeness >= 60


def test_nothing_is_near_in_an_empty_text() -> None:
    assert nearest("Some words", [PlainText([""])]) is None
    assert nearest("Some words", []) is None


def test_frequent_words_do_not_hide_the_passage() -> None:
    crowd = PlainText(
        plain_lines("\n".join(["the man that said that the man said"] * 500 + [PASSAGE]))
    )
    found = nearest("the man said that's not waste, that's progress", [crowd])
    assert found is not None
    assert found.lines.last >= 500
