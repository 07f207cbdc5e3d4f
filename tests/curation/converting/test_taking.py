"""Which rows become quotes: nothing is invented and nothing comes twice."""

from pathlib import Path

import pytest

from quotebot.core.quotes import Status
from quotebot.curation.changing import open_library
from quotebot.curation.converting.rows import FoundRow
from quotebot.curation.converting.taking import Taken, Taker
from tests.cli.quotes.library import make_library

ROW = {
    "text": "Some words that are new.",
    "author": "Ann Author",
    "topics": "life",
    "where": "p. 1",
    "title": "A Work",
    "year": "1900",
}
WORK = ("title", "year")


@pytest.fixture(autouse=True)
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    make_library()


def row(*without: str, **fields: str) -> dict[str, str]:
    return {name: value for name, value in (ROW | fields).items() if name not in without}


def take(*rows: dict[str, str], new_ids: bool = False, **defaults: str) -> Taken:
    return take_with(defaults, *rows, new_ids=new_ids)


def take_with(defaults: dict[str, str], *rows: dict[str, str], new_ids: bool = False) -> Taken:
    taker = Taker(open_library([Path("library")]), defaults, new_ids=new_ids)
    taker.take(Path("a-file"), [FoundRow(each, line) for line, each in enumerate(rows, 1)])
    return taker.taken


def reasons(*rows: dict[str, str], new_ids: bool = False, **defaults: str) -> list[str]:
    taken = take(*rows, new_ids=new_ids, **defaults)
    assert taken.new == ()
    return [problem.message for problem in taken.refused]


def test_a_row_that_says_everything_is_a_quote() -> None:
    [quote] = take(row(id="my-id", speaker="A Fox", lang="fr", note="N.")).new
    assert (quote.id, quote.text, quote.author) == ("my-id", ROW["text"], "Ann Author")
    assert (quote.topics, quote.where, quote.lang) == (("life",), "p. 1", "fr")
    assert (quote.source.title, quote.source.year) == ("A Work", "1900")
    assert quote.source.slug == "author-work"
    assert quote.source.author is None, "the row does not say who wrote the work"
    assert quote.status is Status.VERIFIED


@pytest.mark.parametrize("name", ["topics", "where", "author", "title", "year"])
def test_what_nobody_says_is_asked_for_and_not_invented(name: str) -> None:
    assert len(found := reasons(row(name))) == 1
    assert found[0].startswith(f"no `{name}`: --")
    [quote] = take_with({name: ROW[name]}, row(name)).new
    assert quote.text == ROW["text"]


def test_every_reason_is_told() -> None:
    assert len(reasons(row("where", "year", text="x", topics="nothing"))) == 4


@pytest.mark.parametrize(
    ("without", "defaults", "status"),
    [
        ((), {}, Status.VERIFIED),
        (WORK, {"title": "Cookies", "year": "1990"}, Status.ATTRIBUTED),
        (("where",), {"where": "somewhere"}, Status.ATTRIBUTED),
        (("where",), {"where": "somewhere", "status": "verified"}, Status.VERIFIED),
        ((), {"status": "disputed"}, Status.DISPUTED),
    ],
)
def test_without_a_place_in_a_source_it_is_only_attributed(
    without: tuple[str, ...], defaults: dict[str, str], status: Status
) -> None:
    [quote] = take_with(defaults, row(*without)).new
    assert quote.status is status


def test_what_is_said_of_one_work_is_not_said_of_another() -> None:
    taken = take(
        row(*WORK),
        row("year", text="Others.", title="Another Work"),
        title="Cookies", year="1990", rights="ours",
    )  # fmt: skip
    [quote] = taken.new
    assert (quote.source.title, quote.source.rights) == ("Cookies", "ours")
    assert [problem.message for problem in taken.refused] == [
        'no `year` for "Another Work": say it beside the title'
    ]


def test_a_work_of_the_library_lends_what_the_row_does_not_say() -> None:
    [quote] = take(row("year", title="walden", author="Henry David Thoreau")).new
    assert quote.source.slug == "thoreau-walden"
    assert quote.source.year == "1854"
    [quote] = take(row("author", "title", "year", file="thoreau-walden")).new
    assert quote.author == "Henry David Thoreau"


def test_a_title_of_another_year_or_author_is_another_work() -> None:
    quotes = take(
        row(title="Walden", year="1999"),
        row(text="Others.", title="Walden", author="Somebody Else"),
    ).new
    assert [quote.source.slug for quote in quotes] == ["author-walden", "else-walden"]


def test_rows_of_one_work_share_its_file() -> None:
    quotes = take(row(), row(text="Others.")).new
    assert quotes[0].source is quotes[1].source


def test_the_file_of_another_work_is_refused() -> None:
    assert reasons(row(file="thoreau-walden")) == [
        'thoreau-walden.yaml holds another work: its `title` is "Walden", here "A Work"'
    ]
    assert reasons(row(file="topics")) == [
        "`file`: topics.yaml holds no quotes: choose another name"
    ]


def test_words_that_are_there_are_known_whatever_else_the_row_lacks() -> None:
    text = "THE MASS of men, lead lives of quiet desperation"
    taken = take({"text": text, "author": "Henry David Thoreau"}, row(), row())
    assert [(known.line, known.quote_id) for known in taken.known] == [
        (1, "quiet-desperation"), (3, taken.new[0].id),
    ]  # fmt: skip
    assert taken.refused == ()


def test_the_same_words_by_another_are_another_quote() -> None:
    taken = take(row(text="The mass of men lead lives of quiet desperation."))
    assert len(taken.new) == 1


def test_ids_are_made_of_the_words_and_of_no_id_that_a_row_asks_for() -> None:
    quotes = take(
        row(text="Rarely pure."), row(text="Rarely PURE, yes, or so.", id="rarely-pure"),
    ).new  # fmt: skip
    assert [quote.id for quote in quotes] == ["rarely-pure-2", "rarely-pure"]


def test_an_id_that_is_taken_is_refused_or_made_anew() -> None:
    rows = [row(id="quiet-desperation"), row(text="Others.", id="no id")]
    assert [reason[:30] for reason in reasons(*rows)] == [
        "the id quiet-desperation is ta", '`id`: "no id" is not right: wr',
    ]  # fmt: skip
    assert [quote.id for quote in take(*rows, new_ids=True).new] == ["words-that-are-new", "others"]


def test_topics_may_have_their_other_names() -> None:
    [quote] = take(row(topics="existence; Living | advance")).new
    assert quote.topics == ("life", "progress")
    assert reasons(row(topics="slow")) == [
        '`topics`: "slow" is under patience and progress: write one of them'
    ]


def test_a_saying_under_a_wrong_name_is_refused_with_what_is_known() -> None:
    Path("library/misattributions.yaml").write_text(
        "misattributions:\n  - id: horses\n    sayings: [Faster horses!]\n    said_by: [Henry Ford]"
        "\n    known: No evidence was found.\n    shown: searched\n    nearest: quiet-desperation\n"
    )
    assert reasons(row(text="faster horses")) == [
        "a saying under a wrong name (horses): No evidence was found."
    ]
