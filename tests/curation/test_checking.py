from pathlib import Path

import pytest

from quotebot.curation.reading import Reading, read
from tests.curation.library import SOURCE, errors, quote, quote_file, read_text, warnings, write

OTHER_SOURCE = SOURCE.replace("An Author", "Another Author")


def with_topics(folder: Path, topics: str, *quotes: str) -> Reading:
    return read([write(folder, topics=topics, a_work=quote_file(*quotes or [quote()]))])


def test_an_id_that_is_taken_is_refused_with_both_places(tmp_path: Path) -> None:
    write(tmp_path, a_work=quote_file(quote()), b_work=quote_file(quote(text="Other words.")))
    assert errors(read([tmp_path])) == (
        f"{tmp_path}/b-work.yaml:3:9: the id a-quote is taken by the quote at "
        f"{tmp_path}/a-work.yaml:3:9: choose another"
    )


def test_an_id_is_taken_even_by_a_quote_that_has_errors(tmp_path: Path) -> None:
    result = read_text(tmp_path, quote_file(quote(where="''"), quote(text="Other words.")))
    assert "the id a-quote is taken" in errors(result)


@pytest.mark.parametrize(
    "again",
    [
        "Words that stand in a work.",
        '"words THAT stand - in a: work"',
        "“Words that stand, in a work!”",
    ],
)
def test_the_same_words_of_the_same_author_are_refused(tmp_path: Path, again: str) -> None:
    write(tmp_path, a_work=quote_file(quote()), b_work=quote_file(quote(id="b-quote", text=again)))
    assert "these words are the quote a-quote at" in errors(read([tmp_path]))


def test_the_same_words_of_another_author_are_a_warning(tmp_path: Path) -> None:
    other = OTHER_SOURCE + "quotes:\n" + quote(id="b-quote")
    result = read([write(tmp_path, a_work=quote_file(quote()), b_work=other)])
    assert errors(result) == ""
    assert 'these words are given to "An Author" at' in warnings(result)


def test_other_words_in_another_script_are_not_the_same(tmp_path: Path) -> None:
    texts = ("Все счастливые семьи", "Война и мир", "日本語", "日本人")
    quotes = [quote(id=f"q-{number}", text=text) for number, text in enumerate(texts)]
    assert read_text(tmp_path, quote_file(*quotes)).problems == ()


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    write(tmp_path, a_work=quote_file(quote()))
    write(tmp_path / "sub", a_work=quote_file(quote(id="b-quote", text="Other words.")))
    assert f"{tmp_path}/sub/a-work.yaml:1:1: {tmp_path}/a-work.yaml has the same name" in errors(
        read([tmp_path])
    )


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
        declaration = f"topics: [{{id: work, about: {about}, aliases: [{alias}]}}]"
        write(tmp_path / name, topics=declaration)
    write(tmp_path, a_work=quote_file(quote()))
    result = read([tmp_path])
    assert result.problems == ()
    assert result.topics[0].about == "First."
    assert result.topics[0].aliases == ("labour", "toil")


@pytest.mark.parametrize(
    ("topics", "expected"),
    [
        ("[{id: work}, {id: work}]", "1:27: topic work is declared in line 1 already"),
        ("[{id: work, aliases: [Work]}]", 'the alias "Work" is the topic work itself'),
        ("[{id: work}, {id: rest, aliases: [work]}]", 'the alias "work" is the topic work'),
        ("[{id: work, aliases: [help]}]", 'the alias "help" is a command'),
        ("[{id: work, aliases: [toil, toil]}]", '`aliases`: "toil" stands twice'),
        ("[{id: work, aliases: [toil, Toil]}]", 'the alias "Toil" stands there already'),
        ("[{id: help}]", '"help" is a command and cannot be a topic'),
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
