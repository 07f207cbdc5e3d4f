"""What people type for a daily quote: a time of day, a zone, days of the week, topics."""

import re
from datetime import time
from functools import cache
from typing import Final
from zoneinfo import available_timezones

from rapidfuzz import process

from quotebot.core import daily_wording as wording
from quotebot.core.errors import PersonError
from quotebot.core.schedule import EVERY_DAY
from quotebot.core.topics import TopicIndex

_TIME: Final = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]\.?m\.?)?", re.IGNORECASE | re.ASCII)
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SETS: Final = {
    "every day": EVERY_DAY,
    "everyday": EVERY_DAY,
    "daily": EVERY_DAY,
    "all": EVERY_DAY,
    "weekdays": frozenset(range(5)),
    "workdays": frozenset(range(5)),
    "weekend": frozenset({5, 6}),
    "weekends": frozenset({5, 6}),
}
ZONES_SHOWN: Final = 25


def read_time(typed: str) -> time:
    """09:00, 9:00, 9, 9am, 9:30 pm; raises PersonError for anything else."""
    found = _TIME.fullmatch(typed.strip())
    if not found:
        raise PersonError(wording.no_time(typed))
    hour, minute = int(found[1]), int(found[2] or 0)
    if half := found[3]:
        if not 1 <= hour <= 12:
            raise PersonError(wording.no_time(typed))
        hour = hour % 12 + (12 if half[0] in "pP" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        raise PersonError(wording.no_time(typed)) from None


def read_zone(typed: str) -> str:
    """The IANA name, however it is capitalised; raises PersonError with names that are near."""
    zone = _zones().get(_zone_key(typed))
    if zone is None:
        raise PersonError(wording.no_zone(typed, complete_zone(typed, 3)))
    return zone


def complete_zone(typed: str, limit: int = ZONES_SHOWN) -> list[str]:
    """IANA names for a zone half typed, best first."""
    zones, key = _zones(), _zone_key(typed)
    starting = [name for at, name in zones.items() if at.startswith(key)]
    inside = [name for at, name in zones.items() if key in at and name not in starting]
    near = process.extract(key, zones.keys(), limit=limit) if len(starting + inside) < limit else []
    found = dict.fromkeys([*starting, *inside, *(zones[at] for at, *_ in near)])
    return list(found)[:limit]


def read_days(typed: str | None) -> frozenset[int]:
    """Days of the week, 0 is Monday: "mon-fri", "Mon, Wed", "weekdays"; all for nothing typed."""
    if not typed or not typed.strip():
        return EVERY_DAY
    folded = " ".join(typed.casefold().split())
    if folded in _SETS:
        return _SETS[folded]
    days: set[int] = set()
    for part in re.split(r"[,;\s]+(?!-)", re.sub(r"\s*[-–]\s*", "-", folded)):
        first, dash, last = part.partition("-")
        start, end = _day(first, typed), _day(last if dash else first, typed)
        days.update((start + step) % 7 for step in range((end - start) % 7 + 1))
    return frozenset(days)


def read_topics(typed: str | None, index: TopicIndex) -> tuple[str, ...]:
    """Topic ids for words with commas between; raises PersonError for one that is no topic."""
    wanted = [part.strip() for part in (typed or "").split(",") if part.strip()]
    found = {part: index.match(part) for part in wanted}
    for part, match in found.items():
        if match is None or match.topic is None:
            raise PersonError(wording.no_topic(part, index.nearest(part, 3)))
    return tuple(dict.fromkeys(match.topic for match in found.values() if match and match.topic))


def _day(word: str, typed: str) -> int:
    matching = [number for number, name in enumerate(_DAYS) if name.startswith(word)]
    if len(word) < 2 or len(matching) != 1:
        raise PersonError(wording.no_days(typed))
    return matching[0]


def _zone_key(typed: str) -> str:
    return typed.strip().casefold().replace(" ", "_")


@cache
def _zones() -> dict[str, str]:
    """Names by their folded form, places of the world first."""
    names = sorted(available_timezones(), key=lambda name: ("/" not in name, name))
    return {name.casefold(): name for name in names if name not in {"localtime", "Factory"}}
