"""A backup that is made under writes is whole; what replaces a database leaves nothing of it."""

import asyncio
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from quotebot.core.errors import StoreError
from quotebot.core.ports import Ledger
from quotebot.store import sqlite_copies
from quotebot.store.opening import open_sqlite, open_storage
from quotebot.store.sqlite_copies import back_up, prepared, replace, require_sound
from quotebot.store.storage import Storage
from tests.store.files import change, damaged, rows
from tests.store.memories import PLACE, show
from tests.store.plans import OTHER_CHANNEL, a_delivery, a_plan, added, claimed, opened
from tests.store.processes import line_of, started


def unseen(_done: int, _of: int) -> None:
    """Nobody looks how far it is."""


async def filled(file: Path) -> Storage:
    """A database with a plan, a delivery under way and a memory, still open."""
    storage = await open_storage(f"sqlite:///{file}")
    plan = await added(storage.ledger, a_plan())
    await claimed(storage.ledger, await opened(storage.ledger, a_delivery(plan)))
    for shown in "abc":
        await show(storage.store, PLACE, shown)
    return storage


async def test_a_backup_holds_what_the_database_holds_while_it_is_open(file: Path) -> None:
    storage = await filled(file)
    copy = file.with_name("copy.db")
    back_up(file, copy, unseen)
    assert rows(copy) == rows(file)
    await storage.close()


async def test_a_backup_is_one_file_for_its_owner_alone(file: Path) -> None:
    storage = await filled(file)
    copy = file.with_name("copy.db")
    back_up(file, copy, unseen)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert sorted(path.name for path in file.parent.glob("*copy*")) == ["copy.db"]
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    await storage.close()


@pytest.mark.slow
async def test_a_backup_under_another_processs_writes_is_whole_and_of_one_moment(
    file: Path,
) -> None:
    writer = await started("endless_writer", f"sqlite:///{file}")
    for _ in range(5):
        await line_of(writer)
    copies = [file.with_name(f"copy{number}.db") for number in range(5)]
    for copy in copies:
        await asyncio.to_thread(back_up, file, copy, unseen)
        await line_of(writer)
    writer.kill()
    await writer.communicate()
    revisions = []
    for copy in copies:
        require_sound(copy)
        storage = await open_storage(f"sqlite:///{copy}")
        revisions.append((await storage.store.recall(PLACE)).revision)
        await storage.close()
    assert revisions == sorted(set(revisions))


async def test_a_backup_tells_how_far_it_is(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_copies, "_PAGES", 1)
    storage = await filled(file)
    seen: list[tuple[int, int]] = []
    back_up(file, file.with_name("copy.db"), lambda done, of: seen.append((done, of)))
    await storage.close()
    (of,) = {of for _, of in seen}
    assert [done for done, _ in seen] == [*range(1, of + 1)]


async def test_a_file_that_is_there_is_replaced_only_by_force(file: Path) -> None:
    storage = await filled(file)
    copy = file.with_name("copy.db")
    copy.write_text("dear to somebody")
    with pytest.raises(StoreError, match="is there already: choose another name, or --force"):
        back_up(file, copy, unseen)
    assert copy.read_text() == "dear to somebody"
    back_up(file, copy, unseen, force=True)
    assert rows(copy) == rows(file)
    await storage.close()


async def test_what_cannot_be_backed_up_is_told_and_leaves_nothing_behind(file: Path) -> None:
    for source, destination, why in (
        (file.with_name("none.db"), file.with_name("copy.db"), "there is no database"),
        (await closed(file), file.parent / "missing" / "copy.db", "there is no directory"),
        (damaged(file.with_name("damaged.db")), file.with_name("copy.db"), "not an SQLite file"),
    ):
        with pytest.raises(StoreError, match=why):
            back_up(source, destination, unseen)
    assert not list(file.parent.glob("*copy*"))


async def closed(file: Path) -> Path:
    await (await filled(file)).close()
    return file


async def test_only_a_whole_database_of_quotebots_that_is_not_newer_is_sound(file: Path) -> None:
    assert require_sound(await closed(file)) == "0002"
    somebody_elses = change(file.with_name("other.db"), "CREATE TABLE other (it TEXT)")
    with pytest.raises(StoreError, match="none of quotebot's"):
        require_sound(somebody_elses)
    change(file, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="from a newer quotebot"):
        require_sound(file)
    with pytest.raises(StoreError, match="not an SQLite file"):
        require_sound(damaged(file))
    with pytest.raises(StoreError, match="there is no database"):
        require_sound(file.with_name("missing.db"))


async def test_a_copy_with_a_damaged_page_is_not_sound(file: Path) -> None:
    await closed(file)
    with closing(sqlite3.connect(file)) as database:
        query = "SELECT rootpage FROM sqlite_master WHERE name = 'delivery_by_channel'"
        ((page,),) = database.execute(query).fetchall()
    with file.open("r+b") as stream:
        stream.seek((page - 1) * 4096 + 100)
        stream.write(b"\xff" * 3996)
    with pytest.raises(StoreError, match="is damaged"):
        require_sound(file)


async def test_a_row_that_belongs_to_nothing_is_not_sound(file: Path) -> None:
    change(await closed(file), "DELETE FROM daily_plan")
    with pytest.raises(StoreError, match="belong to nothing"):
        require_sound(file)


async def replaced(file: Path, backup: Path) -> Path:
    aside = file.with_name("aside.db")
    with prepared(backup, file, unseen) as copy:
        assert replace(file, copy, aside)
    return aside


async def test_the_old_database_is_kept_whole_and_the_new_one_is_the_backup(file: Path) -> None:
    backup = file.with_name("backup.db")
    storage = await filled(file)
    back_up(file, backup, unseen)
    as_backed_up = rows(file)
    await added(storage.ledger, a_plan(OTHER_CHANNEL))
    await storage.close()
    later = rows(file)

    aside = await replaced(file, backup)

    assert rows(file) == as_backed_up
    assert rows(aside) == later != as_backed_up
    storage = await open_storage(f"sqlite:///{file}")
    await show(storage.store, PLACE, "d")
    assert (await storage.store.recall(PLACE)).recent == ("a", "b", "c", "d")
    await storage.close()


async def test_a_log_that_a_killed_bot_left_goes_into_the_old_database_and_not_the_new(
    file: Path,
) -> None:
    backup = file.with_name("backup.db")
    back_up(await closed(file), backup, unseen)
    writer = await started("endless_writer", f"sqlite:///{file}")
    for _ in range(5):
        await line_of(writer)
    writer.kill()
    await writer.communicate()
    assert file.with_name("quotebot.db-wal").stat().st_size > 0

    aside = await replaced(file, backup)

    assert rows(file) == rows(backup)
    ((revision,),) = change_and_read(aside, "SELECT revision FROM rotation WHERE revision > 3")
    assert revision >= 8
    assert not list(file.parent.glob("*-wal"))


def change_and_read(file: Path, query: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(file)) as database:
        return database.execute(query).fetchall()


async def test_a_damaged_database_is_kept_with_its_log_and_replaced(file: Path) -> None:
    backup = file.with_name("backup.db")
    back_up(await closed(file), backup, unseen)
    damaged(file)
    file.with_name("quotebot.db-wal").write_bytes(b"what was left of it")

    aside = await replaced(file, backup)

    assert rows(file) == rows(backup)
    assert aside.read_bytes().startswith(b"no database at all")
    assert aside.with_name("aside.db-wal").read_bytes() == b"what was left of it"


async def test_a_database_that_any_program_has_open_is_not_replaced(file: Path) -> None:
    backup = file.with_name("backup.db")
    storage = await filled(file)
    back_up(file, backup, unseen)
    with pytest.raises(StoreError, match="in use by another program: stop that one first"):
        await replaced(file, backup)
    await show(storage.store, PLACE, "d")
    assert (await storage.store.recall(PLACE)).recent == ("a", "b", "c", "d")
    await storage.close()
    assert not list(file.parent.glob("aside*"))


async def test_a_file_is_copied_before_a_start_migrates_it(file: Path) -> None:
    database = await open_sqlite(file)
    await database.close()
    before = change(
        file,
        *(f"DROP TABLE {name}" for name in ("delivery", "daily_plan", "quote_of_the_day")),
        "UPDATE alembic_version SET version_num = '0001'",
        "INSERT INTO rotation VALUES ('discord', '1', '2', 1, '[1,[\"a\"],{}]')",
    )
    content = rows(before)

    for _ in range(2):
        storage = await open_storage(f"sqlite:///{file}")
        await storage.close()

    kept = file.with_name("quotebot-of-version-0001.db")
    assert rows(kept) == content
    assert require_sound(kept) == "0001"
    assert require_sound(file) == "0002"


async def what_the_ledger_knows(ledger: Ledger) -> list[object]:
    plan = await ledger.plan(1)
    return [plan, await ledger.latest_delivery(1), await ledger.latest_posted(PLACE)]


async def test_after_backup_loss_and_restore_ledger_and_rotation_are_the_same(file: Path) -> None:
    storage = await filled(file)
    known = await what_the_ledger_knows(storage.ledger)
    memory = await storage.store.recall(PLACE)
    backup = file.with_name("backup.db")
    back_up(file, backup, unseen)
    await show(storage.store, PLACE, "later")
    await storage.ledger.remove_plan(1)
    await storage.close()

    await replaced(file, backup)

    storage = await open_storage(f"sqlite:///{file}")
    assert await what_the_ledger_knows(storage.ledger) == known
    assert await storage.store.recall(PLACE) == memory
    await storage.close()
