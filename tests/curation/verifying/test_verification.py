"""What comes of looking for a quote: where it stands, or why it is refused."""

from pathlib import Path

import pytest

from quotebot.curation.verifying.plain_text import Lines
from quotebot.curation.verifying.verdicts import (
    DoesNotStand,
    NoText,
    NothingLeftOut,
    SaidByOthers,
    Stands,
    StandsBefore,
    TornApart,
)
from tests.curation.verifying.texts import quote, verdict_on, write_texts

TALK = """\
Welcome, everybody.
Ann: I ask what
waste is for.
Bo: Waste is progress.
Ann: Why is that so?
"""
TALK_INDEX = """\
sources:
- slug: a-work
  speakers:
  - {name: Ann (who asks), lines: "2-3, 5"}
  - {name: Bo, lines: 4}
"""


def lines(*places: tuple[int, int]) -> tuple[Lines, ...]:
    return tuple(Lines(*place) for place in places)


def test_every_place_of_a_quote_is_told(tmp_path: Path) -> None:
    write_texts(tmp_path, a_work="To be or\nnot to be.\n\nTo be, he said: to be.\n")
    verdict = verdict_on(tmp_path, quote("to be"))
    assert isinstance(verdict, Stands)
    assert verdict.places == lines((2, 2), (4, 4))
    assert len(verdict.digest) == 64


def test_a_quote_may_go_over_lines_and_paragraphs(tmp_path: Path) -> None:
    write_texts(tmp_path, a_work="A title\n\nOf all things\n  the best\n\nis rest.\n")
    verdict = verdict_on(tmp_path, quote("things the best is rest."))
    assert isinstance(verdict, Stands)
    assert verdict.places == lines((3, 6))


def test_front_matter_is_not_the_authors_own(tmp_path: Path) -> None:
    write_texts(
        tmp_path,
        "sources: [{slug: a-work, body_from_line: 2}]",
        a_work="By the editor\nBy the author\n",
    )
    assert isinstance(verdict_on(tmp_path, quote("By the author")), Stands)
    assert verdict_on(tmp_path, quote("By the editor")) == StandsBefore(lines((1, 1)), 2)
    assert isinstance(verdict_on(tmp_path, quote("editor By the author")), StandsBefore)


def test_the_words_of_others_are_not_the_speakers_own(tmp_path: Path) -> None:
    write_texts(tmp_path, TALK_INDEX, a_work=TALK)
    assert isinstance(verdict_on(tmp_path, quote("Waste is progress.", author="Bo")), Stands)
    assert isinstance(verdict_on(tmp_path, quote("Why is that so?", author="Ann")), Stands)
    for words, author, place, speakers in (
        ("Waste is progress.", "Ann", (4, 4), ("Bo",)),
        ("Waste is progress.", "Cy", (4, 4), ("Bo",)),
        ("for. Bo: Waste", "Bo", (3, 4), ("Ann", "Bo")),
        ("Welcome, everybody.", "Bo", (1, 1), ()),
    ):
        refused = verdict_on(tmp_path, quote(words, author=author))
        assert refused == SaidByOthers(lines(place), speakers)


def test_an_index_may_name_the_characters_of_a_play(tmp_path: Path) -> None:
    write_texts(tmp_path, TALK_INDEX, a_work=TALK)
    assert isinstance(verdict_on(tmp_path, quote("Why is that so?", speaker="Ann")), Stands)
    assert isinstance(verdict_on(tmp_path, quote("Why is that so?", speaker="Bo")), SaidByOthers)


def test_an_ellipsis_at_which_nothing_was_left_out_is_told(tmp_path: Path) -> None:
    write_texts(tmp_path, a_work="One\ntwo three four.\n")
    assert verdict_on(tmp_path, quote("two … three")) == NothingLeftOut(lines((2, 2)))


def test_parts_too_far_apart_or_in_another_order_are_told(tmp_path: Path) -> None:
    between = "and so on\n" * 200
    write_texts(tmp_path, a_work=f"It begins here\n{between}and there it ends.\n")
    first, last = "It begins here", "there it ends."
    assert verdict_on(tmp_path, quote(f"{first} … {last}")) == TornApart(lines((1, 1), (202, 202)))
    assert verdict_on(tmp_path, quote(f"{last} … {first}")) == TornApart(lines((202, 202), (1, 1)))


def test_the_nearest_passage_is_looked_for_with_the_others_if_there_is_none(tmp_path: Path) -> None:
    write_texts(tmp_path, TALK_INDEX, a_work=TALK)
    refused = verdict_on(tmp_path, quote("Waste is really progress.", author="Ann"))
    assert isinstance(refused, DoesNotStand)
    assert refused.nearest is not None
    assert refused.nearest.lines == Lines(4, 4)


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("the smoking-room and", True),
        ("was administered by", True),
        ("both cast- and wrought-iron", True),
        ("the smokingroom and", True),  # nobody can tell that it is no such word
        ("the smoking- room and the", True),
        ("the smoking room and", False),
        ("ad ministered", False),
        ("adminis", False),
        ("tered by", False),
    ],
)
def test_a_hyphen_at_the_end_of_a_line_means_what_it_may_mean(
    tmp_path: Path, words: str, found: bool
) -> None:
    text = """\
In the smoking-
room and the garden it was adminis-
tered by both cast-
and wrought-iron."""
    write_texts(tmp_path, a_work=text)
    assert isinstance(verdict_on(tmp_path, quote(words)), Stands) is found


def test_a_text_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert verdict_on(tmp_path, quote("Some words")) == NoText("is not there")


@pytest.mark.parametrize(
    ("content", "index", "reason"),
    [
        (b"caf\xe9", "", "not UTF-8 at byte 3, looks like Windows-1252"),
        ("caf\u00e9".encode("utf-16"), "", "looks like UTF-16"),
        (b"One\nTwo", "body_from_line: 3", "has 2 lines, but INDEX.yaml names line 3 of it"),
        (b"One\nTwo", "speakers: [{name: Ann, lines: 2-4}]", "names line 4 of it"),
    ],
)
def test_a_text_that_cannot_be_read_is_told(
    tmp_path: Path, content: bytes, index: str, reason: str
) -> None:
    written = f"sources: [{{slug: a-work, {index}}}]" if index else ""
    write_texts(tmp_path, written, a_work=content)
    verdict = verdict_on(tmp_path, quote("One"))
    assert isinstance(verdict, NoText)
    assert reason in verdict.reason


def test_a_folder_in_place_of_a_text_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "a-work.txt").mkdir()
    assert isinstance(verdict_on(tmp_path, quote("One")), NoText)


def test_windows_line_ends_and_a_byte_order_mark_are_no_words(tmp_path: Path) -> None:
    write_texts(tmp_path, a_work=b"\xef\xbb\xbfOne two\r\nthree [17]\r\nfour\r\n")
    verdict = verdict_on(tmp_path, quote("One two three four"))
    assert isinstance(verdict, Stands)
    assert verdict.places == lines((1, 3))
