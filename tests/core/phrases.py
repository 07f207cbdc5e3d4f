"""Phrases that people might type, and how often the back-off finds an acceptable topic for them.

Each file in `typed/` is a set: a phrase, and the topics that would do. Another file is measured as
soon as it is there.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

from quotebot.core.library import library_of
from quotebot.core.quotes import Anthology
from quotebot.core.topics import TopicIndex
from quotebot.curation.reading import read

QUOTES = Path(__file__).parents[2] / "quotes"
SETS = sorted((Path(__file__).parent / "typed").glob("*.yaml"))
OFFERED = 3  # topics, where the first is not sure

Phrases = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Measured:
    """Shares of the phrases; `mistaken` are those that got a quote on a topic that will not do."""

    first: float
    among_offered: float
    mistaken: float
    missed: tuple[str, ...]


def read_phrases(path: Path) -> Phrases:
    phrases: dict[str, list[str]] = yaml.safe_load(path.read_text("utf-8"))
    return phrases


def measure(index: TopicIndex, phrases: Phrases) -> Measured:
    first: list[str] = []
    offered: list[str] = []
    mistaken: list[str] = []
    for phrase, acceptable in phrases.items():
        match = index.match(phrase)
        topics = index.nearest(phrase, OFFERED)
        best = match.topic if match and match.topic else next(iter(topics), None)
        if best in acceptable:
            first.append(phrase)
        elif match and match.topic:
            mistaken.append(phrase)
        if {best, *topics} & set(acceptable):
            offered.append(phrase)
    return Measured(
        first=len(first) / len(phrases),
        among_offered=len(offered) / len(phrases),
        mistaken=len(mistaken) / len(phrases),
        missed=tuple(phrase for phrase in phrases if phrase not in offered),
    )


@cache
def shipped_topics() -> TopicIndex:
    """The topics of the shipped library; one that still waits for its quotes gets a stand-in."""
    reading = read([QUOTES])
    used = {topic for quote in reading.quotes for topic in quote.topics}
    stand_ins = [
        replace(reading.quotes[0], id=f"stand-in-{topic.id}", text="…", topics=(topic.id,))
        for topic in reading.topics
        if topic.id not in used
    ]
    anthology = Anthology([*reading.quotes, *stand_ins], reading.topics, reading.people)
    return library_of(anthology).topics
