"""Quotes that were found, by one thing that was said of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from quotebot.core import asking_wording, wording
from quotebot.core.author_rounds import round_of
from quotebot.core.authors import Heard
from quotebot.core.buttons import MAX_TYPED, fitting
from quotebot.core.library import Library
from quotebot.core.messages import AskQuote, Choice, ListFound
from quotebot.core.quotes import Deck, Misattribution
from quotebot.core.shortening import cut_at_a_word
from quotebot.core.topics import Match, Step

MOST_FOUND: Final = 1000  # quotes with the words typed; nobody leafs through more
AUTHOR: Final = "author"  # how a quote was matched, beside the steps from words to a topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Quotes to choose from, and what the card says of how they were found.

    `round` names the round that a channel goes through with them; None where none is kept.
    `another` is what finds them again, or for a single quote what may come after it.
    """

    deck: Deck
    another: AskQuote
    round: str | None = None
    topic: str | None = None
    matched: str | None = None
    note: str | None = None
    all_of_them: Choice | None = None
    corrects: Misattribution | None = None


def by_topic(library: Library, match: Match, typed: str, *, private: bool) -> Found:
    """For words that were matched to a topic, or by the back-off's last step to words in quotes."""
    heard = match.heard if match.topic is None else match.topic
    return Found(
        deck=match.deck,
        another=AskQuote(heard, private),
        round=match.topic,
        topic=match.topic,
        matched=match.step,
        note=wording.found(match, typed),
        all_of_them=all_with(library, heard) if match.topic is None else None,
    )


def by_voice(heard: Heard, typed: str, *, private: bool) -> Found:
    """For a name that only one bears."""
    (voice,) = heard.voices
    return Found(
        deck=voice.deck,
        another=AskQuote(private=private, author=voice.tag),
        round=round_of(voice.name),
        matched=AUTHOR,
        note=asking_wording.found_by_name(heard, typed),
    )


def by_words(library: Library, words: str, deck: Deck, *, private: bool) -> Found:
    return Found(
        deck=deck,
        another=fitting(AskQuote(private=private, words=words)),
        matched=Step.WORDS,
        note=asking_wording.found_by_words(words),
        all_of_them=all_with(library, words),
    )


def by_id(library: Library, quote_id: str, *, private: bool) -> Found | None:
    """The one quote; another is on the first of its topics."""
    quote = library.anthology.quotes.get(quote_id.casefold())
    if quote is None:
        return None
    another = AskQuote(quote.topics[0], private)
    return Found(deck=Deck([quote]), another=another, matched="id")


def correction(library: Library, typed: str, said_by: str = "", *, private: bool) -> Found | None:
    """The true quote that comes nearest to a saying that goes about under a wrong name."""
    about = library.misattributions.match(typed, said_by)
    if about is None:
        return None
    nearest = library.anthology.quotes[about.nearest]
    another = AskQuote(nearest.topics[0], private)
    return Found(deck=Deck([nearest]), another=another, matched="misattribution", corrects=about)


def all_with(library: Library, words: str) -> Choice | None:
    """A list of what is found by the words, as many of them as a button holds; None for one."""
    words = cut_at_a_word(words, MAX_TYPED)
    count = len(library.search.find(words, MOST_FOUND))
    if count < 2:
        return None
    return Choice(asking_wording.all_found(count), ListFound(words, beside=True))


def in_common(decks: Iterable[Deck]) -> Deck:
    """The quotes that are in every deck."""
    fewest, *others = sorted(decks, key=len)
    if not others:
        return fewest
    ids = [{quote.id for quote in deck} for deck in others]
    return Deck(quote for quote in fewest if all(quote.id in known for known in ids))
