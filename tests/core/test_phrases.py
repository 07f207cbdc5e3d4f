"""What people type finds a topic that would do, in phrases that nobody wrote the aliases for."""

from collections import Counter
from pathlib import Path

import pytest

from quotebot.core.quotes import Anthology, Topic
from quotebot.core.topics import TopicIndex
from quotebot.curation.reading import read
from tests.anthologies import quote
from tests.core.phrases import QUOTES, SETS, measure, read_phrases, shipped_topics
from tests.core.searches import NoSearch

LEAST_FIRST = 0.85
LEAST_OFFERED = 0.95
MOST_MISTAKEN = 0.1


@pytest.mark.parametrize("path", SETS, ids=lambda path: path.stem)
def test_the_shipped_topics_are_found_by_what_people_type(path: Path) -> None:
    measured = measure(shipped_topics(), read_phrases(path))
    assert measured.first >= LEAST_FIRST, measured
    assert measured.among_offered >= LEAST_OFFERED, measured
    assert measured.mistaken <= MOST_MISTAKEN, measured


def test_there_are_enough_phrases_and_their_topics_are_declared() -> None:
    phrases = {phrase: topics for path in SETS for phrase, topics in read_phrases(path).items()}
    declared = {topic.id for topic in read([QUOTES]).topics}
    assert len(phrases) >= 150
    for phrase, topics in phrases.items():
        assert topics, phrase
        assert declared.issuperset(topics), phrase


def test_the_topics_have_the_words_that_people_type_for_them() -> None:
    topics = read([QUOTES]).topics
    uses = Counter(alias.casefold() for topic in topics for alias in topic.aliases)
    assert len(uses) >= 300
    assert max(uses.values()) <= 2
    for topic in topics:
        assert topic.about, topic.id
        assert topic.aliases, topic.id
        assert topic.related, topic.id


def test_the_measure_tells_a_hit_from_an_offer_and_from_a_miss() -> None:
    topics = [Topic(id="tea", aliases=("leaf",)), Topic(id="rain", aliases=("cloud",))]
    quotes = [quote("tea", topics=("tea",)), quote("rain", topics=("rain",))]
    index = TopicIndex(Anthology(quotes, topics), NoSearch())
    phrases = {"a cup of tea": ["tea"], "clouds and leaves": ["rain"], "tea time": ["rain"]}
    measured = measure(index, phrases)
    assert measured.missed == ("tea time",)
    assert measured.among_offered == pytest.approx(2 / 3)
    assert measured.mistaken >= 1 / 3
