"""The page on the rules has a place for each, says how grave it is, and knows no other."""

import re
from pathlib import Path

from quotebot.curation.codes import Code

PAGE = (Path(__file__).parents[2] / "docs/checks.md").read_text("utf-8")
PLACES = re.findall(r"^### `([a-z-]+)`\n\n\*(Error|Warning)\.\* ", PAGE, re.MULTILINE)


def test_every_rule_has_one_place_on_the_page_with_its_severity() -> None:
    assert sorted(PLACES) == sorted((str(code), code.severity.capitalize()) for code in Code)


def test_every_heading_of_a_rule_is_one_of_these_places() -> None:
    assert len(re.findall(r"^### ", PAGE, re.MULTILINE)) == len(PLACES)


def test_every_rule_is_used() -> None:
    folder = Path(__file__).parents[2] / "quotebot/curation"
    product = "".join(
        path.read_text("utf-8") for path in folder.glob("*.py") if path.stem != "codes"
    )
    assert [code for code in Code if f"Code.{code.name}" not in product] == []
