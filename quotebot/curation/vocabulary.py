"""The declared topics of all files together, and whether a quote's topic is one of them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from quotebot.core.quotes import Topic
from quotebot.curation.problems import Mark, Problem, Severity, quoted
from quotebot.curation.slugs import TopicName
from quotebot.curation.text_policy import Complaint
from quotebot.curation.topics_file import Declared

MOST_TOPICS_OF_AN_ALIAS: Final = 2  # a person can be asked which of two they meant
_SUGGESTIONS: Final = 3


class DeclaredTopic:
    """The rule for a quote's topics where topics are declared."""

    def __init__(self, form: TopicName, topics: Mapping[str, Topic]) -> None:
        self._form = form
        self._ids = tuple(topics)
        self._declared = frozenset(topics)
        self._aliased: dict[str, list[str]] = {}
        for topic in topics.values():
            for alias in topic.aliases:
                self._aliased.setdefault(_key(alias), []).append(topic.id)

    def passes(self, value: str) -> bool:
        return value in self._declared

    def complaints(self, value: str) -> Iterator[Complaint]:
        if not self._form.passes(value):
            yield from self._form.complaints(value)
        elif value not in self._declared:
            yield Complaint(f"{quoted(value)} is not in topics.yaml: {self._advice(value)}")

    def _advice(self, value: str) -> str:
        near = self._aliased.get(_key(value)) or [
            id_
            for id_, *_ in process.extract(
                value, self._ids, scorer=JaroWinkler.similarity, limit=_SUGGESTIONS
            )
        ]
        return f"write {' or '.join(near)}, or declare it there" if near else "declare it there"


def merged(declared: Sequence[Declared]) -> dict[str, Topic]:
    """The topics by id; what several files say of one is put together, the first `about` first."""
    topics: dict[str, Topic] = {}
    aliases: dict[str, dict[str, None]] = {}
    for topic in (each.topic for each in declared):
        known = topics.setdefault(topic.id, topic)
        topics[topic.id] = replace(known, about=known.about or topic.about)
        aliases.setdefault(topic.id, {}).update(dict.fromkeys(topic.aliases))
    return {id_: replace(topic, aliases=tuple(aliases[id_])) for id_, topic in topics.items()}


_Use = tuple[Declared, str]
"""An alias as it is written, where it is declared."""


def declaration_problems(
    declared: Sequence[Declared], reserved: frozenset[str]
) -> Iterator[Problem]:
    """Topics that are declared twice in a file, and aliases that lead nowhere or everywhere."""
    yield from _declared_twice(declared)
    ids = {_key(each.topic.id): each.topic.id for each in declared}
    uses: dict[str, list[_Use]] = {}
    for each in declared:
        for alias in each.topic.aliases:
            uses.setdefault(_key(alias), []).append((each, alias))
    for key, users in uses.items():
        if key in reserved:
            faulty, message = users, "is a command: remove it"
        elif key in ids:
            faulty, message = users, f"is the topic {ids[key]} itself: remove it"
        else:
            faulty, message = _too_many(users)
        for each, alias in faulty:
            mark = each.alias_marks.get(alias, each.mark)
            yield _problem(each, mark, f"the alias {quoted(alias)} {message}")


def _too_many(users: list[_Use]) -> tuple[list[_Use], str]:
    """The uses of an alias that are one too many, and what to say of them."""
    first = list(dict.fromkeys(each.topic.id for each, _ in users))[:MOST_TOPICS_OF_AN_ALIAS]
    later = [use for use in users if use[0].topic.id not in first]
    if later:
        return later, f"stands at {' and '.join(first)} already: a third topic cannot have it"
    again = [use for before, use in pairwise(users) if use[0] is before[0]]
    return again, "stands there already, but for its spelling: keep one"


def _declared_twice(declared: Sequence[Declared]) -> Iterator[Problem]:
    seen: dict[tuple[Path, str], Declared] = {}
    for each in declared:
        first = seen.setdefault((each.path, each.topic.id), each)
        if first is not each:
            line = first.mark.line + 1
            message = f"topic {each.topic.id} is declared in line {line} already: keep one"
            yield _problem(each, each.mark, message)


def unused(declared: Sequence[Declared], used: Container[str]) -> Iterator[Problem]:
    """A warning for each declared topic that no quote has."""
    for each in declared:
        if each.topic.id not in used:
            message = f"no quote has the topic {each.topic.id}: give it to one, or remove it"
            yield _problem(each, each.mark, message, Severity.WARNING)


def _problem(
    where: Declared, mark: Mark, message: str, severity: Severity = Severity.ERROR
) -> Problem:
    return Problem(where.path, mark.line + 1, mark.column + 1, message, severity)


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
