"""Small anthologies for tests."""

from quotebot.core.library import Shelf, library_of
from quotebot.core.quotes import Anthology, Quote, Source, Topic

AMA = Source(
    slug="ama",
    title="An AMA (2017)",
    year="2017",
    url="https://example.com/ama",
    quoted_in="a blog post",
)
NOVEL = Source(
    slug="novel", title="A Novel", year="1864", author="A. Writer", translator="T. Later"
)


def quote(
    quote_id: str,
    text: str = "Some words.",
    topics: tuple[str, ...] = ("progress",),
    **fields: str | None,
) -> Quote:
    speaker = fields.get("speaker")
    author = fields.get("author") or "Ann Author"
    source = NOVEL if speaker else AMA
    return Quote(
        id=quote_id,
        text=text,
        topics=topics,
        author=author,
        speaker=speaker,
        source=source,
        where="p. 1",
    )


WASTE = quote(
    "waste-is-progress",
    "That's not waste, that's progress.",
    ("progress", "waste"),
    author="Vincent Vanhoucke",
)
DATA = quote(
    "more-data",
    "More data rarely hurts, but it’s a game of diminishing returns.",
    ("data",),
    author="Greg Corrado",
)
ERRORS = quote(
    "many-errors",
    "Science, my lad, has been built upon many errors.",
    ("failure", "research"),
    author="Jules Verne",
    speaker="Professor Liedenbrock",
)
TOPICS = (
    Topic(id="failure", about="What goes wrong.", aliases=("failing", "giving up", "mistakes")),
    Topic(id="persistence", about="Going on.", aliases=("motivation", "giving up")),
)
GO_ON = quote("go-on", "Few things are impossible to diligence.", ("persistence", "progress"))

SMALL = Anthology([WASTE, DATA, ERRORS, GO_ON], TOPICS)


def numbered(count: int, topic: str = "progress") -> Anthology:
    """An anthology of so many quotes on one topic, "quote-0" and so on."""
    return Anthology([quote(f"quote-{i}", f"Words number {i}.", (topic,)) for i in range(count)])


def shelf_of(anthology: Anthology) -> Shelf:
    return Shelf(library_of(anthology))
