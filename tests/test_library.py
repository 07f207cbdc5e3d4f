"""The shipped library: how much it holds, and that nothing in it is left to complain of."""

from collections import Counter
from functools import cache
from pathlib import Path

from quotebot.core.quotes import Anthology
from quotebot.curation import reading

QUOTES = Path(__file__).parent.parent / "quotes"


@cache
def library() -> Anthology:
    return reading.load([QUOTES])


def test_there_is_nothing_to_complain_of() -> None:
    assert reading.read([QUOTES]).problems == ()


def test_there_are_many_quotes_from_many_works_by_many_people() -> None:
    quotes = library().quotes.values()
    assert len(quotes) >= 500
    assert len({quote.source.slug for quote in quotes}) >= 70
    assert len({quote.author for quote in quotes}) >= 55


def test_no_work_outweighs_the_others() -> None:
    works = Counter(quote.source.slug for quote in library().quotes.values())
    assert max(works.values()) <= 15


def test_every_topic_has_enough_for_a_week_and_a_day() -> None:
    topics = library().topics
    assert len(topics) >= 45
    assert {
        name: len(library().deck(name)) for name in topics if len(library().deck(name)) < 8
    } == {}


def test_every_topic_says_what_belongs_there_and_what_people_type_for_it() -> None:
    topics = library().topics.values()
    assert [topic.id for topic in topics if not (topic.about and topic.aliases)] == []
    assert [topic.id for topic in topics if not topic.related] == []
    assert sum(len(topic.aliases) for topic in topics) >= 300


def test_quotes_are_short() -> None:
    lengths = [len(quote.text) for quote in library().quotes.values()]
    assert max(lengths) <= 400
    assert sum(length < 200 for length in lengths) > 0.75 * len(lengths)


def test_every_work_says_where_it_can_be_read_and_why_it_may_be_quoted() -> None:
    sources = {quote.source for quote in library().quotes.values()}
    assert [source.slug for source in sources if not (source.url and source.rights)] == []


def test_famous_misattributions_are_answered_with_a_true_quote() -> None:
    found = library().misattributions
    assert len(found) >= 24
    assert [each.id for each in found if each.nearest not in library().quotes] == []
