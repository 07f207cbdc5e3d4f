"""One request to one reply: what the bot knows, put together."""

import asyncio
import logging
from random import Random
from typing import Final, assert_never

from quotebot.core import wording
from quotebot.core.choosing import EVERYTHING
from quotebot.core.daily_desk import DailyDesk
from quotebot.core.errors import PersonError, StoreError
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
    ListDaily,
    Listing,
    ListTopics,
    Notice,
    Place,
    PressExpired,
    QuoteCard,
    Reply,
    Request,
    SetDaily,
    ShareQuote,
)
from quotebot.core.ports import Store
from quotebot.core.quotes import Deck, Quote, fingerprint
from quotebot.core.rotation import Memory, least_recent, next_quote
from quotebot.core.sharing import Sharing, choices_beside
from quotebot.core.topics import Match, Step

log = logging.getLogger(__name__)

MAX_TYPED: Final = 80  # characters: what fits into a button's id together with its verb
ROWS: Final = 10
SUGGESTIONS: Final = 5
COMPLETIONS: Final = 25  # Discord's limit for an autocompletion
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
        self._turns = [asyncio.Lock() for _ in range(_TURNS)]

    async def answer(self, request: Request) -> Reply:
        """Raises PersonError when what was asked cannot be done.

        Quotes come without a database too, only that they may repeat; daily plans raise StoreError.
        """
        library = self._shelf.library
        match request.ask:
            case AskQuote() as ask:
                return await self._quote(library, ask, request.place)
            case ShareQuote() as ask:
                return await self._sharing.share(library, ask, request)
            case Dismiss():
                return Dismissed()
            case ListTopics(page):
                return _topics(library, page)
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
        return self._shelf.library.topics.complete(typed[:MAX_TYPED], COMPLETIONS)

    async def _daily(self, request: Request, ask: DailyAsk) -> Reply:
        if self._daily_desk is None:
            raise PersonError(wording.NO_DAILY)
        return await self._daily_desk.answer(request, ask)

    async def _quote(self, library: Library, ask: AskQuote, place: Place) -> Reply:
        if ask.topic is None:
            match = Match(Step.TOPIC, "", None, library.anthology.everything)
        elif len(ask.topic) > MAX_TYPED:
            raise PersonError(wording.too_long(ask.topic, MAX_TYPED))
        elif (found := library.topics.match(ask.topic)) is not None:
            match = found
        else:
            return _suggestions(library, ask)
        if not match.deck:
            raise PersonError(wording.EMPTY)
        quote = await self._pick(match, place, ask)
        return _card(quote, match, ask)

    async def _pick(self, match: Match, place: Place, ask: AskQuote) -> Quote:
        if ask.private:
            return await self._peek(match.deck, place, ask.not_again)
        try:
            return await self._take_turn(match, place)
        except StoreError as error:
            log.error("answering without a memory of what was shown: %s", error)  # noqa: TRY400 - the sentence says it all
            return self._chance.choice(match.deck.quotes)

    async def _take_turn(self, match: Match, place: Place) -> Quote:
        async with self._turns[hash(place) % _TURNS]:
            while True:
                quote, memory = self._draw(match, await self._store.recall(place))
                if await self._store.remember(place, memory):
                    return quote

    def _draw(self, match: Match, memory: Memory) -> tuple[Quote, Memory]:
        if match.step is Step.WORDS:
            return least_recent(match.deck, memory, self._chance)
        return next_quote(match.deck, memory, match.topic or EVERYTHING, self._chance)

    async def _peek(self, deck: Deck, place: Place, not_again: str | None) -> Quote:
        """A quote for one person's eyes: nobody's round moves on."""
        others = Deck(quote for quote in deck if tag(quote) != not_again) or deck
        try:
            memory = await self._store.recall(place)
        except StoreError:
            memory = Memory()
        return least_recent(others, memory, self._chance)[0]


def _suggestions(library: Library, ask: AskQuote) -> Notice:
    typed = ask.topic or ""
    nearest = library.topics.nearest(typed, SUGGESTIONS)
    text = wording.nothing_but_near(typed) if nearest else wording.nothing_near(typed)
    topics = nearest or library.topics.largest(SUGGESTIONS)
    return Notice(
        text,
        tuple(Choice(id_.replace("-", " "), AskQuote(id_, ask.private)) for id_ in topics),
    )


def _topics(library: Library, page: int) -> Listing:
    names = list(library.anthology.topics.values())
    pages = max(1, -(-len(names) // ROWS))
    page = min(page, pages)
    rows = names[(page - 1) * ROWS : page * ROWS]
    turns = ((wording.PREVIOUS_PAGE, page - 1), (wording.NEXT_PAGE, page + 1))
    return Listing(
        title=wording.topics_title(len(names)),
        rows=tuple(wording.topic_row(t.name, len(library.anthology.deck(t.id))) for t in rows),
        footer=wording.page_footer(page, pages),
        choices=tuple(Choice(name, ListTopics(to)) for name, to in turns if 1 <= to <= pages),
    )


def tag(quote: Quote) -> str:
    """Six hexadecimal digits that tell a quote from the others well enough for a button."""
    return f"{fingerprint(quote.id) >> 40:06x}"


def _card(quote: Quote, match: Match, ask: AskQuote) -> QuoteCard:
    topic = match.heard if match.step is Step.WORDS else match.topic
    seen = tag(quote) if ask.private else None
    return QuoteCard(
        quote=quote,
        topic=match.topic,
        matched=match.step if ask.topic is not None else None,
        found=wording.found(match, ask.topic or ""),
        another=Choice(wording.ANOTHER, AskQuote(topic, ask.private, seen)),
        private=ask.private,
        aside=choices_beside(quote, topic) if ask.private else (),
    )
