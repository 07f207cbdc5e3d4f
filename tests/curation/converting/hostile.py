"""Quotes whose words are what other forms trip over, and files of them for the tests."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from quotebot.core.quotes import Quote, Source, Status
from quotebot.curation.changing import addition, open_library
from quotebot.curation.characters import normal
from quotebot.curation.checking import wording
from quotebot.curation.codes import Severity
from quotebot.curation.converting import formats
from quotebot.curation.converting.formats import Format
from quotebot.curation.converting.taking import Taken, Taker
from quotebot.curation.replacing import apply
from quotebot.curation.schema import LINE, NAME, REMARK, TEXT, YEAR
from quotebot.curation.text_policy import TextRule
from tests.curation.test_round_trip import SLUGS

PIECES = [
    "=SUM(A1)", "+1", "-1", "@home", "'", "''", "'=", "＝1", '"', '""', ",", ";", "%", "%%", "\n",
    "\n\n", "\n%\n", "\n%%\n", "\n-- Mark Twain", "\n  -- X", "-- ", "— ", " ", "  ", "\\n", "\\",
    "# ", "- ", ": ", "{}", "[]", "null", "NaN", "1e5", "café", "cafe\u0301", "שלום", "مرحبا",
    "می‌خواهم", "👩‍🔬", "word", "another word", "\u00a0", "\n  indented", "x" * 80, "a b " * 20,
]  # fmt: skip
LETTERS = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=8)


def words(rule: TextRule) -> st.SearchStrategy[str]:
    """What the rule lets pass, of pieces that are put together at random."""

    def made_to_fit(pieces: list[str]) -> str:
        text = normal("".join(pieces))
        return (text if rule.lines else text.replace("\n", " "))[: rule.longest].strip()

    def is_sound(text: str) -> bool:
        return all(each.code.severity is Severity.WARNING for each in rule.complaints(text))

    pieces = st.lists(st.sampled_from(PIECES) | LETTERS, min_size=1, max_size=5)
    return pieces.map(made_to_fit).filter(is_sound)


NAMES = words(NAME)
LINES = words(LINE)
REMARKS = words(REMARK)
TEXTS = st.lists(words(TEXT), min_size=1, max_size=5, unique_by=wording)
SOURCES = st.builds(
    Source,
    slug=SLUGS,
    title=LINES,
    year=words(YEAR),
    author=st.none() | NAMES,
    translator=st.none() | NAMES,
    edition=st.none() | LINES,
    url=st.none() | st.just("https://example.org/a?b=c,d;e#'f"),
    quoted_in=st.none() | LINES,
    rights=st.none() | REMARKS,
)
WORKS = st.lists(SOURCES, min_size=1, max_size=3, unique_by=lambda each: each.slug)
DETAILS = st.fixed_dictionaries(
    {
        "author": NAMES,
        "speaker": st.none() | NAMES,
        "topics": st.lists(SLUGS, min_size=1, max_size=8, unique=True).map(tuple),
        "where": LINES,
        "lang": st.sampled_from(["en", "fr", "pt-BR"]),
        "note": st.none() | REMARKS,
        "status": st.sampled_from(Status),
    }
)


@st.composite
def libraries(draw: st.DrawFn) -> list[Quote]:
    """Quotes of a few works, in the order in which a library of them would be read."""
    works = draw(WORKS)
    quotes = [
        Quote(id=f"id-{n}", text=text, source=works[n % len(works)], **draw(DETAILS))
        for n, text in enumerate(draw(TEXTS))
    ]
    return sorted(quotes, key=lambda quote: f"{quote.source.slug}.yaml")


def taken_from(data: bytes, form: Format | None, folder: Path, **defaults: Any) -> Taken:
    """What an import of the data into the folder's library takes; it is written."""
    contents, problems = formats.read(data, Path("a-file"), form, None)
    assert not problems
    library = open_library([folder])
    taker = Taker(library, defaults)
    taker.take(Path("a-file"), contents.rows)
    apply(addition(library, taker.taken.new, folder).changes)
    return taker.taken
