"""What can come of looking for a quote in its source text."""

from dataclasses import dataclass
from pathlib import Path

from quotebot.core.quotes import Quote
from quotebot.curation.verifying.nearest import Nearest
from quotebot.curation.verifying.plain_text import Lines


@dataclass(frozen=True, slots=True)
class Stands:
    """Word for word, and in each of these places; `digest` is the SHA-256 of the text."""

    places: tuple[Lines, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class StandsBefore:
    """Only before the line where the author's own words begin."""

    places: tuple[Lines, ...]
    body_from_line: int


@dataclass(frozen=True, slots=True)
class SaidByOthers:
    """Only in lines that the index does not give to whoever is quoted, but to these if any."""

    places: tuple[Lines, ...]
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NothingLeftOut:
    """Word for word but for an ellipsis where nothing was left out."""

    places: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class TornApart:
    """Each part between ellipses stands in the text, too far apart or in another order.

    The first place of each part.
    """

    places: tuple[Lines, ...]


@dataclass(frozen=True, slots=True)
class DoesNotStand:
    """The nearest passage, if any comes near."""

    nearest: Nearest | None


@dataclass(frozen=True, slots=True)
class NoText:
    """There is no text to look in, and why."""

    reason: str


Verdict = Stands | StandsBefore | SaidByOthers | NothingLeftOut | TornApart | DoesNotStand | NoText


@dataclass(frozen=True, slots=True)
class Verified:
    """A quote, and what came of looking for it in the text at `path`."""

    quote: Quote
    path: Path
    verdict: Verdict
