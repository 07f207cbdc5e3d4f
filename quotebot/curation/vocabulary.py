"""The declared topics of all files together, and whether a quote's topic is one of them."""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from quotebot.core.commands import OPENING_WORDS
from quotebot.core.quotes import Topic
from quotebot.curation.codes import Code
from quotebot.curation.declarations import Declarations, Declared
from quotebot.curation.problems import Problem, quoted
from quotebot.curation.slugs import TopicName
from quotebot.curation.text_policy import Complaint

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
            message = f"{quoted(value)} is not in topics.yaml: {self._advice(value)}"
            yield Complaint(Code.TOPIC_UNDECLARED, message)

    def _advice(self, value: str) -> str:
        near = self._aliased.get(_key(value)) or [
            id_
            for id_, *_ in process.extract(
                value, self._ids, scorer=JaroWinkler.similarity, limit=_SUGGESTIONS
            )
        ]
        return f"write {' or '.join(near)}, or declare it there" if near else "declare it there"


def merged(declared: Sequence[Declared[Topic]]) -> dict[str, Topic]:
    """The topics by id; what several files say of one is put together, the first `about` first."""
    topics: dict[str, Topic] = {}
    for topic in (each.item for each in declared):
        known = topics.setdefault(topic.id, topic)
        if known is not topic:
            topics[topic.id] = replace(
                known,
                about=known.about or topic.about,
                aliases=tuple(dict.fromkeys(known.aliases + topic.aliases)),
                related=tuple(dict.fromkeys(known.related + topic.related)),
            )
    return topics


_Use = tuple[Declared[Topic], str]
"""An alias as it is written, where it is declared."""


def problems(topics: Declarations[Topic], reserved: frozenset[str]) -> Iterator[Problem]:
    """Topics that are declared twice in a file, aliases and relations that lead nowhere."""
    yield from _declared_twice(topics.items)
    yield from _clashing_aliases(topics.items, reserved)
    ids = {each.item.id for each in topics.items}
    for each in topics.items:
        for related in each.item.related:
            mark = each.mark("related", related)
            if related == each.item.id:
                message = f"the topic {related} is related to itself: remove it"
                yield each.problem(mark, Code.RELATED_SELF, message)
            elif topics.complete and related not in ids:
                message = f"the related topic {related} is not declared: {_DECLARE}"
                yield each.problem(mark, Code.RELATED_UNDECLARED, message)


_DECLARE: Final = "declare it, or remove it here"


def _clashing_aliases(
    declared: Sequence[Declared[Topic]], reserved: frozenset[str]
) -> Iterator[Problem]:
    ids = {_key(each.item.id): each.item.id for each in declared}
    uses: dict[str, list[_Use]] = {}
    for each in declared:
        for alias in each.item.aliases:
            uses.setdefault(_key(alias), []).append((each, alias))
    for key, users in uses.items():
        if key in reserved:
            faulty, code, message = users, Code.ALIAS_RESERVED, "is a command: remove it"
        elif (first := key.split()[0]) in reserved & OPENING_WORDS:
            message = f"starts with the command {first}, so that nobody could type it: remove it"
            faulty, code = users, Code.ALIAS_RESERVED
        elif key in ids:
            message = f"is the topic {ids[key]} itself: remove it"
            faulty, code = users, Code.ALIAS_IS_TOPIC
        else:
            faulty, code, message = _too_many(users)
        for each, alias in faulty:
            mark = each.mark("aliases", alias)
            yield each.problem(mark, code, f"the alias {quoted(alias)} {message}")


def _too_many(users: list[_Use]) -> tuple[list[_Use], Code, str]:
    """The uses of an alias that are one too many, and what to say of them."""
    first = list(dict.fromkeys(each.item.id for each, _ in users))[:MOST_TOPICS_OF_AN_ALIAS]
    later = [use for use in users if use[0].item.id not in first]
    if later:
        message = f"stands at {' and '.join(first)} already: a third topic cannot have it"
        return later, Code.ALIAS_CROWDED, message
    again = [use for before, use in pairwise(users) if use[0] is before[0]]
    return again, Code.ALIAS_REPEATED, "stands there already, but for its spelling: keep one"


def _declared_twice(declared: Sequence[Declared[Topic]]) -> Iterator[Problem]:
    seen: dict[tuple[Path, str], Declared[Topic]] = {}
    for each in declared:
        first = seen.setdefault((each.path, each.item.id), each)
        if first is not each:
            line = first.mark("id").line + 1
            message = f"topic {each.item.id} is declared in line {line} already: keep one"
            yield each.problem(each.mark("id"), Code.TOPIC_REPEATED, message)


def unused(declared: Sequence[Declared[Topic]], used: Container[str]) -> Iterator[Problem]:
    """A warning for each declared topic that no quote has."""
    for each in declared:
        if each.item.id not in used:
            message = f"no quote has the topic {each.item.id}: give it to one, or remove it"
            yield each.problem(each.mark("id"), Code.TOPIC_UNUSED, message)


def _key(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").split())
