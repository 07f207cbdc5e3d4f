"""A process that is killed while it writes loses nothing that it was told is kept."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

from quotebot.store.opening import open_sqlite
from tests.store.memories import PLACE

ROOT = Path(__file__).parents[2]


async def _killed_after(lines: int, file: Path) -> int:
    """The last revision that a writer reported before it was killed with SIGKILL."""
    writer = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.store.endless_writer", str(file), stdout=PIPE, cwd=ROOT
    )
    reported = b"".join([await _line(writer) for _ in range(lines)])
    writer.kill()
    rest, _ = await writer.communicate()
    return int((reported + rest).split(b"\n")[-2])  # behind the last line end, a line may be cut


async def _line(writer: Process) -> bytes:
    assert writer.stdout is not None
    line = await writer.stdout.readline()
    assert line, "the writer ended by itself"
    return line


async def test_a_killed_writer_loses_nothing_and_leaves_nothing_half_written(
    tmp_path: Path,
) -> None:
    file = tmp_path / "quotebot.db"
    for lines in (1, 7, 40):
        reported = await _killed_after(lines, file)

        store = await open_sqlite(file)
        memory = await store.recall(PLACE)
        await store.close()

        assert memory.revision >= reported
        assert memory.recent == tuple(f"quote {n}" for n in range(1, memory.revision + 1))
