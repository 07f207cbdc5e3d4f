"""Adding quotes to a file: every byte that was there stays, whatever the file looks like."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotebot.core.quotes import Quote
from quotebot.curation.appending import CannotAppend, appended
from quotebot.curation.codes import Code
from quotebot.curation.house_form import quote_block, source_block
from quotebot.curation.reading import Reading, read
from tests.curation.library import SOURCE, errors, quote, quote_file, read_text
from tests.curation.test_round_trip import DETAILS, SOURCES, as_yaml

LIBRARY = Path(__file__).parents[2] / "quotes"


def a_quote(folder: Path, text: str = "Words that are new.") -> Quote:
    reading = read_text(folder, quote_file(quote(id="new-one", text=text)))
    return reading.quotes[0]


def after(folder: Path, text: str) -> tuple[str, Reading]:
    result = appended(text, [a_quote(folder)])
    return result, read_text(folder, result.encode())


FILES = {
    "as usual": quote_file(quote()),
    "no line end": quote_file(quote()).rstrip("\n"),
    "lists at the margin": SOURCE + "quotes:\n- id: a-quote\n  text: Words of old.\n"
    "  topics: [work]\n  where: there\n",
    "deep": SOURCE + "quotes:\n      -   id: a-quote\n          text: Words of old.\n"
    "          topics: [work]\n          where: there\n",
    "items in braces": SOURCE
    + "quotes:\n  - {id: a-quote, text: Words., topics: [work], where: x}  # end\n",
    "source last": "quotes:\n"
    + quote(id="a-quote")
    + '# of the source\nsource: {title: A, author: B, year: "1"}\n',
    "windows": quote_file(quote()).replace("\n", "\r\n"),
    "byte order mark": "\ufeff" + quote_file(quote()),
    "document end": "---\n" + quote_file(quote()) + "...\n",
    "lines that stay": quote_file(quote(where=None, note=None))
    + "    where: |-\n      one line\n\n\n",
    "lines that are kept": quote_file(quote(where=None)) + "    where: >+\n      one line\n\n",
    "list in lines": quote_file(quote(topics=None)) + "    topics:\n      - work\n      - play\n",
    "comments": quote_file(quote()) + "    # on it\n  # - id: dropped\n\n# of the file\n",
    "spaced": quote_file(quote(), "\n", quote(id="b-quote", text="Others.")) + "\n# the end\n",
}


@pytest.mark.parametrize("text", FILES.values(), ids=FILES.keys())
def test_a_quote_comes_after_the_others_and_nothing_else_changes(tmp_path: Path, text: str) -> None:
    old = read_text(tmp_path, text.encode())
    assert not old.errors, errors(old)
    result, new = after(tmp_path, text)
    assert not new.errors, errors(new)
    assert [each.id for each in new.quotes] == [*(each.id for each in old.quotes), "new-one"]
    assert [each.text for each in new.quotes[:-1]] == [each.text for each in old.quotes]
    differ = (place for place in range(len(text)) if text[place] != result[place])
    kept = next(differ, len(text))
    assert result[kept + len(result) - len(text) :] == text[kept:]


def test_comments_stay_with_what_they_follow(tmp_path: Path) -> None:
    result, _ = after(tmp_path, FILES["comments"])
    assert result.splitlines()[6:] == [
        "    # on it",
        "  # - id: dropped",
        "  - id: new-one",
        '    text: "Words that are new."',
        "    topics: [work]",
        "    where: chapter one",
        "",
        "# of the file",
    ]


def test_blank_lines_between_quotes_are_a_habit_to_keep(tmp_path: Path) -> None:
    result, _ = after(tmp_path, FILES["spaced"])
    assert "\n\n  - id: new-one\n" in result
    assert "chapter one\n\n# the end\n" in result


def test_the_ends_of_lines_are_those_of_the_file(tmp_path: Path) -> None:
    result, _ = after(tmp_path, FILES["windows"])
    assert result.count("\n") == result.count("\r\n")


def test_a_list_in_brackets_is_not_touched(tmp_path: Path) -> None:
    text = SOURCE + "quotes: [{id: a-quote, text: Words., topics: [work], where: x}]\n"
    with pytest.raises(CannotAppend, match="- id"):
        appended(text, [a_quote(tmp_path)])


@pytest.mark.parametrize("path", sorted(LIBRARY.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_file_takes_one_more_and_keeps_its_bytes(path: Path, tmp_path: Path) -> None:
    if path.stem in {"topics", "people", "misattributions"}:
        return
    text = path.read_text("utf-8")
    result = appended(text, [a_quote(tmp_path)])
    assert result.startswith(text)
    assert result.removeprefix(text).startswith("  - id: new-one\n")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("appending")


@settings(max_examples=40)
@given(
    source=SOURCES,
    details=st.lists(DETAILS, min_size=2, max_size=4, unique_by=lambda item: str(item["text"])),
    style=st.fixed_dictionaries(
        {
            "default_flow_style": st.sampled_from([False, None]),
            "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
            "width": st.integers(10, 200),
            "sort_keys": st.booleans(),
            "line_break": st.sampled_from(["\n", "\r\n"]),
        }
    ),
)
def test_whatever_quotes_are_added_to_whatever_file_all_are_read_as_they_were(
    folder: Path, source: object, details: list[dict[str, object]], style: dict[str, object]
) -> None:
    quotes = [Quote(id=f"quote-{n}", source=source, **each) for n, each in enumerate(details)]  # type: ignore[arg-type]  # drawn to be right
    old = as_yaml(quotes[:1], allow_unicode=True, **style)
    result = read_text(folder, appended(old, quotes[1:]).encode())
    assert [error for error in result.errors if "these words" not in error.message] == []
    assert list(result.quotes) == quotes


@settings(max_examples=40)
@given(source=SOURCES, details=st.lists(DETAILS, min_size=1, max_size=3))
def test_the_house_form_gives_back_what_was_written(
    folder: Path, source: object, details: list[dict[str, object]]
) -> None:
    quotes = [Quote(id=f"quote-{n}", source=source, **each) for n, each in enumerate(details)]  # type: ignore[arg-type]  # as above
    written = source_block(quotes[0].source) + "".join(map(quote_block, quotes))
    result = read_text(folder, written.encode())
    found = [each for each in result.problems if "these words" not in each.message]
    assert {each.code for each in found} <= {Code.MIXED_SCRIPTS}
    assert list(result.quotes) == quotes


def test_most_of_the_shipped_library_is_what_the_house_form_makes_of_it() -> None:
    texts: dict[str, str] = {}
    for each in read([LIBRARY]).quotes:
        texts.setdefault(each.source.slug, source_block(each.source))
        texts[each.source.slug] += quote_block(each)
    same = [slug for slug in texts if (LIBRARY / f"{slug}.yaml").read_text("utf-8") == texts[slug]]
    assert len(same) > 0.5 * len(texts), "curators write a few things otherwise"
