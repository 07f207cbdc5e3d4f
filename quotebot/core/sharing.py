"""Private cards that are shown to all, once each, however often the button is pressed."""

import asyncio
import logging
from dataclasses import replace
from typing import Final, assert_never

from quotebot.core import wording
from quotebot.core.errors import PersonError, StoreError
from quotebot.core.events import Event
from quotebot.core.library import Library
from quotebot.core.messages import (
    AskQuote,
    Choice,
    Dismiss,
    Place,
    QuoteCard,
    Request,
    ShareAsk,
    ShareCorrection,
    ShareQuote,
)
from quotebot.core.ports import NO_ANSWER, STORE_SECONDS, Store
from quotebot.core.quotes import Anthology, Misattribution, Quote
from quotebot.core.rotation import after_showing

log = logging.getLogger(__name__)

Choices = tuple[Choice, ...]

_KEPT: Final = 10_000  # cards; who shares one presses again within seconds, if at all


def choices_beside(quote: Quote, another: AskQuote, about: Misattribution | None) -> Choices:
    """What can be done with a card that one person alone sees, and below which that comes next."""
    public = replace(another, private=False, not_again=None)
    share = ShareCorrection(about.id) if about else ShareQuote(quote.id, public)
    return Choice(wording.SHARE, share), Choice(wording.DISMISS, Dismiss())


class Sharing:
    """Knows the cards that were shared by this process, to which all presses of a card come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shared: dict[tuple[Place, str], None] = {}

    async def share(self, library: Library, ask: ShareAsk, request: Request) -> QuoteCard:
        """The card for everybody; raises PersonError where there is none to show, or not again."""
        card = _card_of(library.anthology, ask)
        if card is None:
            raise PersonError(wording.NO_LONGER_HERE)
        self._begin(request)
        await self._remember(request.place, card.quote)
        return replace(card, shared_by=request.person.name)

    def undo(self, request: Request) -> None:
        """The card surely did not come into the channel: it may be shared again."""
        self._shared.pop(_pressed(request), None)

    def _begin(self, request: Request) -> None:
        if not request.pressed_on:
            return
        card = _pressed(request)
        if card in self._shared:
            raise PersonError(wording.SHARED_ALREADY)
        self._shared[card] = None
        if len(self._shared) > _KEPT:
            del self._shared[next(iter(self._shared))]

    async def _remember(self, place: Place, quote: Quote) -> None:
        """Everybody has seen it now, so the channel's round puts it off."""
        try:
            async with asyncio.timeout(STORE_SECONDS):
                while True:
                    memory = await self._store.recall(place)
                    after = after_showing(quote, memory, memory.rounds)
                    if await self._store.remember(place, after):
                        return
        except (StoreError, TimeoutError) as error:
            log.warning(Event.CARD_FORGOTTEN(place=place, error=str(error) or NO_ANSWER))


def _pressed(request: Request) -> tuple[Place, str]:
    return request.place, request.pressed_on


def _card_of(anthology: Anthology, ask: ShareAsk) -> QuoteCard | None:
    """None when what was seen is no longer in the library."""
    match ask:
        case ShareQuote(quote_id, another):
            quote, about = anthology.quotes.get(quote_id), None
        case ShareCorrection(misattribution_id):
            known = {each.id: each for each in anthology.misattributions}
            about = known.get(misattribution_id)
            quote = anthology.quotes.get(about.nearest) if about else None
            another = AskQuote(quote.topics[0]) if quote else AskQuote()
        case _:
            assert_never(ask)
    if quote is None:
        return None
    return QuoteCard(
        quote=quote,
        topic=another.topic if another.topic in anthology.topics else None,
        matched=None,
        found=None,
        another=Choice(wording.ANOTHER, another),
        corrects=about,
    )
