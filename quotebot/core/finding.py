"""From what was asked to quotes: the readings of words that nobody said more of, in their order."""

from dataclasses import replace
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
    topic, author, words = (part and part.strip() for part in (ask.topic, ask.author, ask.words))
    ask = AskQuote(topic or None, ask.private, author=author or None, words=words or None)
    if ask.author is not None or ask.words is not None:
        return narrowed(library, ask)
    if ask.topic is not None:
        return _typed(library, ask, ask.topic)
    return Found(deck=library.anthology.everything, another=ask, round=EVERYTHING)


def _typed(library: Library, ask: AskQuote, typed: str) -> Found | Notice:
    """A topic comes before any other reading; a likeness comes after what fits."""
    if len(typed) > MAX_TYPED:
        return _pasted(library, ask, typed)
    match = library.topics.match(typed)
    by_topic = found.by_topic(library, ask, match, typed) if match else None
    if match and match.step in (Step.TOPIC, Step.ALIAS) and by_topic:
        return by_topic
    return (
        found.by_id(library, typed, private=ask.private)
        or _surely_named(library, ask, typed)
        or found.correction(library, typed, private=ask.private)
        or _topic_by_author(library, ask, typed)
        or by_topic
        or _perhaps_named(library, ask, typed)
        or suggesting.topics(library, ask, typed)
    )


def _pasted(library: Library, ask: AskQuote, typed: str) -> Found:
    """Too long for a topic: a famous saying, or a quote as it stands."""
    if len(typed) <= MAX_PASTED:
        if corrected := found.correction(library, typed, private=ask.private):
            return corrected
        if deck := Deck(library.search.find(typed, MOST_FOUND)):
            return found.by_words(library, ask, typed, deck)
    raise PersonError(wording.too_long(typed, MAX_TYPED))


def _surely_named(library: Library, ask: AskQuote, typed: str) -> Found | None:
    heard = library.authors.named(typed)
    return found.by_voice(ask, heard, typed) if heard else None


def _perhaps_named(library: Library, ask: AskQuote, typed: str) -> Found | Notice | None:
    """Where nothing else fits: part of a name, or one that is spelt nearly so."""
    heard = library.authors.match(typed)
    if heard is None:
        return None
    if len(heard.voices) > 1:
        return suggesting.voices(ask, heard, typed)
    return found.by_voice(ask, heard, typed)


def _topic_by_author(library: Library, ask: AskQuote, typed: str) -> Found | Notice | None:
    """ "progress by Ada Lovelace" where both are known; "learning by doing" names nobody."""
    topic, _, author = typed.rpartition(_BETWEEN)
    heard = library.authors.match(author) if topic else None
    if heard is None or heard.step is NameStep.SPELLING:
        return None
    match = library.topics.match(topic)
    if match is None or match.topic is None:
        return None
    return narrowed(library, replace(ask, topic=match.topic, author=author))
