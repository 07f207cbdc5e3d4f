"""The page on the database: its commands do what it says, in the order in which they stand."""

import asyncio
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from quotebot.cli import main
from quotebot.core.pruning import KEPT
from quotebot.store.opening import open_storage
from tests.store.files import rows
from tests.store.memories import PLACE, show

PAGE = (Path(__file__).parents[3] / "docs/database.md").read_text("utf-8")
BLOCKS = re.findall(r"^    (quotebot .*)$", PAGE, re.MULTILINE)
INLINE = re.findall(r"`quotebot (db [^`]*)`", PAGE)


async def something_shown() -> None:
    storage = await open_storage("sqlite:///quotebot.db")
    await show(storage.store, PLACE, "a")
    await storage.close()


def test_each_command_of_the_page_runs() -> None:
    asyncio.run(something_shown())
    Path("backups").mkdir()
    before = rows(Path("quotebot.db"))
    assert len(BLOCKS) >= 4
    for line in (*BLOCKS, *(f"quotebot {each}" for each in INLINE)):
        _, *arguments = shlex.split(line.replace("/srv/backups", "backups"), comments=True)
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{line}: {result.output}"
        if arguments[:2] == ["db", "backup"]:
            assert rows(Path(result.stdout.strip())) == before
            if len(arguments) == 2:  # the next one could have the same second in its name
                Path(result.stdout.strip()).unlink()
    assert rows(Path("quotebot.db")) == before


def test_the_page_says_how_long_deliveries_are_kept() -> None:
    assert f"kept for {KEPT.days} days" in PAGE


@pytest.mark.parametrize("name", ["quotebot-before-restore-", "quotebot-of-version-"])
def test_the_page_names_the_files_as_they_are_called(name: str) -> None:
    assert f"`{name}….db`" in PAGE
