from pathlib import Path

from quotebot.core.quotes import Misattribution
from quotebot.curation.reading import Reading, load, read
from tests.curation.library import errors, quote, quote_file, write

HORSES = """\
misattributions:
  - id: faster-horses
    sayings:
      - If I had asked people what they wanted, they would have said faster horses.
      - They would have said faster horses.
    said_by: [Henry Ford]
    known: No good evidence that Ford ever said it.
    shown: https://example.org/faster-horses
    nearest: a-quote
"""


def with_misattributions(folder: Path, misattributions: str) -> Reading:
    write(folder, misattributions=misattributions, a_work=quote_file(quote()))
    return read([folder])


def test_misattributions_are_read_as_they_were_written(tmp_path: Path) -> None:
    result = with_misattributions(tmp_path, HORSES)
    horses = Misattribution(
        id="faster-horses",
        sayings=(
            "If I had asked people what they wanted, they would have said faster horses.",
            "They would have said faster horses.",
        ),
        said_by=("Henry Ford",),
        known="No good evidence that Ford ever said it.",
        shown="https://example.org/faster-horses",
        nearest="a-quote",
    )
    assert result.problems == ()
    assert result.misattributions == (horses,)
    assert load([tmp_path]).misattributions == (horses,)


def test_what_shows_a_misattribution_may_be_words(tmp_path: Path) -> None:
    words = "searched in the full text of the autobiography"
    result = with_misattributions(
        tmp_path, HORSES.replace("https://example.org/faster-horses", words)
    )
    assert result.problems == ()
    assert result.misattributions[0].shown == words


def test_an_id_that_is_taken_is_refused_with_both_places(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    write(tmp_path / "more", misattributions=HORSES)
    assert (
        f"{tmp_path}/more/misattributions.yaml:2:9: the id faster-horses is taken by the "
        f"misattribution at {tmp_path}/misattributions.yaml:2:9: choose another"
    ) in errors(with_misattributions(tmp_path, HORSES))


def test_the_nearest_quote_must_be_in_the_library(tmp_path: Path) -> None:
    result = with_misattributions(tmp_path, HORSES.replace("nearest: a-quote", "nearest: gone"))
    assert "misattributions.yaml:9:14: there is no quote with the id gone" in errors(result)


def test_every_field_must_stand(tmp_path: Path) -> None:
    result = with_misattributions(tmp_path, "misattributions: [{id: faster-horses}]")
    for name in ("sayings", "said_by", "known", "shown", "nearest"):
        assert f"the misattribution has no `{name}`" in errors(result)
