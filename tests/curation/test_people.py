from pathlib import Path

import pytest

from quotebot.core.quotes import Person
from quotebot.curation.reading import Reading, load, read
from tests.curation.library import errors, quote, quote_file, warnings, write

ELIOT = """\
people:
  - name: George Eliot
    also: [Mary Ann Evans, Marian Evans]
    born: "1819"
    died: "1880"
    link: https://example.org/george-eliot
"""


def with_people(folder: Path, people: str, **fields: str) -> Reading:
    return read([write(folder, people=people, a_work=quote_file(quote(**fields)))])


def test_people_are_read_as_they_were_written(tmp_path: Path) -> None:
    result = with_people(tmp_path, ELIOT, author="George Eliot")
    eliot = Person(
        name="George Eliot",
        also=("Mary Ann Evans", "Marian Evans"),
        born="1819",
        died="1880",
        link="https://example.org/george-eliot",
    )
    assert result.problems == ()
    assert result.people == (eliot,)
    assert load([tmp_path]).authors == {"George Eliot": eliot}


def test_people_of_several_folders_are_taken_together(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    more = "people: [{name: George Eliot, also: [M. A. Evans], born: c. 1820}, {name: An Author}]"
    write(tmp_path / "more", people=more)
    result = with_people(tmp_path, ELIOT.replace('    born: "1819"\n', ""))
    assert result.problems == ()
    eliot, author = sorted(result.people, key=lambda person: person.name, reverse=True)
    assert set(eliot.also) == {"Mary Ann Evans", "Marian Evans", "M. A. Evans"}
    assert (eliot.born, eliot.died) == ("c. 1820", "1880")
    assert author.name == "An Author"


def test_an_author_who_is_not_among_the_people_is_a_warning_once(tmp_path: Path) -> None:
    quotes = [quote(), quote(id="b-quote", text="Other words.")]
    write(tmp_path, a_work=quote_file(*quotes))
    assert read([tmp_path]).problems == ()
    result = read([write(tmp_path, people=ELIOT)])
    assert errors(result) == ""
    assert warnings(result) == (
        f'{tmp_path}/a-work.yaml:3:9: warning: "An Author" is not in people.yaml: '
        "add the name there [author-unknown]"
    )


def test_another_name_of_an_author_is_a_warning_that_says_which_to_write(tmp_path: Path) -> None:
    result = with_people(tmp_path, ELIOT, author="Mary Ann Evans")
    assert '"Mary Ann Evans" is not in people.yaml: write George Eliot, or add' in warnings(result)


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ("[{name: A B}, {name: a b}]", '1:30: "a b" stands in line 1 already: keep one'),
        ("[{name: A B, also: [A B]}]", '1:29: "A B" is the name of A B in these files'),
        ("[{name: A B}, {name: C D, also: [a b]}]", '1:42: "a b" is the name of A B in'),
        ("[{name: A B, also: [C, C]}]", '`also`: "C" stands twice'),
        ("[{name: A B, link: nowhere}]", '`link`: "nowhere" is not right: write a link'),
        ("[{also: [A B]}]", "the person has no `name`"),
        ("[{name: A B, dead: yes}]", 'unknown field "dead": did you mean'),
    ],
)
def test_declarations_that_contradict_each_other_are_refused(
    tmp_path: Path, people: str, expected: str
) -> None:
    assert expected in errors(with_people(tmp_path, f"people: {people}"))


def test_a_name_that_two_people_go_by_is_a_warning_with_both_places(tmp_path: Path) -> None:
    people = "people: [{name: An Author, also: [Bacon]}, {name: Roger Bacon, also: [BACON]}]"
    result = with_people(tmp_path, people)
    assert errors(result) == ""
    assert warnings(result) == (
        f'{tmp_path}/people.yaml:1:71: warning: "BACON" is another name of An Author, too, '
        f"at {tmp_path}/people.yaml:1:35: check whose it is [name-shared]"
    )
