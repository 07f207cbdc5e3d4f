"""Rows 17 to 29: quote files, and what quotes are."""

import os
from pathlib import Path

import pytest

from quotebot.core.errors import LibraryError
from quotebot.core.library import library_of
from quotebot.curation.codes import Code
from quotebot.curation.files import LARGEST_FILE
from quotebot.curation.reading import load, read
from quotebot.curation.reloading import Kept, Reloaded, Reloader
from quotebot.curation.schema import quote_schema
from quotebot.curation.slugs import TopicName
from quotebot.wiring import builtin_quotes
from tests.anthologies import SMALL, shelf_of
from tests.curation.library import (
    checked,
    errors,
    plain,
    quote,
    quote_file,
    read_quote,
    read_text,
    warnings,
    write,
)


def test_row_17_a_field_that_stands_twice_is_an_error_with_both_places(tmp_path: Path) -> None:
    reading = read_text(tmp_path, quote_file(quote() + "    where: elsewhere\n"))
    assert ":7:5: `where` stands twice here, first in line 6" in errors(reading)


def test_row_17_an_id_that_stands_twice_is_an_error_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote()), b_work=quote_file(quote(text="Other words.")))
    message = errors(read([tmp_path]))
    assert "b-work.yaml:3:9: the id a-quote is taken" in message
    assert "a-work.yaml:3:9" in message


def test_row_18_a_tag_is_an_error_and_nothing_runs(tmp_path: Path) -> None:
    mark = tmp_path / "ran"
    tag = f"!!python/object/apply:os.system [touch {mark}]"
    assert 'tag "!!python/object/apply:os.system" not allowed' in errors(
        read_quote(tmp_path, text=tag)
    )
    assert not mark.exists()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("a: &a [x]\nb: [*a, *a]\n", 'anchor "&a" not allowed'),
        (quote_file(quote(text="*a")), '"*a" is an alias, which is not allowed'),
        (quote_file(quote() + "    <<: {}\n"), "merge keys (<<) are not allowed"),
        (quote_file(quote(text="[" * 1200 + "]" * 1200)), "more than 16 lists and mappings"),
        ("- " * 1200, "more than 16 lists and mappings"),
    ],
)
def test_row_19_bombs_are_an_error(tmp_path: Path, content: str, expected: str) -> None:
    assert expected in errors(read_text(tmp_path, content))


def test_row_20_a_file_that_is_too_large_is_an_error(tmp_path: Path) -> None:
    with (tmp_path / "a-work.yaml").open("wb") as stream:
        stream.truncate(LARGEST_FILE + 1)
    assert "is larger than 16 MiB" in errors(read([tmp_path]))


def test_row_20_twenty_thousand_quotes_in_several_files_are_read(tmp_path: Path) -> None:
    for number in range(4):
        quotes = (
            quote(id=f"quote-{number}-{each}", text=f"Words number {number}, {each}.")
            for each in range(5000)
        )
        write(tmp_path, **{f"work_{number}": quote_file(*quotes)})
    reading = read([tmp_path])
    assert reading.problems == ()
    assert len(reading.quotes) == 20_000


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"source: a\x97b", ":1:10: not UTF-8 at byte 9, looks like Windows-1252"),
        ("source: a".encode("utf-16"), ":1:1: not UTF-8 at byte 0, looks like UTF-16"),
        ("source: a".encode("utf-16-be"), ":1:1: not UTF-8 at byte 0, looks like UTF-16"),
        (b"source: \xc3\x28\x81", ":1:9: not UTF-8 at byte 8 (0xc3): save the file as UTF-8"),
    ],
)
def test_row_21_other_encodings_are_an_error(tmp_path: Path, content: bytes, expected: str) -> None:
    assert expected in errors(read_text(tmp_path, content))


def test_row_21_windows_line_ends_and_byte_order_marks_are_accepted(tmp_path: Path) -> None:
    content = "\ufeff" + quote_file(quote(text="|\n      one\n      two")).replace("\n", "\r\n")
    reading = read_text(tmp_path, content)
    assert reading.problems == ()
    assert reading.quotes[0].text == "one\ntwo"


def test_row_22_only_regular_files_inside_the_folder_are_opened(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote()))
    (tmp_path / "passwd.yaml").symlink_to("/etc/passwd")
    (tmp_path / "zero.yaml").symlink_to("/dev/zero")
    (tmp_path / "loop").symlink_to(".")
    (tmp_path / "folder.yaml").mkdir()
    os.mkfifo(tmp_path / "pipe.yaml")
    reading = read([tmp_path])
    assert len(reading.quotes) == 1
    assert {(problem.path.name, problem.message.split(":")[0]) for problem in reading.errors} == {
        ("passwd.yaml", "is a link that leads out of the folder"),
        ("zero.yaml", "is a link that leads out of the folder"),
        ("loop", "is a link to a folder that holds it"),
        ("folder.yaml", "is a folder, not a quote file"),
        ("pipe.yaml", "is not a regular file but a pipe, a socket or a device"),
    }


def test_row_22_the_links_of_a_config_map_are_followed(tmp_path: Path) -> None:
    (tmp_path / "..2026").mkdir()
    write(tmp_path / "..2026", a_work=quote_file(quote()))
    (tmp_path / "..data").symlink_to("..2026")
    (tmp_path / "a-work.yaml").symlink_to("..data/a-work.yaml")
    reading = read([tmp_path])
    assert reading.problems == ()
    assert len(reading.quotes) == 1


def test_row_24_a_start_without_any_quote_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="there is no quote to show"):
        load([tmp_path])


def test_row_24_a_start_without_any_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"gone:1:1: there is no such file or folder"):
        load([tmp_path / "gone"])
    with pytest.raises(LibraryError, match="there is no quote to show"):
        load([])


async def test_row_23_a_reload_with_a_half_written_file_keeps_the_last_good_set_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = shelf_of(SMALL)
    reloader = Reloader(shelf, lambda: library_of(load([tmp_path])))
    whole = quote_file(quote())
    write(tmp_path, a_work=whole[: len(whole) // 2])
    outcome = await reloader.reload()
    assert isinstance(outcome, Kept)
    assert await reloader.reload() == outcome
    assert shelf.library.anthology is SMALL
    assert len(caplog.records) == 1
    write(tmp_path, a_work=whole)
    assert await reloader.reload() == Reloaded(1, ("a-quote",))


async def test_row_24_a_reload_without_any_quote_keeps_the_last_good_set(tmp_path: Path) -> None:
    shelf = shelf_of(SMALL)
    outcome = await Reloader(shelf, lambda: library_of(load([tmp_path]))).reload()
    assert isinstance(outcome, Kept)
    assert "there is no quote to show" in outcome.problems[0]
    assert shelf.library.anthology is SMALL


def test_row_25_a_look_alike_in_a_name_is_a_warning(tmp_path: Path) -> None:
    reading = read_quote(tmp_path, author="Albert Einstеin")
    assert reading.errors == ()
    assert "mixes Latin and Cyrillic letters" in warnings(reading)


@pytest.mark.parametrize("topic", ["../x", "a" * 33, "Progress", "🙂", "help"])
def test_row_26_a_topic_that_is_no_slug_is_an_error(tmp_path: Path, topic: str) -> None:
    reading = read_quote(tmp_path, topics=f"[{plain(topic)}]")
    assert f'`topics`: "{topic}" is' in errors(reading)


GRANDEUR = "There is grandeur in this view of life, with its several powers"


@pytest.mark.parametrize(
    ("text", "author", "code"),
    [
        (f"“{GRANDEUR}”", None, Code.SAME_WORDS),
        ("There is grandeur, in this view of life with its several powers!", None, Code.SAME_WORDS),
        ("There is grandeur in this view of life with several powers", None, Code.NEAR_DUPLICATE),
        (GRANDEUR, "Somebody Else", Code.OTHER_AUTHOR),
        ("There is a grandeur in this view of life", "Somebody Else", Code.OTHER_AUTHOR),
    ],
)
def test_row_27_a_quote_that_is_there_already_is_reported_with_both_places(
    tmp_path: Path, text: str, author: str | None, code: Code
) -> None:
    second = quote(id="b-quote", text=text, author=author)
    [problem] = checked(tmp_path, a_work=quote_file(quote(text=GRANDEUR), second)).problems
    assert problem.code is code
    assert (problem.line, "a-work.yaml:4:11" in problem.message) == (8, True)


MISATTRIBUTION = """\
misattributions:
  - id: faster-horses
    sayings: ["If I had asked people what they wanted, they would have said faster horses."]
    said_by: [Henry Ford]
    known: No good evidence that Ford ever said it.
    shown: https://example.org/faster-horses
    nearest: a-quote
"""
HORSES = "If I’d asked people what they wanted they would have said “faster horses”."


@pytest.mark.parametrize("status", ["verified", "attributed", "disputed"])
def test_row_28_a_known_misattribution_is_an_error_whatever_its_status(
    tmp_path: Path, status: str
) -> None:
    horses = quote(id="horses", text=HORSES, author="Henry Ford", status=status)
    content = quote_file(quote(), horses)
    reading = checked(tmp_path, misattributions=MISATTRIBUTION, a_work=content)
    assert [problem.code for problem in reading.errors] == [Code.MISATTRIBUTED]


def test_row_28_the_saying_stands_in_the_file_of_misattributions_and_names_the_true_quote(
    tmp_path: Path,
) -> None:
    true = quote(text=HORSES, author="Somebody Else")
    reading = checked(tmp_path, misattributions=MISATTRIBUTION, a_work=quote_file(true))
    assert reading.problems == ()


def test_row_28_there_is_no_status_for_a_quote_that_is_one(tmp_path: Path) -> None:
    assert "belongs in misattributions.yaml" in errors(read_quote(tmp_path, status="misattributed"))


def test_row_29_a_word_that_demeans_is_left_to_a_reviewer(tmp_path: Path) -> None:
    word = "".join(map(chr, (115, 108, 117, 116)))
    [problem] = checked(tmp_path, a_work=quote_file(quote(text=f"Such a {word}!"))).problems
    assert problem.code is Code.CONTENT
    assert "a reviewer decides" in problem.message
    assert word not in str(problem)


def test_row_29_nothing_of_the_kind_is_in_the_default_set() -> None:
    reading = read([builtin_quotes()], for_curators=True)
    assert Code.CONTENT not in [problem.code for problem in reading.problems]
    assert "rating" not in quote_schema(TopicName()).fields  # what needs one is not taken at all
