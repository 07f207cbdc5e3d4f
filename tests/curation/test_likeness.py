"""Texts that are nearly the same are found, and hardly any others."""

from collections.abc import Callable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotebot.curation.likeness import Alike, Likenesses, words_of

LONG = (
    "There is grandeur in this view of life, with its several powers, having been originally "
    "breathed into a few forms or into one."
)
SHORT = "The unexamined life is not worth living for a human being."
OTHERS = [
    "Nothing great was ever achieved without enthusiasm.",
    "The mass of men lead lives of quiet desperation, and go to the grave with the song in them.",
    "Where there is life there is a view of it, and in this there is some grandeur, too, at times.",
]


def found(*texts: str) -> list[Alike]:
    likenesses = Likenesses()
    for text in texts:
        likenesses.add(text)
    return likenesses.find()


@pytest.mark.parametrize("text", [LONG, SHORT])
@pytest.mark.parametrize(
    "change",
    [
        lambda words: words[:3] + words[4:],
        lambda words: [*words[:4], "wholly", *words[5:]],
        lambda words: [*words[:4], "wholly", *words[4:]],
        lambda words: ["But", *words],
        lambda words: [*words[:2], words[2] + ",", *words[3:]],
        lambda words: [word.upper() for word in words],
    ],
)
def test_a_text_with_a_word_or_a_comma_changed_is_found(
    text: str, change: Callable[[list[str]], list[str]]
) -> None:
    [alike] = found(*OTHERS, text, " ".join(change(text.split())))
    assert (alike.earlier, alike.later, alike.part) == (3, 4, False)
    assert 85 <= alike.score <= 100


def test_a_passage_and_a_sentence_of_it_are_alike_in_part() -> None:
    passage = f"{OTHERS[0]} {LONG} {OTHERS[1]}"
    assert [(each.earlier, each.later, each.part) for each in found(passage, LONG)] == [
        (0, 1, True)
    ]
    assert [(each.earlier, each.later, each.part) for each in found(LONG, passage)] == [
        (0, 1, True)
    ]


def test_texts_that_only_share_some_words_are_not_alike() -> None:
    assert found(LONG, SHORT, *OTHERS) == []


def test_a_phrase_that_many_texts_have_does_not_make_them_alike() -> None:
    chance = Random(1)
    words = [f"word{number}" for number in range(1000)]
    texts = [
        "It is a truth universally acknowledged that " + " ".join(chance.sample(words, 20))
        for _ in range(100)
    ]
    assert found(*texts) == []
    [alike] = found(*texts, " ".join([*texts[7].split()[:-1], "otherwise"]))
    assert (alike.earlier, alike.later) == (7, 100)


def found_among_changed(rows: int) -> int:
    """How many of a hundred texts with two other words each are found by so many rows."""
    chance = Random(1)
    words = [f"word{number}" for number in range(1000)]
    likenesses = Likenesses()
    for _ in range(100):
        text = chance.sample(words, 24)
        likenesses.add(" ".join(text), rows=rows)
        likenesses.add(" ".join([*text[:8], "other", *text[9:16], "else", *text[17:]]))
    return len(likenesses.find())


def test_more_rows_find_more() -> None:
    assert found_among_changed(1) < found_among_changed(6) < found_among_changed(24)


def test_texts_without_spaces_are_compared_letter_by_letter() -> None:
    assert words_of("学而時習之") == list("学而時習之")
    [alike] = found(
        "学而時習之、不亦説乎。有朋自遠方来", "子曰、学而時習之、不亦説乎。有朋自遠方来"
    )
    assert (alike.earlier, alike.later) == (0, 1)
    assert found("日本語", "日本人") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“Don’t,” she said—and didn't_", ["don", "t", "she", "said", "and", "didn", "t"]),
        ("Café-Straße", ["café", "straße"]),
        ("…", []),
        ("a/b\nc\td", ["a", "b", "c", "d"]),
    ],
)
def test_words_are_what_stands_between_marks(text: str, words: list[str]) -> None:
    assert words_of(text) == words


@given(st.lists(st.text(max_size=60) | st.sampled_from([LONG, SHORT, "", " ", "a", "x y"])))
def test_whatever_the_texts_are_pairs_are_in_order_and_none_comes_twice(texts: list[str]) -> None:
    pairs = [(alike.earlier, alike.later) for alike in found(*texts)]
    assert pairs == sorted(set(pairs))
    assert all(0 <= earlier < later < len(texts) for earlier, later in pairs)


@given(
    st.lists(st.sampled_from(LONG.lower().split()), min_size=4, max_size=14),
    st.integers(0, 100),
    st.sampled_from(["drop", "replace", "add"]),
)
def test_one_word_dropped_replaced_or_added_in_a_short_text_is_always_found(
    words: list[str], place: int, change: str
) -> None:
    place %= len(words)
    inserted = [] if change == "drop" else ["ox"]
    after = words[place:] if change == "add" else words[place + 1 :]
    one, other = " ".join(words), " ".join(words[:place] + inserted + after)
    likenesses = Likenesses()
    likenesses.add(one)
    likenesses.add(other)
    alike = likenesses.find()
    assert len(alike) <= 1
    if len(one) > 6 * len(words[place]) + 12:  # so that the score is high enough
        assert alike
