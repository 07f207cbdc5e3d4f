"""Reading the library again while it is in use."""

import asyncio
import gc
import logging
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from quotebot.core.answering import Answerer
from quotebot.core.errors import LibraryError
from quotebot.core.library import Library, Shelf, library_of
from quotebot.core.messages import AskQuote, Person, Place, Platform, QuoteCard, Request
from quotebot.core.quotes import Anthology
from quotebot.curation.reading import load
from quotebot.curation.reloading import Kept, Reload, Reloaded, Reloader
from quotebot.store.in_memory import InMemoryStore
from tests.anthologies import SMALL, numbered, shelf_of
from tests.curation.library import quote, quote_file, write

HERE = Place(Platform.SLACK, "T1", "C1")


def quotes_of(outcome: Reload) -> int:
    assert isinstance(outcome, Reloaded)
    return outcome.quotes


def reader_of(folder: Path) -> Callable[[], Library]:
    return lambda: library_of(load([folder]))


class Held:
    """Loads anthologies one after another, each only when it is let go."""

    def __init__(self, *anthologies: Anthology) -> None:
        self._anthologies = list(anthologies)
        self.begun = threading.Semaphore(0)
        self.let_go = threading.Semaphore(0)
        self.loads = 0

    def load(self) -> Library:
        self.begun.release()
        self.let_go.acquire()
        self.loads += 1
        return library_of(self._anthologies[self.loads - 1])


async def test_what_the_files_hold_now_is_on_the_shelf(tmp_path: Path) -> None:
    shelf = shelf_of(SMALL)
    write(tmp_path, a_work=quote_file(quote(id="new-words")))
    assert quotes_of(await Reloader(shelf, reader_of(tmp_path)).reload()) == 1
    assert list(shelf.library.anthology.quotes) == ["new-words"]
    assert shelf.library.topics.complete("wor", 5) == ["work"]


async def test_a_bad_file_keeps_the_last_good_library_and_says_so_once_with_its_place(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shelf = shelf_of(SMALL)
    reloader = Reloader(shelf, reader_of(write(tmp_path, a_work=quote_file(quote(text='""')))))
    for _ in range(3):
        outcome = await reloader.reload()
        assert isinstance(outcome, Kept)
        assert f"{tmp_path}/a-work.yaml:4:11: `text`" in outcome.problems[0]
    assert shelf.library.anthology is SMALL
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert f"{tmp_path}/a-work.yaml:4:11" in caplog.text


async def test_other_problems_and_the_same_ones_after_a_good_reload_are_told_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    reloader = Reloader(shelf_of(SMALL), reader_of(tmp_path))
    bad = quote_file(quote(text='""'))
    for content in (bad, quote_file(quote(id="x")), bad, quote_file(quote()), bad):
        write(tmp_path, a_work=content)
        await reloader.reload()
    assert len([r for r in caplog.records if r.levelno == logging.ERROR]) == 4


async def test_a_folder_without_a_quote_left_keeps_the_last_good_library(tmp_path: Path) -> None:
    shelf = shelf_of(SMALL)
    assert isinstance(await Reloader(shelf, reader_of(tmp_path)).reload(), Kept)
    assert shelf.library.anthology is SMALL


async def test_a_bug_keeps_the_last_good_library_and_is_logged_with_its_traceback(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def load_wrongly() -> Library:
        raise ZeroDivisionError

    shelf = shelf_of(SMALL)
    outcome = await Reloader(shelf, load_wrongly).reload()
    assert outcome == Kept(("a bug in quotebot: see the log of the bot",))
    assert shelf.library.anthology is SMALL
    assert "ZeroDivisionError" in caplog.text


async def test_the_event_loop_goes_on_while_the_files_are_read() -> None:
    held = Held(SMALL)
    shelf = shelf_of(numbered(2))
    reload = asyncio.create_task(Reloader(shelf, held.load).reload())
    await asyncio.to_thread(held.begun.acquire)
    assert len(shelf.library.anthology.quotes) == 2
    held.let_go.release()
    assert quotes_of(await reload) == 4


async def test_a_storm_of_requests_is_answered_by_the_reading_under_way_and_one_more() -> None:
    held = Held(numbered(2), numbered(3))
    reloader = Reloader(shelf_of(SMALL), held.load)
    first = asyncio.create_task(reloader.reload())
    await asyncio.to_thread(held.begun.acquire)
    storm = [asyncio.create_task(reloader.reload()) for _ in range(100)]
    held.let_go.release()
    held.let_go.release()
    assert quotes_of(await first) == 2
    assert set(map(quotes_of, await asyncio.gather(*storm))) == {3}
    assert held.loads == 2


async def test_whoever_stops_waiting_does_not_stop_the_reload_for_others() -> None:
    held = Held(numbered(2))
    reloader = Reloader(shelf_of(SMALL), held.load)
    impatient = asyncio.create_task(reloader.reload())
    patient = asyncio.create_task(reloader.reload())
    await asyncio.to_thread(held.begun.acquire)
    impatient.cancel()
    held.let_go.release()
    assert quotes_of(await patient) == 2


async def test_a_rotation_keeps_its_place_over_a_reload() -> None:
    def more() -> Library:
        return library_of(numbered(12))

    shelf = Shelf(library_of(numbered(10)))
    answerer = Answerer(shelf, InMemoryStore(), Random(1))
    reloader = Reloader(shelf, more)
    shown: list[str] = []
    for number in range(10):
        if number == 6:
            await reloader.reload()
        reply = await answerer.answer(Request(AskQuote("progress"), HERE, Person("U1")))
        assert isinstance(reply, QuoteCard)
        shown.append(reply.quote.id)
    assert len(set(shown)) == 10


async def test_a_library_error_keeps_every_one_of_its_problems() -> None:
    def load_badly() -> Library:
        raise LibraryError(["a.yaml:1:1: one", "b.yaml:2:2: two"])

    outcome = await Reloader(shelf_of(SMALL), load_badly).reload()
    assert outcome == Kept(("a.yaml:1:1: one", "b.yaml:2:2: two"))


class Ring:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


async def test_what_was_garbage_before_a_reload_is_not_kept_for_ever() -> None:
    reloader = Reloader(shelf_of(SMALL), lambda: library_of(SMALL))
    gc.disable()  # as if it had not come by yet
    try:
        left_behind = weakref.ref(Ring())
        assert left_behind() is not None
        await reloader.reload()
    finally:
        gc.enable()
    assert left_behind() is None
