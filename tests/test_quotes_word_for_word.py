"""The shipped library: each quote stands word for word in its source, and the first ones are there.

The source texts are not part of the project. To check against them, name a directory that holds
them as <slug>.txt, with INDEX.yaml beside them, in the environment variable QUOTE_TEXTS.
"""

import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest

from quotebot.core.quotes import Anthology, Quote
from quotebot.curation import reading
from tests.texts_on_disk import SourceText, plain, read_text, stands_in

QUOTES = Path(__file__).parent.parent / "quotes"
WORKS = sorted(path.stem for path in QUOTES.glob("*.yaml") if path.stem != "topics")
AMA = "google-brain-ama-2017"
PARAPHRASE_OF_JEFF_DEAN = ("Jeff Dean", "1/6th of the training data")


@cache
def library() -> Anthology:
    return reading.load([QUOTES])


def quotes_from(work: str) -> list[Quote]:
    return [quote for quote in library().quotes.values() if quote.source.slug == work]


@pytest.fixture
def texts() -> Path:
    directory = os.environ.get("QUOTE_TEXTS")
    if not directory:
        pytest.skip("set QUOTE_TEXTS to a directory of source texts (<slug>.txt, INDEX.yaml)")
    return Path(directory)


def misses(quotes: Iterable[Quote], source_text: SourceText) -> list[str]:
    return [
        f"quotes/{quote.source.slug}.yaml: {quote.id}: {quote.text}"
        for quote in quotes
        if not source_text.says(quote.author, quote.text)
    ]


@pytest.mark.parametrize("work", WORKS)
def test_every_quote_stands_word_for_word_in_its_source(work: str, texts: Path) -> None:
    assert misses(quotes_from(work), read_text(texts, work)) == []


@pytest.mark.parametrize("work", WORKS)
def test_every_file_of_the_library_holds_quotes(work: str) -> None:
    assert quotes_from(work)


def test_the_first_quote_of_the_ama_is_that_this_is_progress() -> None:
    first = quotes_from(AMA)[0]
    assert first.text == "That's not waste, that's progress."
    assert first.author == "Vincent Vanhoucke"
    assert "progress" in first.topics


def test_the_ama_gives_at_least_ten_quotes_by_the_two_who_answered() -> None:
    quotes = quotes_from(AMA)
    assert len(quotes) >= 10
    assert {quote.author for quote in quotes} == {"Vincent Vanhoucke", "Greg Corrado"}


def test_at_least_sixteen_quotes_come_from_at_least_four_other_works() -> None:
    others = [quote for quote in library().quotes.values() if quote.source.slug != AMA]
    assert len(others) >= 16
    assert len({quote.source.slug for quote in others}) >= 4


def test_the_paraphrase_of_jeff_dean_is_nobodys_quote() -> None:
    for quote in library().quotes.values():
        assert "Jeff Dean" not in quote.author
        assert not any(words in quote.text for words in PARAPHRASE_OF_JEFF_DEAN), quote.id


@pytest.mark.parametrize(
    "quoted",
    ["it’s called “progress”", "well—called progress", "Now … called progress", "Now, it's called"],
)
def test_marks_white_space_and_a_short_omission_make_no_difference(quoted: str) -> None:
    assert stands_in(
        plain(quoted), plain('Now, it\'s\n  called "progress", _well_--called progress.')
    )


@pytest.mark.parametrize(
    "quoted", ["now, it's called", "it's call", "called it's", "progress … Now", "progress is"]
)
def test_other_words_other_order_and_parts_of_words_are_not_word_for_word(quoted: str) -> None:
    assert not stands_in(plain(quoted), plain("Now, it's called progress."))


def test_front_matter_and_the_words_of_others_are_not_the_speakers_own(tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text("By the editor\nBy the author\n")
    (tmp_path / "talk.txt").write_text("A question\nAn answer\nAnother\n")
    (tmp_path / "INDEX.yaml").write_text(
        "sources:\n"
        "- {slug: essay, body_from_line: 2}\n"
        "- {slug: talk, speakers: [{name: Ann, lines: 1}, {name: Bo (the host), lines: '2, 3'}]}\n"
    )
    essay, talk = read_text(tmp_path, "essay"), read_text(tmp_path, "talk")
    assert essay.says("Anyone", "By the author")
    assert not essay.says("Anyone", "By the editor")
    assert talk.says("Bo", "An answer")
    assert not talk.says("Bo", "A question")
    assert not talk.says("Cy", "An answer")
