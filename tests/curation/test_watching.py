"""Noticing that quote files change, on a real file system."""

import asyncio
import os
import shutil
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from pathlib import Path

import pytest
from watchfiles import Change

from quotebot.curation.watching import changes, may_be_of_quotes

pytestmark = pytest.mark.slow  # a file system takes its time to tell of changes

PATIENCE = 20.0  # seconds for what must come sooner or later


class Watcher:
    """Counts the changes; watches from the moment that a change of its own was seen."""

    def __init__(self, seen: AsyncGenerator[None]) -> None:
        self._seen = seen
        self._news = asyncio.Event()

    async def run(self) -> None:
        async for _ in self._seen:
            self._news.set()

    async def notices(self) -> None:
        await asyncio.wait_for(self._news.wait(), PATIENCE)
        self._news.clear()

    async def is_ready(self, folder: Path) -> None:
        """Change a file until that is noticed."""
        async with asyncio.timeout(PATIENCE):
            while not self._news.is_set():
                (folder / "ready.yaml").write_text(os.urandom(4).hex())
                await asyncio.sleep(0.05)
        await asyncio.sleep(0)
        self._news.clear()


@asynccontextmanager
async def watching(folder: Path) -> AsyncIterator[Watcher]:
    async with aclosing(changes([folder])) as seen:
        watcher = Watcher(seen)
        task = asyncio.create_task(watcher.run())
        try:
            await watcher.is_ready(folder)
            yield watcher
        finally:
            task.cancel()
            await asyncio.wait({task}, timeout=PATIENCE)
            assert task.done()


async def test_a_file_that_is_written_replaced_or_removed_is_noticed(tmp_path: Path) -> None:
    async with watching(tmp_path) as watcher:
        (tmp_path / "a.yaml").write_text("one")
        await watcher.notices()
        (tmp_path / ".a.yaml.tmp").write_text("two")
        (tmp_path / ".a.yaml.tmp").rename(tmp_path / "a.yaml")
        await watcher.notices()
        (tmp_path / "a.yaml").unlink()
        await watcher.notices()


async def test_a_config_map_that_is_turned_to_a_new_version_is_noticed(tmp_path: Path) -> None:
    for version in ("..1", "..2"):
        (tmp_path / version).mkdir()
        (tmp_path / version / "a.yaml").write_text(version)
    (tmp_path / "..data").symlink_to("..1")
    (tmp_path / "a.yaml").symlink_to("..data/a.yaml")
    async with watching(tmp_path) as watcher:
        (tmp_path / "..data_tmp").symlink_to("..2")
        (tmp_path / "..data_tmp").rename(tmp_path / "..data")
        await watcher.notices()


async def test_a_folder_that_is_replaced_as_a_whole_is_noticed_and_watched_on(
    tmp_path: Path,
) -> None:
    folder, new = tmp_path / "quotes", tmp_path / "new"
    folder.mkdir()
    new.mkdir()
    async with watching(folder) as watcher:
        await asyncio.to_thread(shutil.rmtree, folder)
        await watcher.notices()
        new.rename(folder)
        await watcher.notices()
        await watcher.is_ready(folder)


@pytest.mark.parametrize("name", ["a.yaml", "a.YML", "more", "..data"])
def test_quote_files_and_what_may_be_a_folder_of_them_matter(name: str) -> None:
    assert may_be_of_quotes(Change.modified, f"/srv/.hidden/{name}")


@pytest.mark.parametrize("name", [".a.yaml.swp", "a.yaml~", "notes.md", ".#a.yaml", "..1"])
def test_what_editors_leave_beside_a_file_does_not(name: str) -> None:
    assert not may_be_of_quotes(Change.added, f"/srv/quotes/{name}")
