"""The shipped library: each quote stands word for word in its source, and the first ones are there.

The source texts are not part of the project. To look in them, name a folder that holds them as
<slug>.txt, with INDEX.yaml beside them, in the environment variable QUOTE_TEXTS. What was found
when somebody last did is in quotes/verified.lock, which is held against the quotes in any case.
"""

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from quotebot.core.quotes import Anthology, Quote
from quotebot.curation import reading
from quotebot.curation.verifying.drift import Drift, drift, key_of
from quotebot.curation.verifying.lock_file import LOCK_FILE, UPDATE, read_lock
from quotebot.curation.verifying.matching import quoted
from quotebot.curation.verifying.source_texts import SourceText, source_texts
from quotebot.curation.verifying.verdicts import Stands
from quotebot.curation.verifying.verification import by_work, verify_work

QUOTES = Path(__file__).parent.parent / "quotes"
AMA = "google-brain-ama-2017"
PARAPHRASE_OF_JEFF_DEAN = ("Jeff Dean", "1/6th of the training data")


@cache
def library() -> Anthology:
    return reading.load([QUOTES])


def quotes_from(work: str) -> list[Quote]:
    return by_work(library().quotes.values())[work]


@pytest.fixture
def texts() -> Path:
    directory = os.environ.get("QUOTE_TEXTS")
    if not directory:
        pytest.skip("set QUOTE_TEXTS to a directory of source texts (<slug>.txt, INDEX.yaml)")
    return Path(directory)


def test_every_quote_stands_word_for_word_in_its_source_where_the_lock_says(texts: Path) -> None:
    in_texts = source_texts(texts)
    locked = read_lock(QUOTES / LOCK_FILE).entries
    for work, quotes in by_work(library().quotes.values()).items():
        for verified in verify_work(work, quotes, in_texts):
            assert isinstance(verified.verdict, Stands), (
                f"{verified.quote.id}: quotebot verify --texts {texts} says more"
            )
            entry = locked.get(key_of(verified.quote))
            assert entry is not None, UPDATE
            assert verified.verdict.places == entry.places, UPDATE
            assert verified.verdict.digest == entry.text, UPDATE


@pytest.mark.slow
def test_no_quote_is_found_with_a_word_changed_cut_or_out_of_its_place(texts: Path) -> None:
    in_texts = source_texts(texts)
    for work, quotes in by_work(library().quotes.values()).items():
        text = in_texts.read(work)
        assert isinstance(text, SourceText)
        for quote in quotes:
            for wrong in changed(quote.text.split()):
                passages = text.passages([quote.author, quote.speaker])
                assert not text.find(quoted(wrong), passages), wrong


def changed(words: list[str]) -> Iterator[str]:
    """The words with one of them changed, left out, cut off, or in the place of another."""
    middle = len(words) // 2
    before, word, after = words[:middle], words[middle], words[middle + 1 :]
    yield " ".join([*before, f"{word}zz", *after])
    yield " ".join([*before, "zz", word, *after])
    if words[0][:2].isalnum() and len(words[0]) > 1:
        yield " ".join([words[0][1:], *words[1:]])
    if before and after and "…" not in (before[-1], word):
        yield " ".join([*before, *after])
        yield " ".join([*after, word, *before])
        yield " ".join([*before, "…", word, *after])


def test_every_quote_is_as_it_was_when_it_was_verified() -> None:
    lock = read_lock(QUOTES / LOCK_FILE)
    assert not lock.problems
    differs = drift(library().quotes.values(), lock, ())
    assert differs == Drift(), f"look for the quotes in their texts: {UPDATE}"


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
