"""Reads quote files into an anthology, or into a list of everything that is wrong with them."""

import gc
import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Final, TypeVar

import yaml

from quotebot.core.commands import RESERVED_WORDS
from quotebot.core.errors import LibraryError
from quotebot.core.events import Event
from quotebot.core.quotes import Anthology, Misattribution, Person, Quote, Topic
from quotebot.curation import across_files, declarations, people, vocabulary
from quotebot.curation.across_files import Everything
from quotebot.curation.codes import Code, Severity
from quotebot.curation.declarations import MISATTRIBUTIONS, PEOPLE, Declarations, Declared, Kind
from quotebot.curation.decoding import decode
from quotebot.curation.events import EventReader
from quotebot.curation.files import QuoteFile, find, read_bytes
from quotebot.curation.parsers import explain, parser_of
from quotebot.curation.problems import START, FileProblems, GaveUp, Problem
from quotebot.curation.quote_file import Entry, read_quotes
from quotebot.curation.records import Judge
from quotebot.curation.schema import Rule, quote_schema
from quotebot.curation.slugs import TopicName
from quotebot.curation.usual_form import UsualForm
from quotebot.curation.vocabulary import DeclaredTopic
from quotebot.curation.watched import Watch, unwatched

LARGEST_LIBRARY: Final = 2**30  # bytes in all files; a million quotes need half of it

log = logging.getLogger(__name__)

T = TypeVar("T")
ReadItems = Callable[[EventReader, Judge, FileProblems], Iterable[T]]
Shortcut = Callable[[str, Path], Iterable[T] | None]
"""Reads a text, or leaves it to the events."""


def _no_shortcut(_: str, __: Path) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files hold, in the order of their paths, and their problems in that order.

    `files` has, for each of the quotes, the file in which it stands.
    Whatever an error was found in may be missing; its error never is.
    """

    quotes: tuple[Quote, ...]
    files: tuple[Path, ...]
    topics: tuple[Topic, ...]
    people: tuple[Person, ...]
    misattributions: tuple[Misattribution, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return tuple(each for each in self.problems if each.severity is Severity.WARNING)

    def anthology(self) -> Anthology:
        """The quotes, ready to be shown; raises LibraryError with all errors when there is one."""
        if errors := self.errors:
            raise LibraryError([str(error) for error in errors])
        return Anthology(self.quotes, self.topics, self.people, self.misattributions)


def load(paths: Sequence[Path], watch: Watch = unwatched) -> Anthology:
    """The quotes in these files and folders; raises LibraryError with every error in them."""
    return load_and_count(paths, watch)[0]


def load_and_count(
    paths: Sequence[Path], watch: Watch = unwatched
) -> tuple[Anthology, Mapping[Path, int]]:
    """Also how many quotes are from each path; what is in several counts for the first.

    Raises LibraryError with every error in them.
    """
    reading = read(paths, watch=watch)
    anthology = reading.anthology()
    if warnings := len(reading.warnings):
        log.warning(Event.QUOTES_DOUBTFUL(warnings=warnings))
    counts = dict.fromkeys(paths, 0)
    for file, quotes in Counter(reading.files).items():
        counts[next(path for path in paths if file.is_relative_to(path))] += quotes
    return anthology, counts


def read(
    paths: Sequence[Path],
    *,
    reserved: frozenset[str] = RESERVED_WORDS,
    for_curators: bool = False,
    watch: Watch = unwatched,
) -> Reading:
    """Everything in these files and folders, right or wrong; raises nothing.

    `reserved` are the words that cannot be topics; `for_curators`, the problems are also those that
    take longer to find. `watch` is handed the parts of the work, and sees how far it is. There is
    at least one error when there is no quote at all.
    """
    with no_garbage_collection():
        return _Library(reserved, for_curators=for_curators, watch=watch).read(paths)


def read_changed(
    paths: Sequence[Path], changes: Mapping[Path, bytes], watch: Watch = unwatched
) -> Reading:
    """Read for curators as if the files held what `changes` says, be they there yet or not.

    A library with no quote is right as well, since one may be about to be added.
    """
    with no_garbage_collection():
        return _Library(RESERVED_WORDS, changes, for_curators=True, watch=watch).read(paths)


class _Library:
    """One reading, of all files."""

    def __init__(
        self,
        reserved: frozenset[str],
        changes: Mapping[Path, bytes] | None = None,
        *,
        for_curators: bool = False,
        watch: Watch = unwatched,
    ) -> None:
        self._watch = watch
        self._topic_name = TopicName(reserved)
        self._for_curators = for_curators
        self._may_be_empty = changes is not None
        self._changed = {path.resolve(): (path, data) for path, data in (changes or {}).items()}
        self._problems: list[Problem] = []
        self._bytes_left = LARGEST_LIBRARY

    def read(self, paths: Sequence[Path]) -> Reading:
        found = find(paths)
        self._problems += found.problems
        changed = {real: QuoteFile(path, real) for real, (path, _) in self._changed.items()}
        files = _by_kind(sorted((changed | {file.real: file for file in found.files}).values()))
        topics = self._declarations(declarations.topics(self._topic_name), files)
        library = Everything(
            [file.path for file in files[_QUOTES]],
            self._entries(files[_QUOTES], self._topic_rule(topics)),
            topics,
            self._declarations(PEOPLE, files),
            self._declarations(MISATTRIBUTIONS, files),
        )
        whole = [(each.quote, each.path) for each in library.entries if each.quote is not None]
        quotes = tuple(quote for quote, _ in whole)
        self._problems += across_files.of_any_part(library, self._topic_name.reserved)
        if self._for_curators:
            for part in self._watch([library], "Comparing the quotes"):
                self._problems += across_files.for_curators(part)
        if not any(problem.severity is Severity.ERROR for problem in self._problems):
            self._problems += across_files.of_the_whole(library)
            self._problems += () if self._may_be_empty else _no_quote(paths, quotes)
        return Reading(
            quotes,
            tuple(path for _, path in whole),
            tuple(vocabulary.merged(topics.items).values()),
            tuple(people.merged(library.people.items).values()),
            tuple(each.item for each in library.misattributions.items),
            tuple(sorted(self._problems)),
        )

    def _declarations(
        self, kind: Kind[T], files: Mapping[str, Sequence[QuoteFile]]
    ) -> Declarations[T]:
        items: list[Declared[T]] = []
        complete = True
        for file in files[kind.name]:
            found, whole = self._read_file(file, kind.read)
            items += found
            complete &= whole
        return Declarations(tuple(items), bool(files[kind.name]), complete)

    def _topic_rule(self, topics: Declarations[Topic]) -> Rule:
        """The rule for the topics of quotes, which must be among the declared ones if these are
        known."""
        if not topics.given or not topics.complete:
            return self._topic_name
        return DeclaredTopic(self._topic_name, vocabulary.merged(topics.items))

    def _entries(self, files: Sequence[QuoteFile], topic: Rule) -> list[Entry]:
        schema = quote_schema(topic)
        usual_form = UsualForm(schema)
        read_items = partial(read_quotes, schema=schema)
        pages: list[Iterable[Entry]] = []
        for file in self._watch(files, "Reading quote files"):
            found, _ = self._read_file(file, read_items, usual_form.read)
            pages.append(found)
        return list(chain.from_iterable(pages))

    def _read_file(
        self, file: QuoteFile, read_items: ReadItems[T], shortcut: Shortcut[T] = _no_shortcut
    ) -> tuple[Iterable[T], bool]:
        """What the file holds, and whether it could be read to its end."""
        problems = FileProblems(file.path)
        text = ""
        items: list[T] = []
        try:
            text = self._text(file, problems)
            if (found := shortcut(text, file.path)) is not None:
                return found, True
            events = EventReader(parser_of(text), problems)
            items.extend(read_items(events, Judge(text, problems), problems))
        except yaml.YAMLError as error:
            with suppress(GaveUp):
                for mark, code, message in explain(error, text):
                    problems.add(mark, code, message)
        except GaveUp:
            pass
        else:
            return items, True
        finally:
            self._problems += problems.found
        return items, False

    def _text(self, file: QuoteFile, problems: FileProblems) -> str:
        """Raises GaveUp, reported, when there is none to be had."""
        _, data = self._changed.get(file.real) or (None, read_bytes(file, problems))
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            message = f"makes the library larger than {LARGEST_LIBRARY // 2**20} MiB: split it"
            raise problems.give_up(START, Code.FILE_TOO_LARGE, message)
        return decode(data, problems)


_QUOTES: Final = "quotes"
_DECLARING: Final = ("topics", "people", "misattributions")


def _by_kind(files: Sequence[QuoteFile]) -> Mapping[str, Sequence[QuoteFile]]:
    """The files by what they hold, which their names tell."""
    kinds: dict[str, list[QuoteFile]] = {kind: [] for kind in (*_DECLARING, _QUOTES)}
    for file in files:
        stem = file.path.stem.lower()
        kinds[stem if stem in _DECLARING else _QUOTES].append(file)
    return kinds


def _no_quote(paths: Sequence[Path], quotes: Sequence[Quote]) -> Iterator[Problem]:
    if not quotes:
        path = paths[0] if paths else Path()
        message = "there is no quote to show: name a folder of quote files"
        yield Problem(path, 1, 1, message, Code.NO_QUOTES)


@contextmanager
def no_garbage_collection() -> Iterator[None]:
    """The collector looks at every quote again and again, and nothing in a reading is cyclic.

    It costs 5 % at 10,000 quotes and 9 % at 50,000.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()
