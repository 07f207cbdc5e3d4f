"""Word for word: what makes no difference, and everything that does."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from quotebot.curation.verifying.matching import LONGEST_OMISSION, occurrences, quoted
from quotebot.curation.verifying.plain_text import PlainText, Span
from quotebot.curation.verifying.plain_words import plain_lines

SHORT = 'Now, it\'s\n  called "progress", _well_--called progress.'


def places(words: str, text: str) -> list[Span]:
    return list(occurrences(quoted(words), PlainText(plain_lines(text)).words))


def stands(words: str, text: str) -> bool:
    return bool(places(words, text))


@pytest.mark.parametrize(
    "words",
    [
        "it’s called “progress”",
        'it\'s   called\n\t"progress"',
        "well—called progress",
        "well -- called progress",
        "well – called progress",
        "Now … called progress",
        "Now ... called progress.",
        "Now, . . . progress.",
        "… called progress.",
        'called "progress" …',
        "_well_",
    ],
)
def test_marks_white_space_and_what_is_left_out_make_no_difference(words: str) -> None:
    assert stands(words, SHORT)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("smoking-room", "in the smoking-\nroom of the club"),
        ("made for speed", "made[12] for[A] speed*"),
        ("open force. And this", "open force.*  And this"),
        ("already hardly known", "already {14} hardly\n{15}\nknown"),
        ("to their wit, 'tis true each", "to their wit, 'tis true [17]\n  each"),
        ("the Café", "the Cafe\u0301"),
        ("a day—at Summer's full—Entirely", "a day - at Summer's full -\nEntirely for me"),
        ("green.... The meaner", "are green. . . . The meaner"),
        ("since then … I've lived", "since then… I’ve lived"),
        ("and the end. … Then", "and the end. ... Then"),
        ("`Hanwell'", "has ‘Hanwell’ written"),
    ],
)  # fmt: skip
def test_what_editions_and_their_editors_do_to_a_text_makes_no_difference(
    words: str, text: str
) -> None:
    assert stands(words, text)


@pytest.mark.parametrize(
    "words",
    [
        "now, it's",  # another letter case
        "Now it's",  # a mark left out
        "it's call",  # a part of a word
        "t's called",
        "called it's",  # another order
        "called progress well",
        "progress … Now",
        "it's progress",  # a cut with no ellipsis
        "progress is",  # a word more
        'called … progress", _well_ … Now',
        "",
        "…",
    ],
)
def test_other_words_other_order_and_parts_of_words_are_not_word_for_word(words: str) -> None:
    assert not stands(words, SHORT)


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("well", "a well-known man"),
        ("known man", "a well-known man"),
        ("don", "they don't"),
        ("t know", "they don't know"),
        ("well", "they fared as we'll see"),
        ("by rule those", "by rule\n[3] those of his time"),
        ("x^ is", "the square x^{2} is"),
        ("what say", "what [I] say"),
        ("All men", "[A]ll men"),
        ("cooperate", "to co-operate"),
        ("any one", "anyone"),
        ("ae", "æ"),
    ],
)  # fmt: skip
def test_neither_part_of_a_compound_nor_what_a_footnote_starts_is_taken(
    words: str, text: str
) -> None:
    assert not stands(words, text)


@pytest.mark.parametrize("words", ["Now, … it's", 'called … "progress"', "Now … , it's"])
def test_an_ellipsis_stands_for_at_least_a_word(words: str) -> None:
    assert not stands(words, SHORT)


def test_an_ellipsis_stands_for_no_more_than_the_bound() -> None:
    begin, end = "It begins", "and ends."
    for letters, found in ((LONGEST_OMISSION - 2, True), (LONGEST_OMISSION - 1, False)):
        assert stands(f"{begin} … {end}", f"{begin} {'x' * letters} {end}") is found
    further = f"{begin} one {end} {'x ' * LONGEST_OMISSION}{begin}"
    assert len(places(f"{begin} … {end}", further)) == 1


def test_the_full_stop_before_an_ellipsis_stands_in_the_text() -> None:
    assert stands("A first. … A third.", "A first. A second. A third.")
    assert stands("A first … . A third.", "A first, a second. A third.")
    assert not stands("A first. … A third.", "A first, a second. A third.")
    assert not stands("A first … . A third.", "A first. A second; A third.")


def test_each_place_is_found_once_and_none_twice() -> None:
    assert [span.start for span in places("ha ha", "ha ha ha ha, ha ha")] == [0, 6, 13]
    assert len(places("the … end", "the one end, the other end")) == 2


def test_many_ellipses_take_no_longer_than_few() -> None:
    words = " … ".join(["e"] * 200 + ["z"])
    assert not stands(words, "e b " * 1000)


words_of_a_text = st.lists(
    st.text("abcdefghij", min_size=2, max_size=6), unique=True, min_size=8, max_size=30
)


@st.composite
def excerpts(draw: st.DrawFn) -> tuple[list[str], int, int]:
    """Words, each different from all others, and from where to where there are four or more."""
    words = draw(words_of_a_text)
    first = draw(st.integers(0, len(words) - 5))
    last = draw(st.integers(first + 4, len(words)))
    return words, first, last


def typeset(words: list[str], data: st.DataObject) -> str:
    """The words in lines, with italics and indentation, as some edition may have them."""
    gaps = st.sampled_from([" ", "  ", "\n", "\n   ", "\n\n", "\r\n"])
    return "".join(
        f"{f'_{word}_' if data.draw(st.booleans()) else word}{data.draw(gaps)}" for word in words
    )


@given(excerpts(), st.data())
def test_any_run_of_words_is_found_and_its_lines_hold_it(
    excerpt: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, first, last = excerpt
    text = typeset(words, data)
    plain = PlainText(plain_lines(text))
    (span,) = occurrences(quoted(" ".join(words[first:last])), plain.words)
    lines = plain.lines(span)
    held = text.split("\n")[lines.first - 1 : lines.last]
    inside = " ".join(" ".join(held).replace("_", "").split())
    assert " ".join(words[first:last]) in inside
    assert words[first] in held[0]
    assert words[last - 1] in held[-1]


@given(excerpts(), st.data())
def test_no_changed_word_no_changed_order_and_no_cut_is_found(
    excerpt: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, first, last = excerpt
    text = typeset(words, data)
    run = words[first:last]
    middle = data.draw(st.integers(1, len(run) - 2))
    swapped = [*run[:middle], run[middle + 1], run[middle], *run[middle + 2 :]]
    for wrong in (
        [*run[:middle], "zzz", *run[middle + 1 :]],
        [*run[:middle], "zzz", *run[middle:]],
        [*run[:middle], *run[middle + 1 :]],
        [*run[:middle], run[middle].capitalize(), *run[middle + 1 :]],
        [run[0][1:], *run[1:]],
        [*run[:-1], run[-1][:-1]],
        swapped,
    ):
        assert not stands(" ".join(wrong), text)


@given(excerpts(), st.data())
def test_an_ellipsis_needs_something_left_out_and_parts_in_order(
    excerpt: tuple[list[str], int, int], data: st.DataObject
) -> None:
    words, first, last = excerpt
    text = typeset(words, data)
    run = words[first:last]
    start = data.draw(st.integers(1, len(run) - 2))
    end = data.draw(st.integers(start + 1, len(run) - 1))
    before, after = " ".join(run[:start]), " ".join(run[end:])
    assert stands(f"{before} … {after}", text)
    assert not stands(f"{after} … {before}", text)
    assert not stands(f"{before} … {' '.join(run[start:])}", text)
    assume(run[start - 1][:-1] not in words)
    assert not stands(f"{before[:-1]} … {after}", text)
    assume(run[end][1:] not in words)
    assert not stands(f"{before} … {after[1:]}", text)
