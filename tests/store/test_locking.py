"""A file that one bot has is refused to the next, and free again whatever became of the first."""

import asyncio
from pathlib import Path

import pytest

from quotebot.core.errors import StoreError
from quotebot.store.locking import is_locked, locked
from quotebot.store.opening import open_storage
from tests.store.memories import PLACE, show
from tests.store.processes import line_of, started

pytest.importorskip("fcntl", reason="this system cannot lock files as quotebot does")


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


async def _refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        await open_storage(url)
    return str(refused.value)


async def test_a_second_bot_on_one_file_is_refused_in_one_sentence(url: str, file: Path) -> None:
    first = await open_storage(url)

    said = await _refusal(url)

    assert f"{file} is in use by another quotebot: stop that one" in said
    assert len(said.splitlines()) == 1
    await show(first.store, PLACE, "the first goes on")
    await first.close()


async def test_a_file_is_free_once_it_is_closed(url: str, file: Path) -> None:
    for shown in "ab":
        storage = await open_storage(url)
        await show(storage.store, PLACE, shown)
        await storage.close()
        await storage.close()

    assert {path.name for path in file.parent.iterdir()} == {file.name, f"{file.name}.lock"}


async def test_a_file_is_free_again_after_a_start_that_failed(url: str, file: Path) -> None:
    await asyncio.to_thread(file.write_bytes, b"this is no database" * 1000)
    assert "not an SQLite file" in await _refusal(url)
    await asyncio.to_thread(file.unlink)

    storage = await open_storage(url)
    await storage.close()


async def test_another_process_is_refused_until_the_first_is_killed(url: str) -> None:
    writer = await started("endless_writer", url)
    await line_of(writer)

    assert "is in use by another quotebot" in await _refusal(url)

    writer.kill()
    await writer.communicate()
    storage = await open_storage(url)
    assert (await storage.store.recall(PLACE)).revision > 0
    await storage.close()


async def test_a_lock_file_that_was_left_behind_is_no_obstacle(url: str, file: Path) -> None:
    file.with_name(f"{file.name}.lock").write_text("left behind")

    storage = await open_storage(url)
    await storage.close()


async def test_whoever_only_looks_is_not_refused_and_keeps_nobody_out(url: str) -> None:
    looking = await open_storage(url, exclusive=False)
    bot = await open_storage(url)
    also_looking = await open_storage(url, exclusive=False)

    await show(bot.store, PLACE, "a")

    for storage in (looking, also_looking):
        assert (await storage.store.recall(PLACE)).recent == ("a",)
    for storage in (looking, bot, also_looking):
        await storage.close()


async def test_a_lock_that_cannot_be_had_is_told_with_what_to_do(url: str, file: Path) -> None:
    file.with_name(f"{file.name}.lock").mkdir()

    assert "cannot be locked (Is a directory): let the bot's user write" in await _refusal(url)


async def test_it_is_seen_whether_a_bot_has_a_database(file: Path) -> None:
    assert not is_locked(file)
    with locked(file):
        assert is_locked(file)
    assert not is_locked(file)
    with locked(file):  # a look takes nothing away
        pass
