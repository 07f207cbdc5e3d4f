"""The JSON Schemas are those of the code, and take and refuse what the reader does."""

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quotebot.core.quotes import Quote
from quotebot.curation.json_schema import KINDS, json_schema
from quotebot.curation.reading import read
from quotebot.wiring import builtin_quotes
from tests.curation.library import quote, quote_file
from tests.curation.test_misattributions import HORSES
from tests.curation.test_people import ELIOT
from tests.curation.test_quote_files_page import PAGE, block
from tests.curation.test_round_trip import DETAILS, SLUGS, SOURCES, as_yaml

FOLDER = Path(__file__).parents[2] / "schemas"
WRITTEN = {kind: (FOLDER / f"{kind}.schema.json").read_text("utf-8") for kind in KINDS}
VALIDATORS = {kind: jsonschema.Draft7Validator(json.loads(WRITTEN[kind])) for kind in KINDS}
MODELINE = re.compile(r"^ *# yaml-language-server: \$schema=(\S+)$", re.MULTILINE)
LIBRARY = sorted(builtin_quotes().rglob("*.yaml"))


def kind_of(path: Path) -> str:
    return path.stem if path.stem in KINDS else "quotes"


def faults(kind: str, text: str) -> list[str]:
    """What an editor would underline."""
    return [error.message for error in VALIDATORS[kind].iter_errors(yaml.safe_load(text))]


@pytest.mark.parametrize("kind", KINDS)
def test_the_files_are_what_the_command_makes(kind: str) -> None:
    assert WRITTEN[kind] == json_schema(kind), "run: quotebot schema --output schemas"
    VALIDATORS[kind].check_schema(VALIDATORS[kind].schema)


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_shipped_library_keeps_to_them(path: Path) -> None:
    assert faults(kind_of(path), path.read_text("utf-8")) == []


def test_the_examples_on_the_page_keep_to_them() -> None:
    assert faults("quotes", block("# darwin")) == []
    for kind in ("topics", "people", "misattributions"):
        assert faults(kind, block(f"{kind}:")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_tells_what_it_is_for(kind: str) -> None:
    schema = json.loads(json_schema(kind))
    items = schema["properties"][kind]["items"]
    mappings = [items] if kind != "quotes" else [items, schema["properties"]["source"]]
    for mapping in mappings:
        assert mapping["additionalProperties"] is False
        assert all(each["description"] for each in mapping["properties"].values())


def test_patterns_are_such_that_editors_understand() -> None:
    for kind in KINDS:
        for pattern in re.findall(r'"pattern": "(.*)"', json_schema(kind)):
            assert not re.search(r"\\\\[ZApP]|\(\?[P<>#a-z]", pattern)


@pytest.mark.parametrize(
    "text",
    [
        quote_file(quote(id=None)),
        quote_file(quote(id="No Slug")),
        quote_file(quote(id="ab")),
        quote_file(quote(text="''")),
        quote_file(quote(text="x")),
        quote_file(quote(text="x" * 1001)),
        quote_file(quote(text="' edges '")),
        quote_file(quote(text="[a]")),
        quote_file(quote(text="1859")),
        quote_file(quote(text="true")),
        quote_file(quote(text="null")),
        quote_file(quote(topics="[]")),
        quote_file(quote(topics="work")),
        quote_file(quote(topics="[work, work]")),
        quote_file(quote(topics="[help]")),
        quote_file(quote(topics="[a, b, c, d, e, f, g, h, i]")),
        quote_file(quote(where="|\n      two\n      lines")),
        quote_file(quote(lang="English")),
        quote_file(quote(status="misattributed")),
        quote_file(quote(variant_of="No Slug")),
        quote_file(quote(auther="Somebody")),
        quote_file(quote()).replace("quotes:", "quote:"),
        quote_file(quote()).replace("title", "titel"),
        quote_file(quote()).replace("author: An Author, ", ""),
        quote_file(quote()).replace("edition: first", "url: example.org"),
        quote_file(),
        "- a list",
    ],
)
def test_what_is_malformed_is_refused_as_it_is_by_the_reader(tmp_path: Path, text: str) -> None:
    (tmp_path / "a-work.yaml").write_text(text)
    assert faults("quotes", text)
    assert read([tmp_path]).problems


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("topics", "topics: [{id: help}]"),
        ("topics", "topics: [{id: work, aliases: [a, a]}]"),
        ("topics", "topics: []"),
        ("people", ELIOT.replace("name:", "nome:")),
        ("people", ELIOT.replace('"1819"', "1819")),
        ("misattributions", HORSES.replace("nearest: a-quote", "")),
        ("misattributions", HORSES.replace("[Henry Ford]", "Henry Ford")),
    ],
)
def test_what_is_malformed_in_a_declaration_is_refused(kind: str, text: str) -> None:
    assert faults(kind, text)


def test_an_author_of_the_source_or_of_each_quote_is_enough() -> None:
    alone = quote_file(quote(author="Somebody")).replace("author: An Author, ", "")
    assert faults("quotes", alone) == []
    other = quote(id="b-quote", text="Other words.")
    assert faults("quotes", alone + other)


@pytest.mark.slow
@settings(suppress_health_check=[HealthCheck.too_slow])
@given(SOURCES, st.lists(DETAILS, min_size=1, max_size=3), st.data())
def test_whatever_the_reader_takes_the_schema_takes(
    source: Any, details: list[dict[str, Any]], data: st.DataObject
) -> None:
    ids = data.draw(st.lists(SLUGS, min_size=len(details), max_size=len(details), unique=True))
    quotes = [Quote(id=id_, source=source, **each) for id_, each in zip(ids, details, strict=True)]
    assert faults("quotes", as_yaml(quotes)) == []


def test_the_line_for_editors_on_the_page_leads_to_a_schema_from_the_library() -> None:
    [named] = MODELINE.findall(PAGE)
    library = FOLDER.parent / "quotes"
    assert (library / named).resolve() == FOLDER / "quotes.schema.json"
    for path in LIBRARY:
        for target in MODELINE.findall(path.read_text("utf-8")):
            assert (library / target).resolve() == FOLDER / f"{kind_of(path)}.schema.json"
