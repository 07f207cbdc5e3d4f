"""Quote files that change while the bot runs, to what is good and to what is not."""

import asyncio
import signal
from pathlib import Path
from random import Random
from typing import Final

from tests.cli.machine import Process

_GOOD: Final = """\
source:
  title: A Book of the Soak
  author: Ada Soaker
  year: "1999"
quotes:
  - id: soaked-{number}
    text: What was soaked {number} times is wet.
    topics: [progress]
    where: the whole of it
"""
_BAD: Final = "quotes: [\n"


class ChangingLibrary:
    """A directory beside the library that quotebot brings along."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "soak.yaml"
        self.changes = 0
        folder.mkdir()
        self._write(_GOOD)

    async def change(self, bot: Process, chance: Random) -> None:
        """Until cancelled: every other time to what is no good, and a SIGHUP now and then.

        The first reading comes at once: with two libraries for a moment, memory is at its height.
        """
        bot.send(signal.SIGHUP)
        while True:
            await asyncio.sleep(chance.uniform(3, 6))
            self._write(_BAD if self.changes % 2 else _GOOD)
            if chance.random() < 0.4:
                bot.send(signal.SIGHUP)

    def _write(self, text: str) -> None:
        self.changes += 1
        self._file.write_text(text.format(number=self.changes))
