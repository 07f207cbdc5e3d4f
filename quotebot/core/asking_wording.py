"""What the bot says of authors, of words, of lists and of sayings under a wrong name; English."""

import re
from collections.abc import Sequence
from typing import Final

from quotebot.core.authors import Heard, NameStep
from quotebot.core.quotes import Misattribution, Person, Quote
from quotebot.core.shortening import ELLIPSIS, cut_at_a_word, shorten
from quotebot.core.wording import byline, echo

EVIDENCE: Final = "How that is known"
NEAREST: Final = "The true quote that comes nearest:"
SEARCH_FOR_WHAT: Final = "Say which words to look for, as in /quote search diminishing returns."
SHOW_WHAT: Final = (
    "Say which quote, by its id, as in /quote #waste-is-progress. A search shows the ids."
)

_LONGEST_LINK: Final = 512  # Discord's limit for a button
_LINK: Final = re.compile(r"https?://[!-~]+")
_START: Final = 60  # characters of a quote in a row
_LABEL: Final = 40
_WHOLE: Final = 300  # of a saying that is corrected
_NAMES: Final = 4  # under which it goes about
_STOPS: Final = ",;:.—– "  # not before an ellipsis
_NAME: Final = 60  # of a byline in a row


def found_by_name(heard: Heard, typed: str) -> str | None:
    """How the name was understood; None when it was typed as it is shown."""
    name = heard.voices[0].name
    match heard.step:
        case NameStep.NAME:
            return None
        case NameStep.OTHER_NAME:
            return f"{echo(typed)} is another name of {name}"
        case NameStep.PART:
            return f"{echo(typed)} was read as {name}"
        case NameStep.SPELLING:
            return f"Closest to {echo(typed)}: {name}"


def found_by_words(words: str) -> str:
    return f"Found by the words {echo(words)}"


def all_found(count: int) -> str:
    return f"List all {count:,}"


def which_of_them(typed: str) -> str:
    return f"More than one name fits {echo(typed)}. Whom do you mean?"


def nobody_called(typed: str, *, near: bool) -> str:
    them = "Did you mean one of these?" if near else "Quoted most:"
    return f"Nobody called {echo(typed)} is quoted here. {them}"


def only_under_that_name(typed: str) -> str:
    return (
        f"Nobody called {echo(typed)} is quoted here, but these sayings go about under that name:"
    )


def nothing_with(words: str) -> str:
    return f"No quote was found by the words {echo(words)}. Some topics to choose from:"


def nothing_left(topic: str | None, name: str | None, words: str | None) -> str:
    return f"There is no quote {narrowed(topic, name, words)}. Leave out a part of it:"


def narrowed(topic: str | None, name: str | None, words: str | None) -> str:
    """To what the choice is narrowed; with everything None it is "of any kind"."""
    parts = (
        topic and f"on {topic.replace('-', ' ')}",
        name and f"by {name}",
        words and f"with {echo(words)}",
    )
    return " ".join(filter(None, parts)) or "of any kind"


def no_such_id(typed: str, *, near: bool) -> str:
    hint = "Did you mean one of these?" if near else "A search by its words shows its id."
    return f"No quote has the id {echo(typed)}. {hint}"


def authors_title(authors: int) -> str:
    return f"{authors:,} people are quoted" if authors != 1 else "1 person is quoted"


def author_row(person: Person, quotes: int) -> str:
    lived = years(person)
    return f"{person.name}, {lived} ({quotes})" if lived else f"{person.name} ({quotes})"


def years(person: Person) -> str:
    """When the person lived, as far as it is known; maybe ""."""
    if person.born and person.died:
        return f"{person.born} – {person.died}"
    if person.born:
        return f"born {person.born}"
    return f"died {person.died}" if person.died else ""


def found_title(quotes: int, words: str, *, more: bool = False) -> str:
    count = (
        f"{quotes:,} or more quotes" if more else f"{quotes:,} quotes" if quotes != 1 else "1 quote"
    )
    return f"{count} found by {echo(words)}"


def found_row(quote: Quote) -> str:
    return f"{beginning(quote.text)} — {shorten(byline(quote), _NAME)} · #{quote.id}"


def beginning(text: str, most: int = _START) -> str:
    """The first words, in quotation marks and on one line."""
    line = " ".join(text.split())
    if len(line) <= most:
        return f"“{line}”"
    return f"“{cut_at_a_word(line, most - len(ELLIPSIS)).rstrip(_STOPS)}{ELLIPSIS}”"


def saying_label(about: Misattribution) -> str:
    return beginning(about.sayings[0], _LABEL)


def taken_for(about: Misattribution) -> str:
    """That it goes about under a wrong name; without blame, as it is a famous one."""
    saying = beginning(about.sayings[0], _WHOLE)
    return f"Many take {saying} for a saying of {_or(about.said_by[:_NAMES])}."


def shown_by(about: Misattribution) -> str | None:
    """Where it was shown, in words; None if that is a link."""
    return None if evidence_link(about) else f"{EVIDENCE}: {about.shown}"


def evidence_link(about: Misattribution) -> str | None:
    """Where it was shown, if that is one link and nothing else."""
    shown = about.shown.strip()
    return shown if _LINK.fullmatch(shown) and len(shown) <= _LONGEST_LINK else None


def _or(names: Sequence[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def also_called(name: str, other: str) -> str:
    """A name to choose, with the other name that was being typed."""
    return name if name == other else f"{name} ({other})"


def completed(quote: Quote) -> str:
    """A quote to choose, on a short line."""
    return f"{beginning(quote.text, _START)} — {quote.author}"
