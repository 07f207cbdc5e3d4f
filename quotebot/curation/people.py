"""The declared people of all files together, and whether each author is one of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from quotebot.core.quotes import Person
from quotebot.curation.author_names import Spellings
from quotebot.curation.codes import Code
from quotebot.curation.declarations import Declared
from quotebot.curation.problems import Problem, problem_at, quoted
from quotebot.curation.quote_file import Entry


def merged(declared: Sequence[Declared[Person]]) -> dict[str, Person]:
    """The people by name; what several files say of one is put together, the first file first."""
    people: dict[str, Person] = {}
    for person in (each.item for each in declared):
        known = people.setdefault(person.name, person)
        if known is not person:
            people[person.name] = replace(
                known,
                also=tuple(dict.fromkeys(known.also + person.also)),
                born=known.born or person.born,
                died=known.died or person.died,
                link=known.link or person.link,
            )
    return people


def problems(declared: Sequence[Declared[Person]]) -> Iterator[Problem]:
    """People who are declared twice in a file, and names that may mean several people."""
    yield from _declared_twice(declared)
    names = {_key(each.item.name): each.item.name for each in declared}
    shared: dict[str, _Use] = {}
    for each in declared:
        for other in each.item.also:
            mark = each.mark("also", other)
            earlier = shared.setdefault(_key(other), _Use(each, other))
            if (name := names.get(_key(other))) is not None:
                message = f"{quoted(other)} is the name of {name} in these files: remove it here"
                yield each.problem(mark, Code.NAME_TAKEN, message)
            elif earlier.person.item.name != each.item.name:
                message = (
                    f"{quoted(other)} is another name of {earlier.person.item.name}, too, "
                    f"at {earlier.person.place('also', earlier.name)}: check whose it is"
                )
                yield each.problem(mark, Code.NAME_SHARED, message)


class _Use(NamedTuple):
    """A name as it is written, and the person who is said to have it."""

    person: Declared[Person]
    name: str


def _declared_twice(declared: Sequence[Declared[Person]]) -> Iterator[Problem]:
    seen: dict[tuple[Path, str], Declared[Person]] = {}
    for each in declared:
        first = seen.setdefault((each.path, _key(each.item.name)), each)
        if first is not each:
            line = first.mark("name").line + 1
            message = f"{quoted(each.item.name)} stands in line {line} already: keep one"
            yield each.problem(each.mark("name"), Code.PERSON_REPEATED, message)


class Names:
    """Whether two names are those of one person."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self._names = {
            _key(other): _key(person.name) for person in people.values() for other in person.also
        }

    def same(self, one: str, other: str) -> bool:
        return self._known(one) == self._known(other)

    def _known(self, name: str) -> str:
        return self._names.get(_key(name), _key(name))


def unknown_authors(entries: Sequence[Entry], people: Mapping[str, Person]) -> Iterator[Problem]:
    """A warning at the first quote of each author who is not one of the people."""
    names = {_key(other): person.name for person in people.values() for other in person.also}
    spellings = Spellings(people)
    looked_for: set[str] = set(people)
    for entry in entries:
        if entry.quote is None or (author := entry.quote.author) in looked_for:
            continue
        looked_for.add(author)
        name = names.get(_key(author)) or spellings.near(author)
        advice = f"write {name}, or " if name is not None else ""
        message = f"{quoted(author)} is not in people.yaml: {advice}add the name there"
        yield problem_at(entry.path, entry.id_mark, Code.AUTHOR_UNKNOWN, message)


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
