"""One request to one reply: what the bot knows, put together."""

import asyncio
import logging
from dataclasses import replace
from random import Random
from typing import Final, assert_never

from quotebot.core import asking_wording, completing, found, listing, suggesting, wording
from quotebot.core.author_rounds import with_room_for
from quotebot.core.buttons import fitting
from quotebot.core.completing import Completion
from quotebot.core.daily_desk import DailyDesk
from quotebot.core.errors import PersonError, StoreError
from quotebot.core.events import Event
from quotebot.core.finding import find
from quotebot.core.found import Found
from quotebot.core.library import Library, Shelf
from quotebot.core.messages import (
    ActOnDaily,
    AskHelp,
    AskQuote,
    AskToday,
    Choice,
    DailyAsk,
    Dismiss,
    Dismissed,
    FillInDaily,
    Help,
    ListAsk,
    ListAuthors,
    ListDaily,
    ListFound,
    ListTopics,
    Notice,
    Place,
    PressExpired,
    QuoteCard,
    Reply,
    Request,
    SetDaily,
    ShareCorrection,
    ShareQuote,
    ShowQuote,
)
from quotebot.core.ports import NO_ANSWER, STORE_SECONDS, Store
from quotebot.core.quotes import Deck, Quote, fingerprint
from quotebot.core.rotation import Memory, least_recent, next_quote
from quotebot.core.sharing import Sharing, choices_beside

log = logging.getLogger(__name__)

_TURNS: Final = 64  # locks; two channels that share one now and then wait for each other


class Answerer:
    """Answers requests from the library; what was shown where is kept in the store."""

    def __init__(
        self,
        shelf: Shelf,
        store: Store,
        chance: Random,
        daily_desk: DailyDesk | None = None,
    ) -> None:
        self._shelf = shelf
        self._store = store
        self._chance = chance
        self._daily_desk = daily_desk
        self._sharing = Sharing(store)
        self._told: str | None = None
        self._turns = [asyncio.Lock() for _ in range(_TURNS)]

    async def answer(self, request: Request) -> Reply:
        """Raises PersonError when what was asked cannot be done.

        Quotes come without a database too, only that they may repeat; daily plans raise StoreError.
        """
        library = self._shelf.library
        match request.ask:
            case AskQuote() as ask:
                return await self._quote(library, ask, request.place)
            case ShowQuote() as ask:
                return await self._one(library, ask, request.place)
            case ShareQuote() | ShareCorrection() as ask:
                return await self._sharing.share(library, ask, request)
            case Dismiss():
                return Dismissed()
            case ListTopics() | ListAuthors() | ListFound() as ask:
                return await self._list(library, ask, request.place)
            case AskHelp():
                return Help()
            case PressExpired():
                raise PersonError(wording.EXPIRED)
            case AskToday() | SetDaily() | FillInDaily() | ActOnDaily() | ListDaily() as ask:
                return await self._daily(request, ask)
            case _:
                assert_never(request.ask)

    def not_shared(self, request: Request) -> None:
        """The platform surely did not show what the request was to share."""
        self._sharing.undo(request)

    def complete(self, typed: str) -> list[str]:
        """Topic ids for a word half typed, best first, at most COMPLETIONS."""
        return completing.topics(self._shelf.library, typed)

    def complete_author(self, typed: str) -> list[Completion]:
        """Who may be meant by a name half typed, best first, at most COMPLETIONS."""
        return completing.authors(self._shelf.library, typed)

    def complete_quote(self, typed: str) -> list[Completion]:
        """Which quote may be meant by an id or by words half typed, at most COMPLETIONS."""
        return completing.quotes(self._shelf.library, typed)

    async def _daily(self, request: Request, ask: DailyAsk) -> Reply:
        if self._daily_desk is None:
            raise PersonError(wording.NO_DAILY)
        return await self._daily_desk.answer(request, ask)

    async def _quote(self, library: Library, ask: AskQuote, place: Place) -> Reply:
        match find(library, ask):
            case Notice() as notice:
                return notice
            case Found() as quotes:
                return await self._card(quotes, ask, place)

    async def _one(self, library: Library, ask: ShowQuote, place: Place) -> Reply:
        if not ask.quote_id:
            raise PersonError(asking_wording.SHOW_WHAT)
        quote = found.by_id(library, ask.quote_id, private=ask.private)
        if quote is None:
            return suggesting.ids(library, ask.quote_id, private=ask.private)
        return await self._card(quote, AskQuote(private=ask.private), place)

    async def _list(self, library: Library, ask: ListAsk, place: Place) -> Reply:
        match ask:
            case ListTopics(page):
                return listing.topics(library, page)
            case ListAuthors(page):
                return listing.authors(library, page)
            case ListFound(words, 1) if quotes := found.correction(library, words, private=True):
                return await self._card(quotes, AskQuote(private=True), place)
            case ListFound():
                return listing.found(library, ask)
            case _:
                assert_never(ask)

    async def _card(self, quotes: Found, ask: AskQuote, place: Place) -> QuoteCard:
        if not quotes.deck:
            raise PersonError(wording.EMPTY)
        quote = await self._pick(quotes, place, ask)
        return _card(quote, quotes)

    async def _pick(self, quotes: Found, place: Place, ask: AskQuote) -> Quote:
        if ask.private:
            return await self._peek(quotes.deck, place, ask.not_again)
        try:
            async with asyncio.timeout(STORE_SECONDS):
                quote = await self._take_turn(quotes, place)
        except (StoreError, TimeoutError) as error:
            self._tell(place, str(error) or NO_ANSWER)
            return self._chance.choice(quotes.deck.quotes)
        self._told = None
        return quote

    def _tell(self, place: Place, trouble: str) -> None:
        """Once for all who ask while it lasts."""
        if trouble != self._told:
            self._told = trouble
            log.error(Event.MEMORY_UNAVAILABLE(place=place, error=trouble))

    async def _take_turn(self, quotes: Found, place: Place) -> Quote:
        async with self._turns[hash(place) % _TURNS]:
            while True:
                quote, memory = self._draw(quotes, await self._store.recall(place))
                if await self._store.remember(place, memory):
                    return quote

    def _draw(self, quotes: Found, memory: Memory) -> tuple[Quote, Memory]:
        if quotes.round is None:
            return least_recent(quotes.deck, memory, self._chance)
        memory = with_room_for(quotes.round, memory)
        return next_quote(quotes.deck, memory, quotes.round, self._chance)

    async def _peek(self, deck: Deck, place: Place, not_again: str | None) -> Quote:
        """A quote for one person's eyes: nobody's round moves on."""
        others = Deck(quote for quote in deck if tag(quote) != not_again) or deck
        try:
            async with asyncio.timeout(STORE_SECONDS):
                memory = await self._store.recall(place)
        except (StoreError, TimeoutError):
            memory = Memory()
        return least_recent(others, memory, self._chance)[0]


def tag(quote: Quote) -> str:
    """Six hexadecimal digits that tell a quote from the others well enough for a button."""
    return f"{fingerprint(quote.id) >> 40:06x}"


def _card(quote: Quote, quotes: Found) -> QuoteCard:
    another = quotes.another
    if another.private:
        another = fitting(replace(another, not_again=tag(quote)))
    return QuoteCard(
        quote=quote,
        topic=quotes.topic,
        matched=quotes.matched,
        found=quotes.note,
        another=Choice(wording.ANOTHER, another),
        private=another.private,
        all_of_them=quotes.all_of_them,
        corrects=quotes.corrects,
        aside=choices_beside(quote, another, quotes.corrects) if another.private else (),
    )
