"""What is offered where nothing was found: the nearest things, as buttons."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from quotebot.core import asking_wording, wording
from quotebot.core.authors import Heard
from quotebot.core.buttons import MAX_TYPED, fitting
from quotebot.core.errors import PersonError
from quotebot.core.library import Library
from quotebot.core.messages import AskQuote, Choice, Notice, ShowQuote
from quotebot.core.voices import TAG_SIGN, Voice

SUGGESTIONS: Final = 5
_MUCH_ALIKE: Final = 0.8  # Jaro-Winkler similarity, from 0 to 1


def topics(library: Library, ask: AskQuote, typed: str) -> Notice:
    """The topics that look like what was typed, or else the largest."""
    nearest = library.topics.nearest(typed, SUGGESTIONS)
    text = wording.nothing_but_near(typed) if nearest else wording.nothing_near(typed)
    return Notice(text, _on(nearest or library.topics.largest(SUGGESTIONS), ask))


def topics_for_words(library: Library, ask: AskQuote, typed: str) -> Notice:
    """The topics that the words are near to, or else the largest."""
    nearest = library.topics.nearest(typed[:MAX_TYPED], SUGGESTIONS)
    offered = nearest or library.topics.largest(SUGGESTIONS)
    return Notice(asking_wording.nothing_with(typed), _on(offered, replace(ask, words=None)))


def voices(ask: AskQuote, heard: Heard, typed: str) -> Notice:
    """Those whom the name fits, to choose from."""
    return Notice(asking_wording.which_of_them(typed), _by(heard.voices, ask))


def nobody(library: Library, ask: AskQuote, typed: str) -> Notice:
    """The sayings that go about under the name, or else the nearest names, or those quoted most.

    Raises PersonError for a name that stood in a button and is in the library no more.
    """
    if typed.startswith(TAG_SIGN):
        raise PersonError(wording.EXPIRED)
    if sayings := library.misattributions.under(typed)[:SUGGESTIONS]:
        return Notice(
            asking_wording.only_under_that_name(typed),
            tuple(
                Choice(
                    asking_wording.saying_label(about),
                    fitting(AskQuote(None, ask.private, words=about.sayings[0])),
                )
                for about in sayings
            ),
        )
    nearest = library.authors.nearest(typed, SUGGESTIONS)
    text = asking_wording.nobody_called(typed, near=bool(nearest))
    return Notice(text, _by(nearest or library.authors.most_quoted(SUGGESTIONS), ask))


def ids(library: Library, typed: str, *, private: bool) -> Notice:
    """The quotes whose ids look like what was typed."""
    near = process.extract(
        typed[:MAX_TYPED].casefold(),
        library.anthology.quotes.keys(),
        scorer=JaroWinkler.similarity,
        limit=SUGGESTIONS,
        score_cutoff=_MUCH_ALIKE,
    )
    choices = tuple(Choice(id_, ShowQuote(id_, private)) for id_, *_ in near)
    return Notice(asking_wording.no_such_id(typed, near=bool(choices)), choices)


def _on(topic_ids: Iterable[str], ask: AskQuote) -> tuple[Choice, ...]:
    return tuple(
        Choice(id_.replace("-", " "), fitting(replace(ask, topic=id_))) for id_ in topic_ids
    )


def _by(found: Iterable[Voice], ask: AskQuote) -> tuple[Choice, ...]:
    return tuple(
        Choice(voice.name, fitting(replace(ask, author=voice.tag)))
        for voice in list(found)[:SUGGESTIONS]
    )
