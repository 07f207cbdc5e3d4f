"""Reads quote files into an anthology, or into a list of everything that is wrong with them."""

import gc
import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

import yaml

from quotebot.core.commands import RESERVED_WORDS
from quotebot.core.errors import LibraryError
from quotebot.core.quotes import Anthology, Quote, Topic
from quotebot.curation import checking, vocabulary
from quotebot.curation.decoding import decode
from quotebot.curation.events import EventReader
from quotebot.curation.files import QuoteFile, find, read_bytes
from quotebot.curation.parsers import explain, parser_of
from quotebot.curation.problems import START, FileProblems, GaveUp, Problem, Severity
from quotebot.curation.quote_file import Entry, read_quotes
from quotebot.curation.records import Judge
from quotebot.curation.schema import Rule, Schema, quote_schema, topic_schema
from quotebot.curation.slugs import TopicName
from quotebot.curation.topics_file import STEM, Declared, read_topics
from quotebot.curation.vocabulary import DeclaredTopic

LARGEST_LIBRARY: Final = 2**30  # bytes in all files; a million quotes need half of it

log = logging.getLogger(__name__)

T = TypeVar("T")
ReadItems = Callable[[EventReader, Judge, FileProblems, Schema], Iterable[T]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files hold, in the order of their paths, and their problems in that order.

    A quote or a topic in which an error was found may be missing; its error never is.
    """

    quotes: tuple[Quote, ...]
    topics: tuple[Topic, ...]
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
        return Anthology(self.quotes, self.topics)


def load(paths: Sequence[Path]) -> Anthology:
    """The quotes in these files and folders; raises LibraryError with every error in them."""
    reading = read(paths)
    anthology = reading.anthology()
    if warnings := len(reading.warnings):
        log.warning("%d warnings in the quote files; `quotebot check` lists them", warnings)
    return anthology


def read(paths: Sequence[Path], *, reserved: frozenset[str] = RESERVED_WORDS) -> Reading:
    """Everything in these files and folders, right or wrong; raises nothing.

    `reserved` are the words that cannot be topics. There is at least one error when there is no
    quote at all.
    """
    with no_garbage_collection():
        return _Library(reserved).read(paths)


class _Library:
    """One reading, of all files."""

    def __init__(self, reserved: frozenset[str]) -> None:
        self._topic_name = TopicName(reserved)
        self._problems: list[Problem] = []
        self._bytes_left = LARGEST_LIBRARY

    def read(self, paths: Sequence[Path]) -> Reading:
        found = find(paths)
        self._problems += found.problems
        topic_files = [file for file in found.files if _declares_topics(file)]
        quote_files = [file for file in found.files if not _declares_topics(file)]
        declared, rule = self._declarations(topic_files)
        entries = self._entries(quote_files, rule)
        quotes = tuple(entry.quote for entry in entries if entry.quote is not None)
        self._problems += checking.same_names([file.path for file in quote_files])
        self._problems += checking.same_ids(entries)
        self._problems += checking.same_texts(entries)
        if not any(problem.severity is Severity.ERROR for problem in self._problems):
            used = {topic for quote in quotes for topic in quote.topics}
            self._problems += vocabulary.unused(declared, used)
            self._problems += _no_quote(paths, quotes)
        topics = tuple(vocabulary.merged(declared).values())
        return Reading(quotes, topics, tuple(sorted(self._problems)))

    def _declarations(self, files: Sequence[QuoteFile]) -> tuple[list[Declared], Rule]:
        """The declared topics, and the rule for the topics of quotes that follows from them.

        When a file could not be read to its end nobody knows what else it declares.
        """
        schema = topic_schema(self._topic_name)
        declared: list[Declared] = []
        complete = True
        for file in files:
            complete &= self._read_file(file, read_topics, schema, declared)
        self._problems += vocabulary.declaration_problems(declared, self._topic_name.reserved)
        if not files or not complete:
            return declared, self._topic_name
        return declared, DeclaredTopic(self._topic_name, vocabulary.merged(declared))

    def _entries(self, files: Sequence[QuoteFile], topic: Rule) -> list[Entry]:
        schema = quote_schema(topic)
        entries: list[Entry] = []
        for file in files:
            self._read_file(file, read_quotes, schema, entries)
        return entries

    def _read_file(
        self, file: QuoteFile, read_items: ReadItems[T], schema: Schema, items: list[T]
    ) -> bool:
        """Add what the file holds to the items; False when it could not be read to its end."""
        problems = FileProblems(file.path)
        text = ""
        try:
            text = self._text(file, problems)
            events = EventReader(parser_of(text), problems)
            items += read_items(events, Judge(text, problems), problems, schema)
        except yaml.YAMLError as error:
            with suppress(GaveUp):
                for mark, message in explain(error, text):
                    problems.error(mark, message)
        except GaveUp:
            pass
        else:
            return True
        finally:
            self._problems += problems.found
        return False

    def _text(self, file: QuoteFile, problems: FileProblems) -> str:
        """Raises GaveUp, reported, when there is none to be had."""
        data = read_bytes(file, problems)
        self._bytes_left -= len(data)
        if self._bytes_left < 0:
            raise problems.give_up(
                START, f"makes the library larger than {LARGEST_LIBRARY // 2**20} MiB: split it"
            )
        return decode(data, problems)


def _declares_topics(file: QuoteFile) -> bool:
    return file.path.stem.lower() == STEM


def _no_quote(paths: Sequence[Path], quotes: Sequence[Quote]) -> Iterator[Problem]:
    if not quotes:
        path = paths[0] if paths else Path()
        yield Problem(path, 1, 1, "there is no quote to show: name a folder of quote files")


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
