from pathlib import Path

import pytest

from quotebot.core.quotes import Topic
from quotebot.curation.reading import Reading, read
from tests.curation.library import errors, quote, quote_file, read_text, warnings, write


def with_topics(folder: Path, topics: str, *quotes: str) -> Reading:
    return read([write(folder, topics=topics, a_work=quote_file(*quotes or [quote()]))])


def test_a_topic_that_is_not_declared_is_refused_with_the_nearest(tmp_path: Path) -> None:
    result = with_topics(tmp_path, "topics: [{id: works}, {id: progress}]")
    assert '`topics`: "work" is not in topics.yaml: write works or' in errors(result)


def test_an_alias_in_place_of_a_topic_is_refused_with_its_topic(tmp_path: Path) -> None:
    result = with_topics(tmp_path, "topics: [{id: labour, aliases: [Work]}]")
    assert '"work" is not in topics.yaml: write labour, or declare it' in errors(result)


def test_topics_are_free_where_none_is_declared(tmp_path: Path) -> None:
    assert read_text(tmp_path, quote_file(quote(topics="[whatever]"))).problems == ()


def test_a_topics_file_that_breaks_off_does_not_make_every_topic_wrong(tmp_path: Path) -> None:
    result = with_topics(tmp_path, "topics: [{id: progress}")
    assert "topics.yaml" in errors(result)
    assert "is not in topics.yaml" not in errors(result)


def test_a_declared_topic_without_quotes_is_a_warning(tmp_path: Path) -> None:
    result = with_topics(tmp_path, "topics: [{id: work}, {id: rest}]")
    assert errors(result) == ""
    assert "topics.yaml:1:27: warning: no quote has the topic rest" in warnings(result)


def test_topics_of_several_folders_are_taken_together(tmp_path: Path) -> None:
    for name, about, alias in (("one", "First.", "labour"), ("two", "Second.", "toil")):
        (tmp_path / name).mkdir()
        work = f"{{id: work, about: {about}, aliases: [{alias}], related: [{name}]}}"
        write(tmp_path / name, topics=f"topics: [{work}, {{id: {name}}}]")
    write(tmp_path, a_work=quote_file(quote(topics="[work, one, two]")))
    result = read([tmp_path])
    assert result.problems == ()
    assert result.topics[0] == Topic(
        id="work", about="First.", aliases=("labour", "toil"), related=("one", "two")
    )


def test_related_topics_are_not_missed_where_a_file_breaks_off(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    write(tmp_path / "more", topics="topics: [{id: play}")
    result = with_topics(tmp_path, "topics: [{id: work, related: [play]}]")
    assert "is not declared" not in errors(result)


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        ("[{id: work}, {id: work}]", "1:27: topic work is declared in line 1 already"),
        ("[{id: work, aliases: [Work]}]", 'the alias "Work" is the topic work itself'),
        ("[{id: work}, {id: rest, aliases: [work]}]", 'the alias "work" is the topic work'),
        ("[{id: work, aliases: [help]}]", 'the alias "help" is a command'),
        ("[{id: work, aliases: [By hand]}]", 'the alias "By hand" starts with the command by'),
        ("[{id: work, aliases: [toil, toil]}]", '`aliases`: "toil" stands twice'),
        ("[{id: work, aliases: [toil, Toil]}]", 'the alias "Toil" stands there already'),
        ("[{id: help}]", '"help" is a command and cannot be a topic'),
        ("[{id: work, related: [work]}]", "1:31: the topic work is related to itself"),
        ("[{id: work, related: [Play]}]", '1:31: `related`: "Play" is no topic'),
        (
            "[{id: work, related: [play]}]",
            "1:31: the related topic play is not declared: declare it, or remove it here",
        ),
        (
            "[{id: work, aliases: [a]}, {id: rest, aliases: [a]}, {id: play, aliases: [A]}]",
            '1:83: the alias "A" stands at work and rest already: a third topic cannot have it',
        ),
    ],
)
def test_declarations_that_lead_nowhere_are_refused(
    tmp_path: Path, topics: str, expected: str
) -> None:
    assert expected in errors(with_topics(tmp_path, f"topics: {topics}"))


def test_an_alias_may_stand_at_two_topics(tmp_path: Path) -> None:
    topics = "topics: [{id: work, aliases: [toil]}, {id: rest, aliases: [toil]}]"
    quotes = [quote(), quote(id="b-quote", text="Other words.", topics="[rest]")]
    assert with_topics(tmp_path, topics, *quotes).problems == ()
