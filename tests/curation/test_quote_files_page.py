"""The page for people who add quotes says what the code does."""

import re
from pathlib import Path

import pytest

from quotebot.curation.reading import read
from quotebot.curation.schema import (
    MISATTRIBUTION,
    PERSON,
    SOURCE,
    Schema,
    quote_schema,
    topic_schema,
)
from quotebot.curation.slugs import TopicName

PAGE = (Path(__file__).parents[2] / "docs/quote-files.md").read_text()


def rows(heading: str) -> dict[str, tuple[str, str]]:
    """What the table under the heading says of each field's duty, and of the field."""
    table = PAGE.split(f"### {heading}")[1].split("###")[0]
    found = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.+) \|$", table, re.MULTILINE)
    return {name: (duty, about) for name, duty, about in found}


def block(start: str) -> str:
    """The example that starts with these words."""
    [found] = re.findall(rf"```yaml\n({start}.*?)```", PAGE, re.DOTALL)
    return str(found)


@pytest.mark.parametrize(
    ("heading", "schema"),
    [
        ("`source`", SOURCE),
        ("`quotes`", quote_schema(TopicName())),
        ("`topics.yaml`", topic_schema(TopicName())),
        ("`people.yaml`", PERSON),
        ("`misattributions.yaml`", MISATTRIBUTION),
    ],
)
def test_the_tables_hold_every_field_whether_it_must_stand_and_what_it_holds(
    heading: str, schema: Schema
) -> None:
    said = {name: (duty == "yes", about) for name, (duty, about) in rows(heading).items()}
    assert said == {name: (field.required, field.about) for name, field in schema.fields.items()}


def test_the_examples_are_read_without_a_problem(tmp_path: Path) -> None:
    whole = block("# darwin")
    (tmp_path / "a-work.yaml").write_text(whole)
    assert read([tmp_path]).problems == ()
    alone = whole.replace("    text: There is grandeur in this view of life\n", "")
    for number, text in enumerate(re.split(r"^(?=text:)", block("text:"), flags=re.MULTILINE)[1:]):
        indented = "".join(f"    {line}\n" for line in text.splitlines())
        (tmp_path / "a-work.yaml").write_text(alone + indented)
        assert read([tmp_path]).problems == (), number


@pytest.mark.parametrize("name", ["topics", "people", "misattributions"])
def test_the_examples_of_what_quotes_refer_to_are_read(tmp_path: Path, name: str) -> None:
    whole = block("# darwin").replace("[nature, change]", "[progress, change]")
    (tmp_path / "a-work.yaml").write_text(whole)
    (tmp_path / f"{name}.yaml").write_text(block(f"{name}:"))
    assert read([tmp_path]).errors == ()
    assert getattr(read([tmp_path]), name)
