"""From what was asked to quotes: the readings of words that nobody said more of, in their order."""

from typing import Final

from quotebot.core import found, suggesting, wording
from quotebot.core.authors import NameStep
from quotebot.core.buttons import MAX_TYPED
from quotebot.core.choosing import EVERYTHING
from quotebot.core.errors import PersonError
from quotebot.core.found import MOST_FOUND, Found
from quotebot.core.library import Library
from quotebot.core.messages import AskQuote, Notice
from quotebot.core.narrowing import MAX_PASTED, narrowed
from quotebot.core.quotes import Deck
from quotebot.core.topics import Step

_BETWEEN: Final = " by "


def find(library: Library, ask: AskQuote) -> Found | Notice:
    """Raises PersonError when what was typed cannot be looked for."""
    topic, author, words = ask.topic, ask.author, ask.words
    if (author and author.strip()) or (words and words.strip()):
        return narrowed(library, ask)
    if topic and (typed := topic.strip()):
        return _typed(library, typed, private=ask.private)
    another = AskQuote(private=ask.private)
    return Found(deck=library.anthology.everything, another=another, round=EVERYTHING)


def _typed(library: Library, typed: str, *, private: bool) -> Found | Notice:
    """A topic comes before any other reading; a likeness comes after what fits."""
    if len(typed) > MAX_TYPED:
        return _pasted(library, typed, private=private)
    match = library.topics.match(typed)
    if match and match.step in (Step.TOPIC, Step.ALIAS):
        return found.by_topic(library, match, typed, private=private)
    return (
        found.by_id(library, typed, private=private)
        or _surely_named(library, typed, private=private)
        or found.correction(library, typed, private=private)
        or _topic_by_author(library, typed, private=private)
        or (found.by_topic(library, match, typed, private=private) if match else None)
        or _perhaps_named(library, typed, private=private)
        or suggesting.topics(library, AskQuote(private=private), typed)
    )


def _pasted(library: Library, typed: str, *, private: bool) -> Found:
    """Too long for a topic: a famous saying, or a quote as it stands."""
    if len(typed) <= MAX_PASTED:
        if corrected := found.correction(library, typed, private=private):
            return corrected
        if deck := Deck(library.search.find(typed, MOST_FOUND)):
            return found.by_words(library, typed, deck, private=private)
    raise PersonError(wording.too_long(typed, MAX_TYPED))


def _surely_named(library: Library, typed: str, *, private: bool) -> Found | None:
    heard = library.authors.named(typed)
    return found.by_voice(heard, typed, private=private) if heard else None


def _perhaps_named(library: Library, typed: str, *, private: bool) -> Found | Notice | None:
    """Where nothing else fits: part of a name, or one that is spelt nearly so."""
    heard = library.authors.match(typed)
    if heard is None:
        return None
    if len(heard.voices) > 1:
        return suggesting.voices(AskQuote(private=private), heard, typed)
    return found.by_voice(heard, typed, private=private)


def _topic_by_author(library: Library, typed: str, *, private: bool) -> Found | Notice | None:
    """ "progress by Ada Lovelace" where both are known; "learning by doing" names nobody."""
    topic, _, author = typed.rpartition(_BETWEEN)
    heard = library.authors.match(author) if topic else None
    if heard is None or heard.step is NameStep.SPELLING:
        return None
    match = library.topics.match(topic)
    if match is None or match.topic is None:
        return None
    return narrowed(library, AskQuote(match.topic, private, author=author))
