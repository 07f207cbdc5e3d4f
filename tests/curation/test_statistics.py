"""A library in numbers."""

from dataclasses import replace

from quotebot.core.quotes import Quote, Status, Topic
from quotebot.curation.statistics import Statistics, statistics
from tests.anthologies import AMA, NOVEL, quote


def rows(counted: Statistics, title: str) -> list[tuple[str, int]]:
    (table,) = [table for table in counted.tables if table.title == title]
    return [(row.name, row.count) for row in table.rows]


def with_year(quote_id: str, year: str) -> Quote:
    return replace(quote(quote_id), source=replace(AMA, year=year))


def test_an_empty_library_is_counted() -> None:
    counted = statistics([])
    assert (counted.quotes, counted.works, counted.median_length, counted.longest) == (0, 0, 0, 0)
    assert rows(counted, "Topics") == rows(counted, "Lengths") == []


def test_quotes_works_and_authors_are_counted_once() -> None:
    one, two = quote("one", author="Ann"), quote("two", speaker="Ann", author="Bo")
    counted = statistics([one, two, replace(two, id="three")])
    assert (counted.quotes, counted.works, counted.authors) == (3, 2, 2)
    assert {AMA.slug, NOVEL.slug} == {one.source.slug, two.source.slug}


def test_a_quote_counts_on_each_of_its_topics_and_declared_ones_count_with_none() -> None:
    quotes = [quote("one", topics=("work", "rest")), quote("two", topics=("rest",))]
    counted = statistics(quotes, [Topic(id="play"), Topic(id="rest")])
    assert rows(counted, "Topics") == [("rest", 2), ("work", 1), ("play", 0)]
    assert counted.topics == 3


def test_authors_go_from_the_most_quoted_down_and_by_name() -> None:
    quotes = [quote(f"q-{i}", author=name) for i, name in enumerate(["Cy", "Bo", "Ann", "Cy"])]
    assert rows(statistics(quotes), "Authors") == [("Cy", 2), ("Ann", 1), ("Bo", 1)]


def test_centuries_go_from_the_oldest_and_the_unknown_stays_unknown() -> None:
    years = ["1605", "c. 400 BC", "some time", "c. 175", "1599-1601"]
    quotes = [with_year(f"q-{i}", year) for i, year in enumerate(years)]
    assert rows(statistics(quotes), "Centuries of the works") == [
        ("4th century BC", 1),
        ("2nd century", 1),
        ("17th century", 1),
        ("unknown", 2),
    ]


def test_lengths_are_counted_in_steps_without_a_gap() -> None:
    counted = statistics([quote(f"q-{n}", "x" * n) for n in (2, 49, 50, 151)])
    assert rows(counted, "Lengths") == [("0-49", 2), ("50-99", 1), ("100-149", 0), ("150-199", 1)]
    assert (counted.median_length, counted.longest) == (49, 151)


def test_every_status_has_its_row_and_each_language_that_there_is() -> None:
    quotes = [replace(quote("one"), status=Status.DISPUTED), replace(quote("two"), lang="fr")]
    counted = statistics(quotes)
    assert rows(counted, "Status") == [("verified", 1), ("attributed", 0), ("disputed", 1)]
    assert rows(counted, "Languages") == [("en", 1), ("fr", 1)]
