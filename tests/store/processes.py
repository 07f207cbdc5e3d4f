"""Programs of these tests, run as other processes, and killed."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

_ROOT = Path(__file__).parents[2]


async def started(program: str, *arguments: str) -> Process:
    """`python -m tests.store.<program>`."""
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", f"tests.store.{program}", *arguments),
        stdin=PIPE,
        stdout=PIPE,
        cwd=_ROOT,
    )


async def killed_after(lines: int, program: str, *arguments: str) -> list[str]:
    """Every whole line that the program wrote before it was killed with SIGKILL."""
    process = await started(program, *arguments)
    written = b"".join([await line_of(process) for _ in range(lines)])
    process.kill()
    rest, _ = await process.communicate()
    return (written + rest).decode().split("\n")[:-1]  # behind the last line end, a line may be cut


async def line_of(process: Process) -> bytes:
    assert process.stdout is not None
    line = await process.stdout.readline()
    assert line, "the program ended by itself"
    return line
