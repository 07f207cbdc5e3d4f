"""The lock file: what it says, and what is new, changed or gone since."""

import os
from datetime import date
from pathlib import Path

import pytest

from quotebot.core.errors import LibraryError
from quotebot.core.quotes import Quote
from quotebot.curation.verifying.drift import Drift, drift, updated, words_hash
from quotebot.curation.verifying.lock_file import Entry, Key, Lock, read_lock, write_lock
from quotebot.curation.verifying.plain_text import Lines
from quotebot.curation.verifying.verdicts import DoesNotStand, NoText, Stands, Verdict, Verified
from tests.curation.verifying.texts import WORK, quote

MONDAY, TUESDAY = date(2026, 1, 5), date(2026, 1, 6)
TEXT, OTHER_TEXT = "a" * 64, "b" * 64


def verified(quoted: Quote, verdict: Verdict | None = None) -> Verified:
    return Verified(quoted, Path("a-work.txt"), verdict or Stands((Lines(4, 5),), TEXT))


def locked(*quotes: Quote, day: date = MONDAY) -> Lock:
    return Lock(updated(Lock(), map(verified, quotes), (), day))


ONE, TWO = quote("Some words.", quote_id="one"), quote("Other words.", quote_id="two")


def test_it_is_sorted_and_has_a_line_for_each_quote(tmp_path: Path) -> None:
    path = tmp_path / "verified.lock"
    entries = {
        Key("b-work", "one"): Entry((Lines(4, 4),), "0" * 16, OTHER_TEXT, MONDAY),
        Key(WORK, "two"): Entry((Lines(4, 5), Lines(9, 9)), "1" * 16, TEXT, TUESDAY),
        Key(WORK, "one"): Entry((Lines(1, 1),), "2" * 16, TEXT, MONDAY),
    }
    write_lock(path, entries)
    assert [line for line in path.read_text().splitlines() if not line.startswith("#")] == [
        f"a-work {TEXT}",
        f"a-work one 1 {'2' * 16} 2026-01-05",
        f"a-work two 4-5,9 {'1' * 16} 2026-01-06",
        f"b-work {OTHER_TEXT}",
        f"b-work one 4 {'0' * 16} 2026-01-05",
    ]
    assert read_lock(path) == Lock(entries)


def test_its_head_says_how_it_is_written(tmp_path: Path) -> None:
    write_lock(tmp_path / "verified.lock", {})
    assert "--update-lock" in (tmp_path / "verified.lock").read_text().splitlines()[0]


def test_where_there_is_none_nothing_was_verified(tmp_path: Path) -> None:
    assert read_lock(tmp_path / "verified.lock") == Lock()


@pytest.mark.parametrize(
    "line",
    [
        "<<<<<<< HEAD",
        "a-work",
        f"a-work one 1 {'2' * 16}",
        f"a-work one 1 {'2' * 16} 2026-02-30",
        f"a-work one 1- {'2' * 16} 2026-02-01",
        f"b-work one 1 {'2' * 16} 2026-02-01",  # of which text?
        f"a-work two 1 {'2' * 16} 2026-02-01",  # twice
        f"a-work one 1 {'2' * 16} 2026-02-01 \x1b[2J",
    ],
)
def test_a_line_that_is_no_entry_is_told_and_the_others_count(tmp_path: Path, line: str) -> None:
    path = tmp_path / "verified.lock"
    write_lock(path, locked(TWO).entries)
    number = len(path.read_text().splitlines()) + 1
    with path.open("a") as stream:
        stream.write(f"{line}\n")
    lock = read_lock(path)
    assert list(lock.entries) == [Key(WORK, "two")]
    (problem,) = lock.problems
    assert problem.startswith(f"{path}:{number}: is no entry")


def test_what_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "verified.lock"
    path.write_bytes(b"caf\xe9")
    assert "not UTF-8" in read_lock(path).problems[0]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write everywhere")
def test_where_it_cannot_be_written_that_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(LibraryError, match="cannot be written"):
        write_lock(tmp_path / "verified.lock", {})


def test_a_folder_in_its_place_is_told(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match="cannot be written"):
        write_lock(tmp_path, {})


def test_nothing_differs_from_what_was_just_verified() -> None:
    assert not drift([ONE, TWO], locked(ONE, TWO), ())


@pytest.mark.parametrize(
    "changed",
    [
        quote("Some word.", quote_id="one"),
        quote("Some words", quote_id="one"),
        quote("some words.", quote_id="one"),
        quote("Some words.", quote_id="one", author="Somebody Else"),
    ],
)
def test_another_word_mark_letter_or_author_is_a_change(changed: Quote) -> None:
    assert drift([changed, TWO], locked(ONE, TWO), ()) == Drift(changed=(Key(WORK, "one"),))


def test_white_space_is_no_change() -> None:
    assert words_hash(quote("Some\nwords.", quote_id="one")) == words_hash(ONE)


def test_new_quotes_and_those_that_are_gone_are_told() -> None:
    assert drift([TWO], locked(ONE), ()) == Drift(new=(Key(WORK, "two"),), gone=(Key(WORK, "one"),))


def test_of_works_elsewhere_nothing_is_gone() -> None:
    assert not drift([], locked(ONE), {WORK})


def test_what_is_as_it_was_keeps_its_day() -> None:
    again = updated(locked(ONE), [verified(ONE), verified(TWO)], (), TUESDAY)
    assert [entry.day for entry in again.values()] == [MONDAY, TUESDAY]


@pytest.mark.parametrize(
    "found",
    [
        verified(quote("Some new words.", quote_id="one")),
        verified(ONE, Stands((Lines(8, 9),), TEXT)),
        verified(ONE, Stands((Lines(4, 5),), OTHER_TEXT)),
    ],
)
def test_other_words_another_place_or_another_text_have_a_new_day(found: Verified) -> None:
    again = updated(locked(ONE), [found], (), TUESDAY)
    assert [entry.day for entry in again.values()] == [TUESDAY]


def test_a_quote_that_no_longer_stands_is_no_longer_locked() -> None:
    assert not updated(locked(ONE), [verified(ONE, DoesNotStand(None))], (), TUESDAY)


def test_a_quote_that_is_gone_is_no_longer_locked() -> None:
    assert not updated(locked(ONE), [], (), TUESDAY)


def test_without_its_text_a_quote_stays_as_it_was_verified() -> None:
    missing = [verified(each, NoText("is not there")) for each in (ONE, TWO)]
    assert updated(locked(ONE), missing, (), TUESDAY) == locked(ONE).entries


def test_works_elsewhere_stay_as_they_were_verified() -> None:
    assert updated(locked(ONE), [], {WORK}, TUESDAY) == locked(ONE).entries
