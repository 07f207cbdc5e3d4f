"""Topic, author and words together: the quotes that are all of it, or what to leave out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from quotebot.core import asking_wording, found, suggesting, wording
from quotebot.core.author_rounds import round_of
from quotebot.core.authors import Heard
from quotebot.core.buttons import MAX_TYPED, fitting
from quotebot.core.errors import PersonError
from quotebot.core.found import AUTHOR, MOST_FOUND, Found, all_with, in_common
from quotebot.core.library import Library
from quotebot.core.messages import AskQuote, Choice, Notice
from quotebot.core.quotes import Deck
from quotebot.core.topics import Match, Step

MAX_PASTED: Final = 400  # characters: a whole quote or saying, looked for as it stands
MAX_NAME: Final = 100  # characters, as in the quote files


@dataclass(frozen=True, slots=True)
class _Part:
    """One thing that was said of the quotes, as a button says it again."""

    kind: str
    value: str
    shown: str
    deck: Deck
    note: str | None = None


def narrowed(library: Library, ask: AskQuote) -> Found | Notice:
    """What is on the topic, by the author and with the words, each where it is named.

    Raises PersonError when one of them is too long to look for.
    """
    ask = _stripped(ask)
    _check_lengths(ask)
    heard = library.authors.match(ask.author) if ask.author else None
    if ask.words and not ask.topic:
        said_by = heard.voices[0].name if heard else ask.author or ""
        if corrected := found.correction(library, ask.words, said_by, private=ask.private):
            return corrected
    match = library.topics.match(ask.topic) if ask.topic else None
    known = replace(ask, topic=match.topic if match else None, author=None)
    if ask.author and heard is None:
        return suggesting.nobody(library, known, ask.author)
    if ask.author and heard and len(heard.voices) > 1:
        return suggesting.voices(known, heard, ask.author)
    if ask.topic and match is None:
        known = replace(known, author=heard.voices[0].tag if heard else None)
        return suggesting.topics(library, known, ask.topic)
    parts = list(_parts(library, ask, match, heard))
    deck = in_common(part.deck for part in parts)
    if deck:
        return _found(library, ask, parts, deck)
    if len(parts) == 1:
        return suggesting.topics_for_words(library, ask, parts[0].value)
    return Notice(
        asking_wording.nothing_left(*_shown(parts)), tuple(_with_one_left_out(ask, parts))
    )


def _stripped(ask: AskQuote) -> AskQuote:
    """What was asked, without what is no part of it: white space, and where the button stood."""
    topic, author, words = (part and part.strip() for part in (ask.topic, ask.author, ask.words))
    return AskQuote(topic or None, ask.private, author=author or None, words=words or None)


def _check_lengths(ask: AskQuote) -> None:
    for typed, most in ((ask.topic, MAX_TYPED), (ask.author, MAX_NAME), (ask.words, MAX_PASTED)):
        if typed and len(typed) > most:
            raise PersonError(wording.too_long(typed, most))


def _parts(
    library: Library, ask: AskQuote, match: Match | None, heard: Heard | None
) -> Iterator[_Part]:
    words = ask.words
    if match and match.topic is None:
        words = " ".join(filter(None, (match.heard, words)))
    elif match and match.topic:
        note = wording.found(match, ask.topic or "")
        yield _Part(Step.TOPIC, match.topic, match.topic, match.deck, note)
    if heard:
        voice = heard.voices[0]
        note = asking_wording.found_by_name(heard, ask.author or "")
        yield _Part(AUTHOR, voice.tag, voice.name, voice.deck, note)
    if words:
        deck = Deck(library.search.find(words, MOST_FOUND))
        yield _Part(Step.WORDS, words, words, deck, asking_wording.found_by_words(words))


def _found(library: Library, ask: AskQuote, parts: Sequence[_Part], deck: Deck) -> Found:
    alone = parts[0] if len(parts) == 1 else None
    topic = next((part.value for part in parts if part.kind == Step.TOPIC), None)
    notes = [part.note for part in parts if part.note]
    return Found(
        deck=deck,
        another=_ask_for(ask, parts),
        round=round_of(alone.shown) if alone and alone.kind == AUTHOR else None,
        topic=topic,
        matched=" and ".join(part.kind for part in parts),
        note="; ".join(notes) or None,
        all_of_them=all_with(library, alone.value) if alone and alone.kind == Step.WORDS else None,
    )


def _ask_for(ask: AskQuote, parts: Sequence[_Part]) -> AskQuote:
    """What finds these parts again, as a button asks it."""
    value = {part.kind: part.value for part in parts}
    return fitting(
        AskQuote(
            value.get(Step.TOPIC),
            ask.private,
            author=value.get(AUTHOR),
            words=value.get(Step.WORDS),
        )
    )


def _with_one_left_out(ask: AskQuote, parts: Sequence[_Part]) -> Iterator[Choice]:
    """Of the narrowest choices that still leave something, each as a button."""
    for count in range(len(parts) - 1, 0, -1):
        left = [some for some in combinations(parts, count) if in_common(p.deck for p in some)]
        for some in left:
            yield Choice(asking_wording.narrowed(*_shown(some)), _ask_for(ask, some))
        if left:
            return


def _shown(parts: Sequence[_Part]) -> tuple[str | None, str | None, str | None]:
    shown = {part.kind: part.shown for part in parts}
    return shown.get(Step.TOPIC), shown.get(AUTHOR), shown.get(Step.WORDS)
