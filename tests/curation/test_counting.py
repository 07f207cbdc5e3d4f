"""How many quotes come from each of the places that are read."""

from pathlib import Path

from quotebot.curation.reading import load_and_count
from tests.curation.library import quote, quote_file, write


def folders(tmp_path: Path) -> tuple[Path, Path]:
    outer, inner = tmp_path / "outer", tmp_path / "outer" / "inner"
    inner.mkdir(parents=True)
    write(outer, a_work=quote_file(quote(id="one"), quote(id="two", text="Other words.")))
    write(inner, another=quote_file(quote(id="three", text="Third words.")))
    return outer, inner


def test_each_quote_counts_for_the_folder_that_it_is_in(tmp_path: Path) -> None:
    _, inner = folders(tmp_path)
    file = tmp_path / "outer" / "a-work.yaml"
    anthology, counts = load_and_count([inner, file])
    assert counts == {inner: 1, file: 2}
    assert len(anthology.quotes) == 3


def test_what_is_in_two_of_them_counts_once_for_the_first(tmp_path: Path) -> None:
    outer, inner = folders(tmp_path)
    assert load_and_count([outer, inner])[1] == {outer: 3, inner: 0}
    assert load_and_count([inner, outer])[1] == {inner: 1, outer: 2}
