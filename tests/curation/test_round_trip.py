"""Whatever quotes a program writes with PyYAML, reading gives them back."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from quotebot.core.commands import RESERVED_WORDS
from quotebot.core.quotes import Quote, Source, Status
from quotebot.curation.characters import normal
from quotebot.curation.codes import Severity
from quotebot.curation.schema import LINE, NAME, REMARK, TEXT, Rule
from tests.curation.library import read_text

CHARACTERS = st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\n")
SLUGS = st.from_regex(r"[a-z0-9]{2,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True).filter(
    lambda slug: len(slug) >= 3 and slug not in RESERVED_WORDS
)


def texts(rule: Rule, size: int) -> st.SearchStrategy[str]:
    def is_sound(text: str) -> bool:
        return all(each.code.severity is Severity.WARNING for each in rule.complaints(text))

    plain = st.text(CHARACTERS, min_size=1, max_size=size)
    odd = st.sampled_from(["No one", "12:30:45", "null", "~~", "- a", "a: b", "# a", "'", '"a"'])
    return (plain | odd).map(normal).map(str.strip).filter(is_sound)


SOURCES = st.builds(
    Source,
    slug=st.just("a-work"),
    title=texts(LINE, 60).filter(lambda text: "\n" not in text),
    year=st.integers().map(str) | st.just("c. 175"),
    author=st.none() | texts(NAME, 20),
    url=st.none() | st.just("https://example.org/a?b=c#d"),
    rights=st.none() | texts(REMARK, 40),
)
DETAILS = st.fixed_dictionaries(
    {
        "text": texts(TEXT, 200),
        "author": texts(NAME, 20),
        "topics": st.lists(SLUGS, min_size=1, max_size=8, unique=True).map(tuple),
        "where": texts(LINE, 40),
        "note": st.none() | texts(REMARK, 60),
        "status": st.sampled_from(Status),
    }
)


def as_yaml(quotes: list[Quote], **style: Any) -> str:
    def given_only(item: object, *without: str) -> dict[str, Any]:
        values = asdict(item)  # type: ignore[call-overload]  # a dataclass of ours
        return {
            name: list(value) if isinstance(value, tuple) else str(value)
            for name, value in values.items()
            if value is not None and name not in without
        }

    document = {
        "source": given_only(quotes[0].source, "slug"),
        "quotes": [given_only(quote, "source") for quote in quotes],
    }
    return str(yaml.safe_dump(document, **style))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("round-trip")


@pytest.mark.slow
@given(
    source=SOURCES,
    details=st.lists(DETAILS, min_size=1, max_size=4, unique_by=lambda item: str(item["text"])),
    style=st.fixed_dictionaries(
        {
            "allow_unicode": st.booleans(),
            "default_flow_style": st.sampled_from([True, False, None]),
            "default_style": st.sampled_from([None, "'", '"', "|", ">"]),
            "width": st.integers(10, 200),
            "sort_keys": st.booleans(),
        }
    ),
)
def test_quotes_are_read_as_they_were_written(
    folder: Path,
    source: Source,
    details: list[dict[str, Any]],
    style: dict[str, Any],
) -> None:
    quotes = [
        Quote(id=f"quote-{number}", source=source, **each) for number, each in enumerate(details)
    ]
    result = read_text(folder, as_yaml(quotes, **style))
    assert [error for error in result.errors if "these words" not in error.message] == []
    assert list(result.quotes) == quotes
