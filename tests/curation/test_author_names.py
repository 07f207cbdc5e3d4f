"""Names that look like two spellings of one."""

from pathlib import Path

import pytest

from quotebot.curation.author_names import Spellings
from quotebot.curation.codes import Code
from tests.curation.library import checked, codes, quote, quote_file, shown, warnings, write


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("René Descartes", "Rene Descartes"),
        ("Charles R. Swindoll", "Charles Swindoll"),
        ("Marcus Aurelius", "marcus aurelius"),
        ("Friedrich Nietzsche", "Friedrich Nietsche"),
        ("Jean-Jacques Rousseau", "Jean Jacques Rousseau"),
        ("Anaïs Nin", "Anais Nin"),
    ],
)
def test_two_spellings_of_a_name_are_near(one: str, other: str) -> None:
    assert Spellings([one]).near(other) == one
    assert Spellings([other]).near(one) == other


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Pierre Curie", "Marie Curie"),
        ("Plato", "Pluto"),
        ("Henry James", "William James"),
        ("Orville Wright", "Wilbur Wright"),
        ("J. S. Mill", "J. R. Ewing"),
        ("孔子", "老子"),
    ],
)
def test_two_people_are_not_near(one: str, other: str) -> None:
    assert Spellings([one]).near(other) is None


def test_a_second_spelling_is_a_warning_at_its_first_quote(tmp_path: Path) -> None:
    quotes = [
        quote(author="René Descartes"),
        quote(id="b-quote", text="Other words.", author="Rene Descartes"),
        quote(id="c-quote", text="Something else.", author="Rene Descartes"),
    ]
    [problem] = checked(tmp_path, a_work=quote_file(*quotes)).problems
    assert shown(problem, tmp_path) == (
        'a-work.yaml:8:9: warning: is "Rene Descartes" the "René Descartes" of a-work.yaml:3:9? '
        "Write one name for both [author-spelling]"
    )


def test_where_the_people_are_declared_only_they_count(tmp_path: Path) -> None:
    quotes = [
        quote(author="Anne Bronte"),
        quote(id="b-quote", text="Other words.", author="Ann Bronte"),
    ]
    write(tmp_path, people="people: [{name: Anne Bronte}, {name: Ann Bronte}]")
    assert checked(tmp_path, a_work=quote_file(*quotes)).problems == ()
    result = checked(tmp_path, people="people: [{name: Anne Bronte}]")
    assert codes(result) == [Code.AUTHOR_UNKNOWN]
    assert '"Ann Bronte" is not in people.yaml: write Anne Bronte, or add' in warnings(result)
