"""The page for people who add quotes says what the code does."""

import re
from pathlib import Path

from quotebot.curation.reading import read
from quotebot.curation.schema import SOURCE, Schema, quote_schema
from quotebot.curation.slugs import TopicName

PAGE = (Path(__file__).parents[2] / "docs/quote-files.md").read_text()


def rows(heading: str) -> dict[str, str]:
    """What the table under the heading says of each field's duty."""
    table = PAGE.split(f"### {heading}")[1].split("###")[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]+) \|", table, re.MULTILINE))


def always_required(schema: Schema) -> dict[str, bool]:
    return {name: field.required for name, field in schema.fields.items()}


def test_the_tables_hold_every_field_and_whether_it_must_stand() -> None:
    for heading, schema in (("`source`", SOURCE), ("`quotes`", quote_schema(TopicName()))):
        said = {name: duty == "yes" for name, duty in rows(heading).items()}
        assert said == always_required(schema)


def test_the_examples_are_read_without_a_problem(tmp_path: Path) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    whole, topics, texts = blocks
    (tmp_path / "a-work.yaml").write_text(whole)
    assert read([tmp_path]).problems == ()
    alone = whole.replace("    text: There is grandeur in this view of life\n", "")
    for number, text in enumerate(re.split(r"^(?=text:)", texts, flags=re.MULTILINE)[1:]):
        indented = "".join(f"    {line}\n" for line in text.splitlines())
        (tmp_path / "a-work.yaml").write_text(alone + indented)
        assert read([tmp_path]).problems == (), number
    (tmp_path / "topics.yaml").write_text(topics)
    assert "is not in topics.yaml" in read([tmp_path]).errors[0].message
