"""What one person has seen alone, shown to all."""

from random import Random

import pytest

from quotebot.core.answering import Answerer
from quotebot.core.buttons import decode, encode
from quotebot.core.errors import PersonError
from quotebot.core.library import Shelf
from quotebot.core.messages import (
    Ask,
    AskQuote,
    Person,
    Place,
    Platform,
    QuoteCard,
    Request,
    ShareCorrection,
    ShareQuote,
)
from quotebot.store.in_memory import InMemoryStore
from tests.people_and_sayings import library

HERE = Place(Platform.SLACK, "T1", "C1")
MAX = Person("U1", "max")


def answerer_over() -> Answerer:
    return Answerer(Shelf(library()), InMemoryStore(), Random(1))


async def card(ask: Ask, pressed_on: str = "") -> QuoteCard:
    reply = await answerer_over().answer(Request(ask, HERE, MAX, pressed_on))
    assert isinstance(reply, QuoteCard)
    return reply


async def shared(private: QuoteCard) -> QuoteCard:
    """What comes of the button that the card has, by its id."""
    (share, _) = private.aside
    return await card(decode(encode(share.ask)), "m1")


@pytest.mark.parametrize(
    "asked",
    [
        AskQuote("computing", private=True),
        AskQuote(author="Lovelace", private=True),
        AskQuote(words="heap of stones", private=True),
        AskQuote("computing", author="Lovelace", private=True),
    ],
    ids=str,
)
async def test_the_quote_is_the_one_that_was_seen_and_another_goes_on_with_what_was_asked(
    asked: AskQuote,
) -> None:
    private = await card(asked)
    public = await shared(private)
    assert public.quote == private.quote
    assert (public.private, public.aside, public.shared_by) == (False, (), "max")
    before, after = private.another.ask, public.another.ask
    assert isinstance(before, AskQuote)
    assert after == AskQuote(before.topic, author=before.author, words=before.words)


async def test_a_correction_is_shared_with_what_is_known_of_the_saying() -> None:
    private = await card(AskQuote("faster horses", private=True))
    public = await shared(private)
    assert public.corrects == private.corrects is not None
    assert public.quote == private.quote


@pytest.mark.parametrize("gone", [ShareQuote("nothing-here"), ShareCorrection("nothing-here")])
async def test_what_is_no_longer_in_the_library_cannot_be_shared(gone: Ask) -> None:
    with pytest.raises(PersonError, match="no longer in the library"):
        await card(gone)


async def test_a_card_is_shared_once_and_again_only_if_it_surely_did_not_come() -> None:
    answerer = answerer_over()
    press = Request(ShareQuote("flowers-and-leaves"), HERE, MAX, "m1")
    await answerer.answer(press)
    with pytest.raises(PersonError, match="already"):
        await answerer.answer(press)
    answerer.not_shared(press)
    assert isinstance(await answerer.answer(press), QuoteCard)
