"""The questions about a new quote: their order, their words, and what is said to the answers."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

import click

from quotebot.cli.logs import one_line
from quotebot.cli.terminal import Ask, Choice, Question, agreed, say
from quotebot.core.quotes import Source
from quotebot.curation.adding import Draft, works
from quotebot.curation.changing import OpenLibrary
from quotebot.curation.fields import FILE, SOURCE_AUTHOR, Objection, tidy

_MOST_CHOICES: Final = 12


class _Words(NamedTuple):
    """How a field is asked for; an optional one may be left empty."""

    title: str
    explanation: str
    optional: bool = False


_NEEDED: Final = Objection("this must be answered; Ctrl-C gives up")
_OR_NONE: Final = "Enter alone leaves it out."
_OF_WORK: Final = {
    "title": _Words("Title of the work", "As on its title page."),
    SOURCE_AUTHOR: _Words(
        "Author of the work", f"The name as it is shown. {_OR_NONE}", optional=True
    ),
    "translator": _Words("Translator", _OR_NONE, optional=True),
    "year": _Words("Year", "Of the first publication, such as 1859 or c. 175."),
    "edition": _Words("Edition", f"The one that you have before you. {_OR_NONE}", optional=True),
    "url": _Words("Link", f"Where the work can be read. {_OR_NONE}", optional=True),
    "rights": _Words(
        "Rights",
        f"Why the words may be quoted, such as: public domain in the USA. {_OR_NONE}",
        optional=True,
    ),
    FILE: _Words("Name of the new file", "Without .yaml. Take this one or change it."),
}
_OF_QUOTE: Final = {
    "text": _Words("The words", "As they stand in the source. Paste them, and press Enter."),
    "author": _Words("Who said them", "The name as it is shown."),
    "speaker": _Words(
        "Speaker", f"In a work of fiction: the character who says them. {_OR_NONE}", optional=True
    ),
    "topics": _Words("Topics", "One to five, with commas between. Tab completes."),
    "where": _Words("Where in the work", "So that a reader finds them: chapter, section, act."),
    "id": _Words("Id", "The quote's name for ever. Take this one or change it."),
    "note": _Words("Note", f"What else a reader should know. {_OR_NONE}", optional=True),
}


class Interview:
    """Asks for what the draft does not have yet, until each answer is right."""

    def __init__(
        self, draft: Draft, library: OpenLibrary, ask: Ask, *, verse: bool = False
    ) -> None:
        self._draft = draft
        self._ask = ask
        self._verse = verse
        self._sources = list(library.sources.values())
        reading = library.reading
        self._topics = [
            Choice(topic.id, topic.about, " ".join(topic.aliases)) for topic in reading.topics
        ]
        also = {quote.author: "" for quote in reading.quotes}
        also |= {person.name: ", ".join(person.also) for person in reading.people}
        self._names = [Choice(name, also[name], also[name]) for name in sorted(also)]

    def run(self) -> None:
        """Raises KeyboardInterrupt or EOFError when the person gives up."""
        if FILE not in self._draft.row:
            self._ask_for_work()
        if self._draft.known_source is None:
            for name, words in _OF_WORK.items():
                self._ask_for(name, words)
        for name, words in _OF_QUOTE.items():
            self._ask_for(name, words)

    def _ask_for_work(self) -> None:
        title = "Which work are the words from?"
        explanation = "A part of its title or author; Tab completes. Enter alone is for a new work."
        question = Question(title, explanation, choices=self._works)
        while typed := tidy(self._ask(question)):
            found = [each for each in self._sources if each.slug == typed]
            found = found or works(self._sources, typed)
            if len(found) == 1:
                self._draft.row[FILE] = found[0].slug
                click.echo(f"  {one_line(_named(found[0]))}")
                return
            say(_not_one(found))
            question = question.again(typed)

    def _ask_for(self, name: str, words: _Words) -> None:
        if name in self._draft.row:
            return
        question = Question(
            words.title,
            self._explanation(name, words),
            self._draft.suggestion(name),
            self._choices(name),
            several=name == "topics",
        )
        while True:
            typed = self._ask(question)
            value = self._in_lines(tidy(typed)) if name == "text" else tidy(typed)
            if not value and words.optional:
                return
            objections = [*self._draft.objections(name, value)] if value else [_NEEDED]
            say_all(objections)
            if not any(each.stops for each in objections):
                self._draft.row[name] = value
                return
            question = question.again(typed.strip())

    def _explanation(self, name: str, words: _Words) -> str:
        if name == "topics" and (near := self._draft.suggested_topics()):
            return f"{words.explanation} The words name: {', '.join(near)}."
        return words.explanation

    def _choices(self, name: str) -> Callable[[str], Sequence[Choice]]:
        match name:
            case "topics":
                return lambda typed: _having(typed, self._topics)
            case "author" | "source_author":
                return lambda typed: _having(typed, self._names)
            case _:
                return lambda typed: ()

    def _works(self, typed: str) -> list[Choice]:
        found = works(self._sources, typed)[:_MOST_CHOICES]
        return [Choice(source.slug, _named(source)) for source in found]

    def _in_lines(self, text: str) -> str:
        """One line, unless the lines are to stay as they are."""
        lines = [line.strip() for line in text.split("\n")]
        if len(lines) == 1 or self._verse:
            return text
        explanation = "y keeps the lines, Enter alone makes one of them."
        kept = agreed(self._ask, f"Are these {len(lines)} lines of verse?", explanation)
        return text if kept else joined(text)


def joined(text: str) -> str:
    """The lines of a text as one."""
    return " ".join(text.split())


def say_all(objections: Iterable[Objection], about: str = "") -> None:
    for message, stops in objections:
        say(f"{about}{'' if stops else 'note: '}{message}")


def _named(source: Source) -> str:
    by = f", {source.author}" if source.author else ""
    return f"{source.title}{by} ({source.year})"


def _not_one(found: Sequence[Source]) -> str:
    if not found:
        return "no work here has these words; empty the line and press Enter for a new work"
    names = ", ".join(source.slug for source in found[:_MOST_CHOICES])
    return f"{len(found)} works have these words ({names}): type more of one"


def _having(typed: str, choices: Sequence[Choice]) -> list[Choice]:
    """Those with a word that starts as what was typed, the ones that start with it first."""
    start = typed.casefold()
    heard = [
        (not choice.value.casefold().startswith(start), choice)
        for choice in choices
        if f" {start}" in f" {choice.value} {choice.words}".replace("-", " ").casefold()
    ]
    return [choice for _, choice in sorted(heard)]
