"""Reads the library again while the bot runs, and keeps the last good one when that fails."""

import asyncio
import gc
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from quotebot.core.errors import LibraryError, OperatorError
from quotebot.core.events import Event
from quotebot.core.library import Library, Shelf
from quotebot.core.observed import UNOBSERVED
from quotebot.core.ports import Observer
from quotebot.curation.reading import no_garbage_collection

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reloaded:
    """The library was replaced; it has so many quotes now. `changed` are new or differ, sorted."""

    quotes: int
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """The last good library stays, for these reasons; each is a sentence with its place."""

    problems: tuple[str, ...]


Reload = Reloaded | Kept

_TURN_SECONDS: Final = 0.0005


class Reloader:
    """Replaces what stands on the shelf, whole or not at all.

    `load` reads and indexes everything, in a thread; it raises OperatorError when it cannot.
    """

    def __init__(
        self, shelf: Shelf, load: Callable[[], Library], observer: Observer = UNOBSERVED
    ) -> None:
        self._observer = observer
        self._shelf = shelf
        self._load = load
        self._turn = asyncio.Lock()
        self._next: asyncio.Task[Reload] | None = None
        self._told: tuple[str, ...] = ()
        self._listeners: list[Callable[[Reload], None]] = []

    def listen(self, tell: Callable[[Reload], None]) -> None:
        """From now on tell of each outcome."""
        self._listeners.append(tell)

    async def reload(self) -> Reload:
        """Read what the files hold now; never raises but for cancellation.

        Those who ask while one reading is under way share the next.
        """
        if self._next is None:
            self._next = asyncio.create_task(self._when_its_turn_comes())
        return await asyncio.shield(self._next)

    async def _when_its_turn_comes(self) -> Reload:
        outcome = await self._outcome()
        for tell in self._listeners:
            tell(outcome)
        return outcome

    async def _outcome(self) -> Reload:
        async with self._turn:
            # Whoever asks from here on may have changed a file that is read already.
            self._next = None
            try:
                return self._replaced(await asyncio.to_thread(self._replace))
            except LibraryError as error:
                return self._kept(error.problems)
            except OperatorError as error:
                return self._kept((str(error),))
            except Exception:
                log.exception(Event.QUOTES_RELOAD_BROKEN())
                self._observer.reloaded(None)
                return Kept(("a bug in quotebot: see the log of the bot",))

    def _replace(self) -> Reloaded:
        """Runs in a thread, where it also takes its time to let go of the old library."""
        with _giving_way(), no_garbage_collection():
            # What is garbage by now would be frozen with the library, and never be freed.
            gc.collect()
            library = self._load()
            before, quotes = self._shelf.library.anthology.quotes, library.anthology.quotes
            changed = tuple(
                sorted(one for one, quote in quotes.items() if quote != before.get(one))
            )
            self._shelf.library = library
            # What is loaded by now stays: the collector, which stops the event loop, need not look
            # at it again and again.
            gc.freeze()
        return Reloaded(len(quotes), changed)

    def _replaced(self, outcome: Reloaded) -> Reloaded:
        self._told = ()
        self._observer.reloaded(self._shelf.library.collections)
        log.info(Event.QUOTES_RELOADED(quotes=outcome.quotes))
        return outcome

    def _kept(self, problems: tuple[str, ...]) -> Kept:
        self._observer.reloaded(None)
        if problems != self._told:
            self._told = problems
            log.error(Event.QUOTES_KEPT(error=problems[0], problems=len(problems)))
        return Kept(problems)


@contextmanager
def _giving_way() -> Iterator[None]:
    """Let the event loop have the interpreter sooner than after the usual 5 ms.

    An answer takes several turns; while 20,000 quotes are read it is acknowledged after 4 ms
    instead of 10, and the slowest in a hundred after 13 instead of 60.
    """
    usual = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(usual)
