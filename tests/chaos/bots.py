"""The bot's processes, to be killed and started again."""

import asyncio
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Self

from tests.cli.machine import Process, started

RUN: Final = ("run",)
DAILY_ONLY: Final = ("run", "--daily-only")
_LONGEST_LIFE: Final = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class _Life:
    process: Process
    running: AsyncExitStack
    ended: asyncio.Task[int]


class Bots:
    """One process for each of the commands; those that live at the end are killed."""

    def __init__(
        self, folder: Path, variables: dict[str, str], commands: tuple[tuple[str, ...], ...]
    ) -> None:
        self._folder = folder
        self._variables = variables
        self._commands = commands
        self._lives: dict[int, _Life] = {}
        self._logs: list[str] = []

    def __len__(self) -> int:
        return len(self._commands)

    async def start(self) -> None:
        """Start each that does not live."""
        for number, command in enumerate(self._commands):
            if number not in self._lives:
                running = AsyncExitStack()
                process = await running.enter_async_context(
                    started(self._folder, *command, variables=self._variables)
                )
                ended = asyncio.create_task(process.ended(_LONGEST_LIFE))
                self._lives[number] = _Life(process, running, ended)

    def still_live(self) -> bool:
        """True; AssertionError, with all that it said, if one has ended by itself."""
        for life in self._lives.values():
            assert not life.ended.done(), life.process.errors
        return True

    async def kill(self, number: int) -> None:
        """By SIGKILL."""
        life = self._lives.pop(number)
        await life.running.aclose()
        await life.ended
        self._logs.append(life.process.errors)

    async def stop(self, number: int, signal: int) -> int:
        """Send a signal; the exit code, which has to come within ten seconds."""
        life = self._lives[number]
        life.process.send(signal)
        async with asyncio.timeout(10):
            code = await asyncio.shield(life.ended)
        await self.kill(number)
        return code

    def logs(self) -> str:
        """What those wrote that live no more."""
        return "".join(self._logs)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        for number in tuple(self._lives):
            await self.kill(number)
