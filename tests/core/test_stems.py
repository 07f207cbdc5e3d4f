"""The forms of a word, with and without the compiled stemmer."""

from importlib import import_module

import pytest

from quotebot.core.stems import stem
from quotebot.core.words import words_of
from quotebot.curation.reading import read
from tests.core.phrases import QUOTES


@pytest.mark.parametrize(
    "forms",
    [
        "run runs running ran",
        "fail fails failed failing",
        "write writes writing wrote written",
        "child children",
        "good better best",
        "habit habits",
        "think thought",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len(set(map(stem, forms.split()))) == 1


def test_different_words_keep_different_stems() -> None:
    words = ["run", "fail", "fall", "write", "right", "child", "chill", "left", "leave", "saw"]
    assert len(set(map(stem, words))) == len(words)


def test_where_there_is_no_wheel_of_the_compiled_stemmer_the_other_says_the_same() -> None:
    reading = read([QUOTES])
    texts = [quote.text for quote in reading.quotes]
    texts += [alias for topic in reading.topics for alias in topic.aliases]
    words = {word for text in texts for word in words_of(text)}
    compiled = pytest.importorskip("Stemmer").Stemmer("english")
    portable = import_module("snowballstemmer.english_stemmer").EnglishStemmer()
    different = [w for w in words if compiled.stemWord(w) != portable.stemWord(w)]
    assert len(words) > 1000
    assert different == []
