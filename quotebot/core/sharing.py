"""Private cards that are shown to all, once each, however often the button is pressed."""

import logging
from typing import Final

from quotebot.core import wording
from quotebot.core.errors import PersonError, StoreError
from quotebot.core.library import Library
from quotebot.core.messages import AskQuote, Choice, Dismiss, Place, QuoteCard, Request, ShareQuote
from quotebot.core.ports import Store
from quotebot.core.quotes import Quote
from quotebot.core.rotation import after_showing

log = logging.getLogger(__name__)

_KEPT: Final = 10_000  # cards; who shares one presses again within seconds, if at all


def choices_beside(quote: Quote, topic: str | None) -> tuple[Choice, ...]:
    """What can be done with a card that one person alone sees."""
    share = Choice(wording.SHARE, ShareQuote(quote.id, topic))
    return share, Choice(wording.DISMISS, Dismiss())


class Sharing:
    """Knows the cards that were shared by this process, to which all presses of a card come."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._shared: dict[tuple[Place, str], None] = {}

    async def share(self, library: Library, ask: ShareQuote, request: Request) -> QuoteCard:
        """The card for everybody; raises PersonError where there is none to show, or not again."""
        quote = library.anthology.quotes.get(ask.quote_id)
        if quote is None:
            raise PersonError(wording.NO_LONGER_HERE)
        self._begin(request)
        await self._remember(request.place, quote)
        return QuoteCard(
            quote=quote,
            topic=ask.topic if ask.topic in library.anthology.topics else None,
            matched=None,
            found=None,
            another=Choice(wording.ANOTHER, AskQuote(ask.topic)),
            shared_by=request.person.name,
        )

    def undo(self, request: Request) -> None:
        """The card surely did not come into the channel: it may be shared again."""
        self._shared.pop(_card(request), None)

    def _begin(self, request: Request) -> None:
        if not request.pressed_on:
            return
        card = _card(request)
        if card in self._shared:
            raise PersonError(wording.SHARED_ALREADY)
        self._shared[card] = None
        if len(self._shared) > _KEPT:
            del self._shared[next(iter(self._shared))]

    async def _remember(self, place: Place, quote: Quote) -> None:
        """Everybody has seen it now, so the channel's round puts it off."""
        try:
            while True:
                memory = await self._store.recall(place)
                after = after_showing(quote, memory, memory.rounds)
                if await self._store.remember(place, after):
                    return
        except StoreError as error:
            log.warning("what was shared is not remembered: %s", error)


def _card(request: Request) -> tuple[Place, str]:
    return request.place, request.pressed_on
