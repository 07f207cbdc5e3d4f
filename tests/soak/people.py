"""What becomes of what people ask: an answer, or a silence that the platform's troubles explain."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final, Protocol

from quotebot.core.errors import PersonError
from quotebot.core.messages import Platform
from tests.soak.weather import Weather

PATIENCE: Final = 10.0  # seconds; a machine with much else to do is no fault of the bot
TOPICS: Final = ("progress", "progres", "nature", "patience", "engineering", "xyzzy", "why we fail")
AUTHORS: Final = ("Charles Darwin", "aesop", "Ada Lovelace", "nobody at all")
WORDS: Final = ("slow and steady", "view of life", "nothing has these words qqq")
IDS: Final = ("slow-but-steady", "grandeur-in-this-view", "not-a-quote")


class Unanswered(Exception):  # noqa: N818 - it says what happened
    """Somebody did not get what counts as an answer."""


class Crowd(Protocol):
    """The people of one platform."""

    @property
    def is_reachable(self) -> bool: ...

    async def act(self) -> None:
        """Do something by chance, and wait for the answer.

        Raises Unanswered, or what the platform says where it let nobody do that.
        """


class Visits:
    """What became of everything that people did on one platform."""

    def __init__(self, crowd: Crowd, platform: Platform, weather: Weather) -> None:
        self._crowd = crowd
        self._platform = platform
        self._weather = weather
        self.counts: Counter[str] = Counter()
        self.unexplained: list[str] = []

    async def one(self) -> None:
        if not self._crowd.is_reachable:
            self.counts["out of reach"] += 1
            return
        began = monotonic()
        try:
            await self._crowd.act()
        except (Unanswered, PersonError, LookupError, TimeoutError) as error:
            if self._weather.explains(began, monotonic()):
                self.counts["explained"] += 1
            else:
                self.unexplained.append(f"{self._platform}: {type(error).__name__}: {error}")
        else:
            self.counts["answered"] += 1


def far_away() -> datetime:
    """Some days later, when no soak still runs."""
    return datetime.now(UTC) + timedelta(days=3)
