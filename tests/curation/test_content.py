"""Words that a reviewer has to look at."""

from pathlib import Path

import pytest

from quotebot.curation import content as rule
from quotebot.curation.codes import Code
from quotebot.curation.reading import read
from quotebot.wiring import builtin_quotes
from tests.curation.library import checked, quote, quote_file, shown

LISTED = "".join(map(chr, (115, 108, 117, 116)))


@pytest.mark.parametrize("word", [LISTED, f"{LISTED}s", LISTED.upper(), f"“{LISTED}”,"])
def test_a_word_on_the_list_is_a_warning_that_does_not_repeat_it(tmp_path: Path, word: str) -> None:
    content = quote_file(quote(text=f"She is no {word} at all"))
    [problem] = checked(tmp_path, a_work=content).problems
    assert shown(problem, tmp_path) == (
        "a-work.yaml:4:11: warning: word 4 (s…) may demean people or be for adults only: "
        "a reviewer decides whether the quote may stand [content]"
    )


@pytest.mark.parametrize("word", ["slate", "sl", "slum", "slutx"])
def test_words_that_only_look_like_it_are_fine(tmp_path: Path, word: str) -> None:
    assert checked(tmp_path, a_work=quote_file(quote(text=f"A {word} at all"))).problems == ()


def test_a_digest_is_that_of_the_word_however_it_is_written() -> None:
    assert rule.digest("Café") == rule.digest("cafe")
    assert rule.digest("café") != rule.digest("cafes")


def test_the_list_holds_digests_only_each_once_and_in_order() -> None:
    lines = (Path(rule.__file__).parent / "content_digests.txt").read_text().split()
    assert lines == sorted(set(lines))
    assert all(len(line) == 16 and int(line, 16) >= 0 for line in lines)
    assert rule.digest(LISTED) in lines


def test_the_shipped_library_has_no_such_word() -> None:
    reading = read([builtin_quotes()], for_curators=True)
    assert reading.quotes
    assert [problem for problem in reading.problems if problem.code is Code.CONTENT] == []
